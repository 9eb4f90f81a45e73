import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { useFold } from './folds.ts';
import { PaneSection } from './pane-section.tsx';
import { type ColumnChoice, useViews } from './use-views.ts';
import type { Work } from './work.ts';

function SaveView({ onSave, onLeave }: { onSave(name: string): Promise<boolean>; onLeave(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted !== '') void onSave(wanted).then((kept) => (kept ? onLeave() : undefined));
  };
  return (
    <form className="row" style={{ alignItems: 'flex-end' }} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onLeave()}>
      <TextInput autoFocus label={t('view.name')} value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} style={{ flex: 1, minWidth: 0 }} />
      <Action type="submit">{t('view.keep')}</Action>
    </form>
  );
}

/** The saved views; V keeps the present one. */
export function ViewList({ work, columns }: { work: Work; columns: ColumnChoice }) {
  const { t } = useTranslation();
  const { views, isOn, apply, save, remove, said, error } = useViews(work, columns);
  const [naming, setNaming] = useState(false);
  const [, unfold] = useFold('side.views', true);
  const name = (): void => {
    unfold(true);
    setNaming(true);
  };
  useActions([
    { id: 'view.save', group: 'view', label: t('view.save'), keys: ['V'], run: name },
    ...views.map((view) => ({ id: `view.${view.view_id}`, group: 'view' as const, label: t('view.apply', { name: view.name }), keys: [], run: () => apply(view) })),
  ]);
  return (
    <PaneSection level={2} name="side.views" title={t('view.title')}>
      {views.length === 0 && !naming ? <p className="muted">{t('view.none')}</p> : null}
      <ul className="views">
        {views.map((view) => (
          <li key={view.view_id} className="views__item">
            <button type="button" className="facet" aria-pressed={isOn(view)} onClick={() => apply(view)}>
              <span className="facet__name">{view.name}</span>
            </button>
            <button type="button" className="icon-button" aria-label={t('view.remove', { name: view.name })} title={t('view.remove', { name: view.name })} onClick={() => void remove(view)}>
              <Icon name="cross" size={12} />
            </button>
          </li>
        ))}
      </ul>
      {naming ? (
        <SaveView
          onSave={save}
          onLeave={() => {
            setNaming(false);
            work.focusGrid();
          }}
        />
      ) : (
        <button type="button" className="link-button" aria-keyshortcuts="V" title={`${t('view.save')} (V)`} onClick={name}>
          {t('view.save')}
        </button>
      )}
      <p className="sr-only" role="status">
        {said}
      </p>
      <ErrorNote error={error} />
    </PaneSection>
  );
}

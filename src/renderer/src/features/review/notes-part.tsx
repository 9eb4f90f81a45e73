import { Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useRun } from '../../query.ts';
import { Action, Key } from '../../ui/action.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { openFold } from './folds.ts';
import { PaneSection } from './pane-section.tsx';

const NOTE_ID = 'review-note';

/** Opens the notes and puts the hands on the field. */
export function focusNote(): void {
  // At once: the next letter belongs to the note, not to the list.
  flushSync(() => openFold('notes'));
  document.querySelector<HTMLElement>(`#${NOTE_ID}`)?.focus();
}

interface NotesPartProps {
  reconciliationId: string;
  detailId: string;
  notes: Answer<'review.detail'>['notes'];
  /** Back to the list. */
  onLeave(): void;
}

function Written({ notes }: Pick<NotesPartProps, 'notes'>) {
  const { t } = useTranslation();
  return (
    <ul className="stack" style={{ gap: 6 }}>
      {notes.map(({ at, by, text }) => (
        <li key={`${at} ${text}`}>
          <div className="notes__text">{text}</div>
          <div className="muted">{t('pane.note_at', { by, at: formatInstant(at) })}</div>
        </li>
      ))}
    </ul>
  );
}

/** A note that is being written: it stays with the item it was begun on, whatever the list does meanwhile. */
function useDraft(detailId: string) {
  const [text, setText] = useState('');
  const [begunOn, setBegunOn] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const clear = (): void => {
    setText('');
    setBegunOn(null);
  };
  useEffect(() => {
    if (form.current?.contains(document.activeElement) !== true) clear();
  }, [detailId]);
  const begin = (): void => setBegunOn((now) => (now === null || text === '' ? detailId : now));
  return { form, text, setText, about: begunOn ?? detailId, begin, clear };
}

/** What the user wrote down about an item; it never leaves this computer. */
export function NotesPart({ reconciliationId, detailId, notes, onLeave }: NotesPartProps) {
  const { t } = useTranslation();
  const { form, text, setText, about, begin, clear } = useDraft(detailId);
  const { running, error, run } = useRun();
  const keep = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (text.trim() === '') return;
    if ((await run('review.note', { reconciliation_id: reconciliationId, detail_id: about, text: text.trim() })) === null) return;
    clear();
    onLeave();
  };
  return (
    <PaneSection name="notes" title={t('pane.notes')} aside={notes.length === 0 ? null : <span className="tag">{formatCount(notes.length)}</span>}>
      <Written notes={notes} />
      <form
        ref={form}
        className="row notes__form"
        onSubmit={(event) => void keep(event)}
        onFocus={begin}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onLeave();
        }}
      >
        <Textarea
          id={NOTE_ID}
          aria-label={t('pane.note_add')}
          placeholder={t('pane.note_hint')}
          rightSection={<Key>N</Key>}
          value={text}
          maxLength={2000}
          className="grows"
          rows={1}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void keep();
          }}
          style={{ flex: 1 }}
        />
        {text.trim() === '' ? null : (
          <Action type="submit" disabled={running !== null}>
            {t('pane.note_keep')}
          </Action>
        )}
      </form>
      <ErrorNote error={error} />
    </PaneSection>
  );
}

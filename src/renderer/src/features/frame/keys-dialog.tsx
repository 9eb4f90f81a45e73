import { useTranslation } from 'react-i18next';
import { useStore } from '../../store.ts';
import { Key } from '../../ui/action.tsx';
import { type ActionGroup, actionGroups, actionStore } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { shownKey } from '../../ui/key-names.ts';

type Line = readonly [keys: string, does: string];

/** What every list and the frame itself know; their keys are not bound by the parts of a screen. */
function useFrameKeys(): Readonly<Record<ActionGroup, readonly Line[]>> {
  const { t } = useTranslation();
  return {
    everywhere: [
      ['Ctrl K', t('keys.palette')],
      ['Ctrl S', t('keys.push')],
      ['Enter', t('keys.open')],
    ],
    list: [
      ['↑ ↓', t('keys.move')],
      ['PgUp PgDn', t('keys.page')],
      ['Home End', t('keys.ends')],
      ['Space', t('keys.select')],
      ['Shift ↑ ↓', t('keys.extend')],
    ],
    decide: [],
    filter: [],
    view: [],
  };
}

/** Every key that does something here, by where it does it: what the parts of the screen offer, and the frame's own. */
function useKeyGroups(): readonly (readonly [string, readonly Line[]])[] {
  const { t } = useTranslation();
  const offered = [...useStore(actionStore).values()].flat();
  const own = useFrameKeys();
  const titles = { decide: t('keys.decide'), list: t('keys.list'), filter: t('keys.filter'), view: t('keys.view'), everywhere: t('keys.everywhere') };
  return actionGroups
    .map((group) => {
      const lines = offered.filter((action) => action.group === group && action.keys.length > 0).map(({ keys, label }): Line => [keys.map(shownKey).join(', '), label]);
      const known = [...own[group], ...lines];
      return [titles[group], known.filter(([key, does], at) => known.findIndex(([other, same]) => other === key && same === does) === at)] as const;
    })
    .filter(([, lines]) => lines.length > 0);
}

/** The list of keys, over whatever is on the screen. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const groups = useKeyGroups();
  return (
    <Dialog open={open} title={t('keys.title')} onClose={onClose} size={820}>
      <div className="keys">
        {groups.map(([title, keys]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={`${key} ${does}`} style={{ display: 'contents' }}>
                  <dt>
                    <Key>{key}</Key>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted" style={{ marginTop: 16 }}>
        {t('keys.footer')}
      </p>
    </Dialog>
  );
}

import { useTranslation } from 'react-i18next';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Key } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { settleKeys } from '../review/settle-panel.tsx';

/** Every key and what it does, by where it does it. */
function useKeyGroups() {
  const { t } = useTranslation();
  const { language } = useLook();
  return [
    [t('keys.everywhere'), [['Ctrl K', t('keys.palette')], ['Ctrl S', t('keys.push')], ['?', t('keys.help')], ['/', t('keys.search')], ['Enter', t('keys.open')], ['B', t('keys.outbox')]]],
    [
      t('keys.list'),
      [
        ['↑ ↓', t('keys.move')],
        ['PgUp PgDn', t('keys.page')],
        ['Home End', t('keys.ends')],
        ['Space', t('keys.select')],
        ['Shift ↑ ↓', t('keys.extend')],
        ['Ctrl A', t('keys.all')],
        ['Esc', t('keys.clear')],
        ['J', t('keys.next')],
      ],
    ],
    [
      t('keys.decide'),
      [
        ['B', say(language, 'action.AcceptBank')],
        ['P', say(language, 'action.AcceptDb')],
        ['E', say(language, 'action.MarkMatched')],
        ['T', say(language, 'action.AdjustAmount')],
        ['D', say(language, 'action.ForceStatus')],
        ['Y', say(language, 'action.Ignore')],
        ['N', t('keys.note')],
        ['G', t('keys.group')],
        [settleKeys.payven, t('conflict.keep_payven')],
        [settleKeys.mine, t('conflict.keep_mine')],
      ],
    ],
    [
      t('keys.filter'),
      [
        ['1 … 5', t('keys.buckets')],
        ['6', t('keys.conflicts')],
        ['0', t('keys.every')],
        ['F', t('keys.status')],
      ],
    ],
  ] as const;
}

/** The list of keys, over whatever is on the screen. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const groups = useKeyGroups();
  return (
    <Dialog open={open} title={t('keys.title')} onClose={onClose} size={680}>
      <div className="keys">
        {groups.map(([title, keys]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key} style={{ display: 'contents' }}>
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

import { useTranslation } from 'react-i18next';
import { Key } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';

/** The keys of the two ways out of a conflict. */
export const settleKeys = { payven: 'K', mine: 'M' } as const;

interface SettlePanelProps {
  /** How many conflicts the answer is for. */
  count: number;
  /** Nothing of ours can go to a closed reconciliation. */
  closed: boolean;
  onSettle(keep: 'payven' | 'mine'): void;
}

/** The two ways out of a conflict, with their keys; nothing is overwritten without one of them. */
export function SettlePanel({ count, closed, onSettle }: SettlePanelProps) {
  const { t } = useTranslation();
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('conflict.settle')}>
      <h3>{count > 1 ? t('conflict.settle_many', { n: formatCount(count) }) : t('conflict.settle')}</h3>
      <div className="decide decide--wide">
        <button type="button" className="decide__button" aria-keyshortcuts={settleKeys.payven} onClick={() => onSettle('payven')}>
          {closed ? t('conflict.keep_closed') : t('conflict.keep_payven')} <Key>{settleKeys.payven}</Key>
        </button>
        {closed ? null : (
          <button type="button" className="decide__button" aria-keyshortcuts={settleKeys.mine} onClick={() => onSettle('mine')}>
            {t('conflict.keep_mine')} <Key>{settleKeys.mine}</Key>
          </button>
        )}
      </div>
      <p className="muted">{closed ? t('conflict.closed_why') : t('conflict.mine_means')}</p>
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { NotSent, PreviewSummary } from '../../../../shared/contract/preview.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatLira } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Note } from '../../ui/note.tsx';
import { Coin } from '../../ui/verdict.tsx';
import { type Proof, rowsOf } from './sums.ts';

interface ProofStripProps {
  summary: PreviewSummary;
  proof: Proof;
  by: 'lira' | 'rows';
  bucket: Discrepancy | null;
  onBucket(verdict: Discrepancy): void;
}

/** A part narrower than this share shows its colour alone; its coin would not fit. */
const COIN_SHARE = 0.07;

/**
 * One bar a side, both to one scale, cut into the buckets. A press on a part filters;
 * the keyboard and screen readers do the same on the ledger's rows.
 */
export function ProofStrip({ summary, proof, by, bucket, onBucket }: ProofStripProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const sides = (['db', 'bank'] as const).map((side) => {
    const parts = discrepancies.map((verdict) => ({
      verdict,
      size: by === 'rows' ? rowsOf(summary.counts, verdict, side) : Math.abs(summary.buckets[verdict][side]),
    }));
    const gap = Math.abs(by === 'lira' ? proof.gaps[side] : side === 'bank' ? proof.gaps.rows : 0);
    return { side, parts, gap, whole: parts.reduce((sum, part) => sum + part.size, gap) };
  });
  const scale = Math.max(1, ...sides.map((each) => each.whole));
  return (
    <div className="proof">
      {sides.map(({ side, parts, gap, whole }) => (
        <div key={side} style={{ display: 'contents' }}>
          <span>{side === 'db' ? t('preview.side_payven') : t('preview.side_bank')}</span>
          <div className="proof__bar" aria-hidden="true" style={{ width: `${(whole / scale) * 100}%` }}>
            {parts
              .filter((part) => part.size > 0)
              .map(({ verdict, size }) => (
                <span
                  key={verdict}
                  className="proof__part"
                  data-verdict={verdict}
                  data-dim={bucket !== null && bucket !== verdict ? true : undefined}
                  title={`${say(language, `verdict.${verdict}`)}: ${by === 'rows' ? formatCount(size) : formatLira(size)}`}
                  style={{ flex: `${size} 0 0` }}
                  onClick={() => onBucket(verdict)}
                >
                  {size / scale > COIN_SHARE ? <Coin verdict={verdict} /> : null}
                </span>
              ))}
            {gap > 0 ? <span className="proof__gap" title={t('preview.unaccounted')} style={{ flex: `${gap} 0 0` }} /> : null}
          </div>
          <span className="end">
            {by === 'rows' ? formatCount(side === 'db' ? proof.dbRows : proof.bankRows) : <Amount value={side === 'db' ? summary.amounts.db : summary.amounts.bank} />}
          </span>
        </div>
      ))}
    </div>
  );
}

const reasons = [
  'out_of_period',
  'failed',
  'fees',
  'totals',
  'rejected',
  'left_out',
  'foreign_currency',
  'other_merchant',
  'instalments',
  'instalments_grouped',
] as const;

/** Why rows of the file stay here, with their numbers; each leads to its rows. */
function KeptRows({ summary, onKept }: { summary: PreviewSummary; onKept(bucket: keyof NotSent): void }) {
  const { t } = useTranslation();
  const some = reasons.filter((reason) => summary.not_sent[reason] > 0);
  return (
    <div className="muted row kept-list">
      <span>{t('preview.not_sent')}:</span>
      {some.length === 0 ? <span>{t('preview.not_sent_none')}</span> : null}
      {some.map((reason) => (
        <button key={reason} type="button" className="link-button" data-testid={`kept-${reason}`} onClick={() => onKept(reason)}>
          {t(`preview.not_sent_${reason}`)} {formatCount(summary.not_sent[reason])}
        </button>
      ))}
    </div>
  );
}

interface ProofChecksProps {
  summary: PreviewSummary;
  proof: Proof;
  fileRows: number | null;
  onKept(bucket: keyof NotSent): void;
}

/** The same proof in words: what adds up, and what does not. */
export function ProofChecks({ summary, proof, fileRows, onKept }: ProofChecksProps) {
  const { t } = useTranslation();
  const { gaps } = proof;
  const { overlapping_rows: overlapping } = summary;
  const checks = [
    ...(fileRows === null
      ? []
      : [{ gap: gaps.file, text: t('preview.check_file', { data: formatCount(fileRows), sent: formatCount(summary.sent), kept: formatCount(proof.notSent) }) }]),
    { gap: gaps.rows, text: t('preview.check_bank', { sent: formatCount(summary.sent), sum: formatCount(proof.bankRows) }) },
    { gap: gaps.bank, text: t('preview.check_bank_sum', { sum: formatKurus(summary.amounts.bank), parts: formatKurus(proof.bank) }) },
    { gap: gaps.db, text: t('preview.check_payven_sum', { sum: formatKurus(summary.amounts.db), parts: formatKurus(proof.db) }) },
  ];
  return (
    <>
      <ul className="checks" style={{ marginTop: 10 }}>
        {checks.map(({ gap, text }) => (
          <li key={text} {...(gap === 0 ? { 'data-good': true } : { 'data-bad': true })}>
            <Icon name={gap === 0 ? 'check' : 'cross'} size={14} />
            <span>
              {text}
              {gap === 0 ? null : <strong> {t('preview.check_bad')}</strong>}
            </span>
          </li>
        ))}
      </ul>
      <KeptRows summary={summary} onKept={onKept} />
      {overlapping === 0 ? null : <Note tone="warn">{t('preview.overlapping', { count: overlapping, n: formatCount(overlapping) })}</Note>}
    </>
  );
}

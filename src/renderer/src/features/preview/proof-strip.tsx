import { useTranslation } from 'react-i18next';
import type { PreviewProof } from '../../../../shared/contract/preview.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { isSideProven } from '../../../../shared/proof.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatLira } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Note } from '../../ui/note.tsx';
import { Coin } from '../../ui/verdict.tsx';
import { partsOf, type ProofPart, type ProofUnit, type Segment, segmentsOf } from './sums.ts';

/** A part narrower than this share shows its colour alone; its coin would not fit. */
const COIN_SHARE = 0.05;
const sides = ['payven', 'bank'] as const;

/** What a part of a bar is called. */
function usePartName(): (part: ProofPart) => string {
  const { t } = useTranslation();
  const { language } = useLook();
  return ({ kind, name }) => {
    if (kind === 'verdict') return say(language, `verdict.${name}`);
    if (kind === 'not_sent') return t(`preview.not_sent_${name}`);
    if (kind === 'not_considered') return t(`proof.left_${name}`);
    return t('preview.unaccounted');
  };
}

interface ProofStripProps {
  proof: PreviewProof;
  unit: ProofUnit;
  /** Whether a part is what the lines show; null: all of them are. */
  isOn: ((part: ProofPart) => boolean) | null;
  onPart(part: ProofPart): void;
}

/**
 * One bar a side, both to one scale: the whole file and the whole period, cut into their
 * parts. A press on a part shows what is in it; the keyboard does the same on the ledgers
 * and on the words below.
 */
export function ProofStrip({ proof, unit, isOn, onPart }: ProofStripProps) {
  const { t } = useTranslation();
  const nameOf = usePartName();
  const bars = sides.map((side) => {
    const segments = segmentsOf(proof, side, unit);
    return { side, segments };
  });
  const scale = Math.max(1, ...bars.map(({ segments }) => segments.reduce((sum, { size }) => sum + size, 0)));
  const label = (segment: Segment): string => `${nameOf(segment)}: ${t('proof.rows', { n: formatCount(segment.rows) })} · ${formatLira(segment.amount)}`;
  return (
    <div className="proof">
      {bars.map(({ side, segments }) => (
        <div key={side} style={{ display: 'contents' }}>
          <span>{t(`preview.side_${side}`)}</span>
          <div className="proof__bar proof__bar--aligned" aria-hidden="true">
            {segments.map((segment) => (
              <span
                key={`${segment.kind} ${segment.name}`}
                className={segment.kind === 'gap' ? 'proof__gap' : segment.kind === 'verdict' ? 'proof__part' : 'proof__part proof__part--apart'}
                data-verdict={segment.kind === 'verdict' ? segment.name : undefined}
                data-testid={`proof-${side}-${segment.name}`}
                data-dim={isOn !== null && segment.kind !== 'gap' && !isOn(segment) ? true : undefined}
                title={label(segment)}
                style={{ width: `${(segment.size / scale) * 100}%` }}
                onClick={() => onPart(segment)}
              >
                {segment.kind === 'verdict' && segment.size / scale > COIN_SHARE ? <Coin verdict={segment.name} /> : null}
              </span>
            ))}
          </div>
          <span className="end">{unit === 'rows' ? formatCount(proof[side].total.rows) : <Amount value={proof[side].total.amount} />}</span>
        </div>
      ))}
    </div>
  );
}

/** What of a side stays apart, each part a way to its rows. */
function Apart({ proof, side, onPart }: { proof: PreviewProof; side: keyof PreviewProof; onPart(part: ProofPart): void }) {
  const nameOf = usePartName();
  const apart = segmentsOf(proof, side, 'rows').filter(({ kind }) => kind === 'not_sent' || kind === 'not_considered');
  return apart.map((segment) => (
    <button key={segment.name} type="button" className="link-button" data-testid={`${side === 'bank' ? 'kept' : 'left'}-${segment.name}`} onClick={() => onPart(segment)}>
      {nameOf(segment)} {formatCount(segment.rows)}
    </button>
  ));
}

/** What adds up, side by side: the whole is what takes part and what stays apart. */
export function ProofChecks({ proof, onPart }: { proof: PreviewProof; onPart(part: ProofPart): void }) {
  const { t } = useTranslation();
  return (
    <ul className="checks">
      {sides.map((side) => {
        const { total, unaccounted, where } = proof[side];
        const { inside, outside } = partsOf(proof[side]);
        const good = isSideProven(proof[side]);
        return (
          <li key={side} data-side={side} {...(good ? { 'data-good': true } : { 'data-bad': true })}>
            <Icon name={good ? 'check' : 'cross'} size={14} />
            <div>
              <div>
                {t(`proof.check_${side}`, { total: formatCount(total.rows), inside: formatCount(inside.rows), outside: formatCount(outside.rows) })}{' '}
                <span className="muted">{t('proof.check_sum', { total: formatKurus(total.amount), inside: formatKurus(inside.amount), outside: formatKurus(outside.amount) })}</span>
              </div>
              {outside.rows === 0 ? null : (
                <div className="row kept-list">
                  <Apart proof={proof} side={side} onPart={onPart} />
                </div>
              )}
              {good ? null : (
                <Note tone="error">
                  <p>{t('proof.gap', { rows: formatCount(unaccounted.rows), amount: formatLira(unaccounted.amount) })}</p>
                  {where.length === 0 ? null : <p>{t('proof.gap_where', { places: where.join(' · ') })}</p>}
                </Note>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

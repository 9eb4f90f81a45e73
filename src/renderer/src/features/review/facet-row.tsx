import { useTranslation } from 'react-i18next';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatLira } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';

/** Rows of one value, those of them that wait for the user, and kuruş at stake. */
export interface FacetNumbers {
  readonly rows: number;
  readonly undecided: number;
  readonly stake: number;
}
export interface FacetValue extends FacetNumbers {
  readonly value: string;
}

/** What waits out of how many; a check where nothing does. */
export function FacetCount({ facet: { rows, undecided } }: { facet: FacetNumbers }) {
  const { t } = useTranslation();
  const title = undecided === 0 ? t('facet.none_waits') : t('facet.waits_title', { open: formatCount(undecided), rows: formatCount(rows) });
  return (
    <span className="facet__count" title={title}>
      {undecided === 0 ? (
        <>
          {rows === 0 ? null : <Icon name="check" size={12} />}
          <span className="facet__rest">{formatCount(rows)}</span>
        </>
      ) : (
        <>
          {formatCount(undecided)}
          <span className="facet__rest"> / {formatCount(rows)}</span>
        </>
      )}
      <span className="sr-only">, {title}</span>
    </span>
  );
}

/** One value the view can be narrowed to: its name, its rows, and what is at stake in them. */
export function FacetRow({ facet, label, on, onPick, indent = false }: { facet: FacetValue; label: string; on: boolean; onPick(): void; indent?: boolean }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="facet" data-indent={indent ? true : undefined} data-facet={facet.value} aria-pressed={on} title={`${label} · ${t('facet.stake', { sum: formatLira(facet.stake) })}`} onClick={onPick}>
      <span className="facet__name">{label}</span>
      <FacetCount facet={facet} />
      {facet.stake === 0 ? null : (
        <span className="facet__stake">
          <Amount value={facet.stake} />
        </span>
      )}
    </button>
  );
}

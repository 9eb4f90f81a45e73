import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { causes as allCauses, type Cause } from '../../../../shared/evidence.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { formatCount } from '../../ui/format.ts';
import { Coin, DecisionSign } from '../../ui/verdict.tsx';
import { FacetCount, FacetRow, type FacetValue } from './facet-row.tsx';
import { causesUnder, toCause, toConflicts, toVerdict } from './filters.ts';
import { showsConflicts } from './rows.ts';

/** Counts of the buckets and their causes; a bucket without one has no rows. */
export interface Tree {
  readonly verdicts: readonly FacetValue[];
  readonly causes: readonly (FacetValue & { readonly verdict: string })[];
}

interface BucketListProps {
  summary: ReconciliationSummary;
  /** Undefined until it is counted. */
  tree: Tree | undefined;
  filter: ReviewFilter;
  onFilter(filter: ReviewFilter): void;
}

const NONE = { rows: 0, undecided: 0, stake: 0 };

function Causes({ verdict, tree, filter, onFilter }: Omit<BucketListProps, 'summary' | 'tree'> & { verdict: Discrepancy; tree: Tree }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { open, expected } = causesUnder(tree.causes, verdict);
  const rowOf = (cause: FacetValue) => {
    const known = allCauses.find((each) => each === cause.value);
    const isOn = known !== undefined && filter.causes?.includes(known) === true && filter.verdicts?.includes(verdict) === true;
    const pick = (value: Cause): void => onFilter(toCause(filter, verdict, value));
    return <FacetRow key={cause.value} indent facet={cause} label={say(language, `cause.${cause.value}`)} on={isOn} onPick={() => known !== undefined && pick(known)} />;
  };
  return (
    <>
      {open.map(rowOf)}
      {expected.length === 0 ? null : (
        <div role="group" aria-label={t('facet.expected')}>
          <div className="facet__head">{t('facet.expected')}</div>
          {expected.map(rowOf)}
        </div>
      )}
    </>
  );
}

/** The five verdicts as filters, under each its causes, with what waits and what is at stake; then the conflicts. */
export const BucketList = memo(({ summary, tree, filter, onFilter }: BucketListProps) => {
  const { t } = useTranslation();
  const { language } = useLook();
  const conflicts = showsConflicts(filter);
  const [only] = filter.verdicts?.length === 1 ? filter.verdicts : [null];
  const total = tree?.verdicts.reduce((sum, { rows, undecided, stake }) => ({ rows: sum.rows + rows, undecided: sum.undecided + undecided, stake: sum.stake + stake }), NONE);
  return (
    <div className="facets" role="group" aria-label={t('review.buckets')}>
      <button type="button" className="facet" data-testid="bucket-all" aria-keyshortcuts="0" aria-pressed={filter.verdicts === undefined && !conflicts} onClick={() => onFilter(toVerdict(filter, null))}>
        <span className="facet__name">{t('review.every')}</span>
        {total === undefined ? null : <FacetCount facet={total} />}
      </button>
      {discrepancies.map((verdict, at) => {
        const facet = tree?.verdicts.find(({ value }) => value === verdict);
        const isOn = filter.verdicts?.includes(verdict) === true;
        return (
          <div key={verdict} className="bucket-group" data-verdict={verdict}>
            <button
              type="button"
              className="facet facet--bucket"
              data-testid={`bucket-${verdict}`}
              aria-keyshortcuts={String(at + 1)}
              aria-pressed={isOn && filter.causes === undefined}
              data-within={isOn ? true : undefined}
              onClick={() => onFilter(toVerdict(filter, only === verdict && filter.causes === undefined ? null : verdict))}
            >
              <Coin verdict={verdict} />
              <span className="facet__name">{say(language, `verdict.${verdict}`)}</span>
              {tree === undefined ? null : <FacetCount facet={facet ?? NONE} />}
            </button>
            {tree === undefined || verdict === 'Matched' ? null : <Causes verdict={verdict} tree={tree} filter={filter} onFilter={onFilter} />}
          </div>
        );
      })}
      {summary.conflicts === 0 && !conflicts ? null : (
        <button
          type="button"
          className="facet facet--conflict"
          data-testid="bucket-conflicts"
          aria-pressed={conflicts}
          aria-keyshortcuts="6"
          title={t('conflict.bucket_title')}
          onClick={() => onFilter(toConflicts(filter))}
        >
          <DecisionSign mark="conflict" />
          <span className="facet__name">{t('conflict.bucket')}</span>
          <span className="facet__count">{formatCount(summary.conflicts)}</span>
        </button>
      )}
    </div>
  );
});
BucketList.displayName = 'BucketList';

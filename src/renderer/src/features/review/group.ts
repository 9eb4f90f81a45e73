import type { ReviewRow } from '../../../../shared/contract/review.ts';
import { type Action, actions } from '../../../../shared/enums.ts';
import { adviceOf } from '../../../../shared/evidence.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';

/** What one decision for many is about: everything with the cause or the verdict of a row, or all the list shows. */
export const groupScopes = ['cause', 'verdict', 'view'] as const;
export type GroupScope = (typeof groupScopes)[number];

/** Answers one value fits for many; an amount fits one row alone. */
export const groupActions = actions.filter((action) => action !== 'AdjustAmount');

export interface GroupWish {
  readonly verdict: string | null;
  readonly cause: ReviewRow['cause'];
  readonly view: ReviewFilter;
  /** What is chosen at first. */
  readonly scope: GroupScope;
}

/** Of a filter with one value, that value; else the row's own. */
const only = <T>(chosen: readonly T[] | undefined, own: T | null): T | null => (chosen?.length === 1 ? (chosen[0] ?? own) : own);

/** What a decision for all would be about: as narrow as the user looks at it. Null: nothing there can be decided. */
export function groupWish(filter: ReviewFilter, row: Pick<ReviewRow, 'verdict' | 'cause'> | undefined): GroupWish | null {
  const verdict = only(filter.verdicts, row?.verdict ?? null);
  const cause = only(filter.causes, row !== undefined && row.verdict === verdict ? row.cause : null);
  const deciding = verdict === 'Matched' ? null : verdict;
  const scope = filter.causes?.length === 1 ? 'cause' : filter.verdicts?.length === 1 && deciding !== null ? 'verdict' : cause !== null ? 'cause' : deciding !== null ? 'verdict' : 'view';
  return verdict === 'Matched' && filter.verdicts?.length === 1 ? null : { verdict: deciding, cause, view: filter, scope };
}

/** The scopes a wish offers. */
export const scopesOf = ({ verdict, cause }: GroupWish): GroupScope[] => groupScopes.filter((scope) => (scope === 'cause' ? cause !== null : scope === 'verdict' ? verdict !== null : true));

const open = ['none', 'refused'] as const;

/**
 * The undecided details of a scope, as a filter; conflicts are settled one by one, never
 * among many. Null where the view asks for none of them: an empty list would ask for all.
 */
export function groupFilter({ verdict, cause, view }: GroupWish, scope: GroupScope): ReviewFilter | null {
  const whole: ReviewFilter = {
    ...(verdict !== null && { verdicts: [verdict] }),
    ...(scope === 'cause' && cause !== null && { causes: [cause] }),
  };
  const base = scope === 'view' ? view : whole;
  const answers = base.answers === undefined ? [...open] : open.filter((state) => base.answers?.includes(state));
  return answers.length === 0 ? null : { ...base, answers, undecided: true };
}

/** The answer that nearly always fits a cause; null: nothing can be said for all of them. */
export const advisedAction = (cause: ReviewRow['cause']): Action | null => (cause === null ? null : adviceOf[cause].action);

/** The answer to begin with: what fits the cause, else what the bank says. */
export const usualAction = (scope: GroupScope, cause: ReviewRow['cause']): Action => (scope === 'cause' ? advisedAction(cause) : null) ?? 'AcceptBank';

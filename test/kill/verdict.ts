import type { StateEntry } from './journal.ts';
import type { Expected } from './operations.ts';

/** A detail as this computer shows it, as far as decisions go. */
export interface ShownDetail {
  readonly id: string;
  readonly detail_status: string | null;
  readonly resolution_action: string | null;
  readonly decision: { readonly action: string; readonly state: string } | null;
}

const count = (states: readonly StateEntry[], what: string): number => states.filter((entry) => entry.what === what).length;

/**
 * The journal against what was wanted. While the user has not been told that it is done
 * (`confirmed` false), less may have been done, but never more, and nothing else.
 */
export function judgeJournal(states: readonly StateEntry[], expected: Expected, confirmed: boolean): string[] {
  const findings: string[] = [];
  const wanted = { 'reconciliation.started': expected.started, 'reconciliation.finalized': expected.finalized, 'reconciliation.cancelled': expected.cancelled };
  for (const [what, times] of Object.entries(wanted)) {
    const seen = count(states, what);
    if (seen > times || (confirmed && seen < times)) findings.push(`${what} ${seen} times instead of ${times}`);
  }
  const resolved = states.filter((entry) => entry.what === 'detail.resolved');
  for (const [detail, action] of expected.decisions) {
    const actions = resolved.filter((entry) => entry.detail_id === detail).map((entry) => entry.action);
    if (actions.length > 1) findings.push(`detail ${detail} resolved ${actions.length} times: ${actions.join(', ')}`);
    else if (actions[0] !== undefined && actions[0] !== action) findings.push(`detail ${detail} resolved by ${actions[0]} instead of ${action}`);
    else if (actions.length === 0 && confirmed) findings.push(`the decision on detail ${detail} is lost`);
  }
  const strange = resolved.filter((entry) => !expected.decisions.has(entry.detail_id ?? ''));
  if (strange.length > 0) findings.push(`${strange.length} details resolved that nobody decided`);
  return findings;
}

/** This computer's details against the journal: what was done there stands here, and nothing else does. */
export function judgeDetails(states: readonly StateEntry[], details: readonly ShownDetail[], expected: Expected): string[] {
  const findings: string[] = [];
  const done = new Map(states.flatMap((entry) => (entry.what === 'detail.resolved' ? [[entry.detail_id, entry.action]] : [])));
  for (const { id, detail_status, resolution_action, decision } of details) {
    const action = done.get(id);
    if (action !== undefined && resolution_action !== action) {
      findings.push(`detail ${id} shows ${detail_status}, ${resolution_action} where the sandbox has ${action}`);
    }
    if (expected.decisions.has(id) && decision?.state !== 'sent') {
      findings.push(`the decision on detail ${id} stands as ${decision?.state ?? 'never made'}`);
    }
    if (!expected.decisions.has(id) && decision !== null) findings.push(`detail ${id} has a decision nobody made: ${decision.action}`);
  }
  const here = new Set(details.map((detail) => detail.id));
  for (const id of expected.decisions.keys()) if (!here.has(id)) findings.push(`detail ${id} is gone from this computer`);
  return findings;
}

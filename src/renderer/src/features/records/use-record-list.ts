import { useDeferredValue, useState } from 'react';
import type { Question } from '../../client.ts';
import { useWindow } from '../../use-window.ts';
import { useConnectionId } from '../frame/desk-context.tsx';

export const orders = ['newest', 'oldest', 'largest', 'smallest'] as const;

/** What both lists are asked with. */
export type RecordQuestion = Question<'transaction.list'> & Question<'refund.list'>;
/** Loads one window of a list with its total and its sum in kuruş. */
export type LoadRecords<Row> = (question: RecordQuestion, signal: AbortSignal) => Promise<{ total: number; sum: number; rows: Row[] }>;

export interface RecordFilter {
  readonly text: string;
  readonly status: string;
  readonly order: (typeof orders)[number];
  readonly from: string | null;
  readonly to: string | null;
}

const unfiltered: RecordFilter = { text: '', status: '', order: 'newest', from: null, to: null };

function questionOf({ text, status, order, from, to }: RecordFilter): RecordQuestion {
  const wanted = text.trim();
  return {
    order,
    ...(wanted !== '' && { text: wanted }),
    ...(status !== '' && { status }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}

/** A searched and filtered list of transactions or refunds, with its total and sum. */
export function useRecordList<Row>(name: string, load: LoadRecords<Row>) {
  const [filter, setFilter] = useState(unfiltered);
  const [sum, setSum] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const connection = useConnectionId();
  const asked = questionOf(useDeferredValue(filter));
  const list = useWindow<Row>(`${name} ${JSON.stringify({ ...connection, ...asked })}`, async (offset, limit, signal) => {
    const answer = await load({ ...connection, ...asked, offset, limit }, signal);
    setSum(answer.sum);
    return { total: answer.total, rows: answer.rows };
  });
  const change = (next: Partial<RecordFilter>): void => {
    setFilter((current) => ({ ...current, ...next }));
    setActive(0);
  };
  return { filter, change, list, sum, active: Math.min(active, Math.max(0, (list.total ?? 1) - 1)), setActive, filtered: Object.keys(asked).length > 1 };
}

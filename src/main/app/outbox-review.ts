import { z } from 'zod';
import type { outboxContract, OutboxWrite } from '../../shared/contract/outbox.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { describeError } from '../../shared/text/say.ts';
import { transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { listWrites, outboxById, type OutboxRow } from '../db/outbox.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { giveUp } from './outbox.ts';
import { connectionFor } from './payven.ts';
import { instant } from './present.ts';
import { settleOpenWrites } from './settle.ts';
import { lookForStart } from './start.ts';

const problemDetails = z.record(z.string(), z.unknown());

function presentWrite(row: OutboxRow, language: Language): OutboxWrite {
  const { id, connection_id, call, state, preview_id, reconciliation_id, body, body_sha256, idempotency_key, error_code } = row;
  const details = problemDetails.parse(JSON.parse(row.error_json ?? '{}'));
  return {
    write_id: id,
    connection_id,
    call,
    state,
    preview_id,
    reconciliation_id,
    body_sha256,
    body_bytes: Buffer.byteLength(body),
    idempotency_key,
    created_at: istanbulIso(row.created_at),
    first_sent_at: instant(row.first_sent_at),
    finished_at: instant(row.finished_at),
    error_code,
    error: error_code === null ? null : describeError(language, error_code, details),
  };
}

function knownWrite(context: Pick<CommandContext, 'db'>, id: string): OutboxRow {
  const row = outboxById(context.db, id);
  if (row === undefined) throw new AppError('usage.unknown_write', { id });
  return row;
}

const isOpen = ({ state }: OutboxRow): boolean => state === 'queued' || state === 'sent' || state === 'unknown';

/** Finds out what became of a write; what cannot be found out stays as it is, and is not an error. */
async function look(context: CommandContext, row: OutboxRow): Promise<void> {
  const connection = connectionFor(context.db, row.connection_id);
  try {
    if (row.call === 'start') await lookForStart(context, connection, row);
    else if (row.reconciliation_id !== null) await settleOpenWrites(context, connection, row.reconciliation_id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'payven.outcome_unknown') throw error;
  }
}

export const outboxHandlers = {
  'outbox.list': (wish, { db, language }) => {
    const { total, rows } = listWrites(db, wish);
    return { total, writes: rows.map((row) => presentWrite(row, language)) };
  },
  'outbox.look': async ({ write_id }, context) => {
    const row = knownWrite(context, write_id);
    if (isOpen(row)) await look(context, row);
    return presentWrite(knownWrite(context, write_id), context.language);
  },
  'outbox.dismiss': ({ write_id, confirmed }, context) => {
    const { db, clock, user, language } = context;
    const row = knownWrite(context, write_id);
    if (row.call !== 'start' || row.state !== 'unknown') throw new AppError('state.not_unknown', { id: write_id, state: row.state });
    if (!confirmed) throw new AppError('state.not_confirmed', { what: 'dismiss' });
    transact(db, () => {
      giveUp(context, row);
      const facts = { write: row.id, preview_id: row.preview_id };
      recordHistory(db, { at: clock.now(), by: user, what: 'start.dismissed', subject: row.preview_id, facts });
    });
    return presentWrite(knownWrite(context, write_id), language);
  },
} satisfies HandlersOf<typeof outboxContract>;

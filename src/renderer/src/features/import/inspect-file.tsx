import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useBankName, useCounts } from '../../i18n/index.ts';
import { useAsk, useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { formatRange, withoutHint } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { ColumnsCard } from './columns-card.tsx';
import { CountsCard, WarningsCard } from './file-facts.tsx';
import { assignColumn, choosing, type Choices, type Inspected, type ReadState, stateOf } from './inspected.ts';
import { decide, dropFile, type PendingFile, readStates } from './pending.ts';
import { Questions } from './questions.tsx';
import { ReadingChoices, SaveChoice } from './reading-choices.tsx';
import { Recognised } from './recognised.tsx';
import { SampleRows } from './sample-rows.tsx';

interface InspectFileProps {
  pending: PendingFile;
  /** The only file there is stands open by itself; of several each is opened on demand. */
  alone: boolean;
  open: boolean;
  onOpen(open: boolean): void;
  onImported(imported: ImportSummary): void;
}

const tones: Readonly<Record<ReadState, string>> = { reading: 'tag', ready: 'tag tag--good', question: 'tag tag--warn', error: 'tag tag--warn' };

/** What a pending file is imported with. */
export function importQuestion({ file, choices, save }: PendingFile) {
  const name = save?.trim() ?? '';
  return { files: [file], ...choices, ...(name !== '' && { save_profile: name }) };
}

/** What can be decided about a file as a whole: questions first. */
function Decisions({ pending, data }: { pending: PendingFile; data: Inspected }) {
  const { choices, save, file } = pending;
  const choose = (next: Choices): void => decide(file, { choices: next });
  return (
    <>
      <Recognised data={data} size={pending.size} choices={choices} />
      <Questions data={data} choices={choices} onChoose={choose} />
      <ReadingChoices data={data} choices={choices} onChoose={choose} />
      <SaveChoice suggested={suggestedName(data)} save={save} onSave={(name) => decide(file, { save: name })} />
    </>
  );
}

/** What was understood: counts, remarks, columns and rows; while a question is open, what is known so far. */
function Understood({ pending: { choices, file }, data }: { pending: PendingFile; data: Inspected }) {
  const [marked, setMarked] = useState<number | null>(null);
  const choose = (next: Choices): void => decide(file, { choices: next });
  const { summary, problem, columns } = data;
  const shown = data.sample.map(({ row }) => row);
  return (
    <>
      {summary === null ? null : (
        <div className="columns">
          <CountsCard rows={summary.rows} amounts={summary.amounts} />
          <WarningsCard warnings={summary.warnings} shown={shown} onRows={(rows) => setMarked(rows.find((row) => shown.includes(row)) ?? null)} />
        </div>
      )}
      {columns.length === 0 ? null : (
        <ColumnsCard
          columns={columns}
          asked={[problem?.details['header']]}
          onChoose={(header, field) => choose({ ...choices, map: assignColumn(columns, choices.map ?? {}, header, field) })}
        />
      )}
      <SampleRows data={data} marked={marked} onHeader={(row) => choose(choosing(choices, 'header_row', row))} />
    </>
  );
}

/** The saved profile the file was read by, else its bank's name. */
function suggestedName({ summary, columns, file_name }: Inspected): string {
  if (summary === null) return '';
  if (columns.some(({ reason }) => reason === 'by_profile')) return summary.profile.name;
  return summary.bank === 'unknown' ? file_name.replace(/\.[^.]*$/, '').replaceAll('@', ' ').slice(0, 60) : summary.bank;
}

/** A file that is folded, in one line. */
function Gist({ data }: { data: Inspected | undefined }) {
  const { t } = useTranslation();
  const bankName = useBankName();
  const { rows } = useCounts();
  const { summary = null, problem = null } = data ?? {};
  if (summary === null) return problem === null ? null : <p className="muted">{withoutHint(problem.message)}</p>;
  const { first_day, last_day } = summary;
  return (
    <p className="muted">
      {bankName(summary.bank)} · {rows(summary.rows.data)} · {first_day === null || last_day === null ? t('read.no_days') : formatRange(first_day, last_day)} · {t('import.rows_sales')}{' '}
      <Amount value={summary.amounts.sales} unit />
    </p>
  );
}

/** One chosen file: how it is read, what can be corrected, and the button that imports it. */
export function InspectFile({ pending, alone, open, onOpen, onImported }: InspectFileProps) {
  const { t } = useTranslation();
  const { file, name, choices } = pending;
  const asked = useAsk('import.inspect', { file, ...choices });
  const { running, error, run } = useRun();
  // While it is read anew, and while a choice is refused, the last reading stays: nothing jumps, and the choice can be changed.
  const last = useRef<Inspected | undefined>(undefined);
  if (asked.data !== undefined) last.current = asked.data;
  const data = asked.data ?? last.current;
  const summary = data?.summary ?? null;
  const state = stateOf(asked);
  useEffect(() => readStates.set((all) => ({ ...all, [file]: state })), [file, state]);
  useStatusBar(summary === null || !alone ? null : { rows: summary.rows.data, sum: summary.amounts.sales, of: 'sales', selected: null, left: null });
  const start = async (): Promise<void> => {
    const answer = await run('import.run', importQuestion(pending));
    const [imported] = answer?.imports ?? [];
    if (imported !== undefined) onImported(imported);
  };
  const label = (words: string): string | undefined => (alone ? undefined : `${words}: ${name}`);
  const tools = (
    <div className="row">
      <span className={tones[state]}>{t(`read.state_${state}`)}</span>
      {alone ? null : (
        <Action look="bare" aria-expanded={open} aria-label={label(open ? t('read.fold') : t('read.open'))} onClick={() => onOpen(!open)}>
          {open ? t('read.fold') : t('read.open')}
        </Action>
      )}
      <Action aria-label={label(t('import.drop'))} onClick={() => dropFile(file)}>
        {t('import.drop')}
      </Action>
      <Action look={alone ? 'main' : 'plain'} aria-label={label(t('import.run'))} disabled={state !== 'ready' || running !== null} onClick={() => void start()}>
        {t('import.run')}
      </Action>
    </div>
  );
  return (
    <div className="inspected" aria-busy={asked.loading && open}>
      <Card title={alone && state === 'ready' ? t('import.check') : name} tools={tools}>
        <div className="stack">
          <Busy running={running} />
          <ErrorNote error={error ?? asked.error} />
          {!open ? <Gist data={asked.data} /> : data !== undefined ? <Decisions pending={pending} data={data} /> : asked.error === null ? <Skeleton lines={5} /> : null}
        </div>
      </Card>
      {open && data !== undefined ? <Understood pending={pending} data={data} /> : null}
    </div>
  );
}

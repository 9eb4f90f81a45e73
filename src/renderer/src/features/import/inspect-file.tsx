import { NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mappableFields } from '../../../../shared/bank-row.ts';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import type { ChosenFile } from '../../../../shared/contract/shell.ts';
import { useAsk, useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { formatCount, withoutHint } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { CountsCard, WarningsCard } from './file-facts.tsx';
import type { Inspected } from './inspected.ts';
import { MappingCard } from './mapping-card.tsx';
import { SampleRows } from './sample-rows.tsx';

/** What the user chose against what the program understood. */
interface Choices {
  readonly profile?: string;
  readonly map?: Record<string, string>;
  readonly decimal?: 'comma' | 'dot';
  readonly date_order?: 'dmy' | 'mdy';
}

interface InspectFileProps {
  chosen: ChosenFile;
  waiting: number;
  onImported(imported: ImportSummary): void;
  onDrop(): void;
}

function without<K extends keyof Choices>(choices: Choices, name: K, value: Choices[K] | undefined): Choices {
  const { [name]: _dropped, ...rest } = choices;
  return value === undefined ? rest : { ...rest, [name]: value };
}

function ReadingChoices({ data, choices, onChoose }: { data: Inspected; choices: Choices; onChoose(next: Choices): void }) {
  const { t } = useTranslation();
  const decimals = { comma: t('import.decimal_comma'), dot: t('import.decimal_dot') };
  const orders = { dmy: t('import.date_order_dmy'), mdy: t('import.date_order_mdy') };
  return (
    <div className="form">
      <NativeSelect
        label={t('import.profile')}
        value={choices.profile ?? ''}
        data={[{ value: '', label: t('import.profile_auto') }, ...data.profiles.map(({ name, label }) => ({ value: name, label }))]}
        onChange={({ currentTarget: { value } }) => onChoose(without(choices, 'profile', value === '' ? undefined : value))}
      />
      <NativeSelect
        label={t('import.decimal')}
        value={choices.decimal ?? ''}
        data={[{ value: '', label: t('import.decimal_auto') }, ...Object.entries(decimals).map(([value, label]) => ({ value, label }))]}
        onChange={({ currentTarget: { value } }) => onChoose(without(choices, 'decimal', value === 'comma' || value === 'dot' ? value : undefined))}
        error={data.problem?.code === 'input.decimal_unclear'}
      />
      <NativeSelect
        label={t('import.date_order')}
        value={choices.date_order ?? ''}
        data={[{ value: '', label: t('import.date_order_auto') }, ...Object.entries(orders).map(([value, label]) => ({ value, label }))]}
        onChange={({ currentTarget: { value } }) => onChoose(without(choices, 'date_order', value === 'dmy' || value === 'mdy' ? value : undefined))}
        error={data.problem?.code === 'input.date_order_unclear'}
      />
    </div>
  );
}

function FileFacts({ data, size }: { data: Inspected; size: number }) {
  const { t } = useTranslation();
  const { summary } = data;
  const facts = [
    [t('import.file'), `${data.file_name}, ${t('preview.size_kb', { n: formatCount(Math.max(1, Math.round(size / 1024))) })}`],
    [t('import.format'), [data.format, data.encoding].filter((part) => part !== null).join(', ')],
    ...(summary === null
      ? []
      : [
          [t('import.bank'), `${summary.bank} (${summary.profile.name})`],
          [t('import.sheet'), summary.sheet],
          [t('import.header_row'), String(summary.header_row)],
        ]),
  ];
  return (
    <dl className="facts facts--inline">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What keeps the file from being understood, with the field in the page's own words. */
function Problem({ problem }: Pick<Inspected, 'problem'>) {
  const { t } = useTranslation();
  if (problem === null) return null;
  const field = mappableFields.find((each) => each === problem.details['field']);
  const message = withoutHint(problem.message);
  return <Note tone="error">{field === undefined ? message : message.replaceAll(field, t(`field.${field}`))}</Note>;
}

/** Questions that are not about columns; the mapping comes with the answer to them. */
const asksOtherwise: readonly string[] = ['input.decimal_unclear', 'input.date_order_unclear'];

/** One chosen file: how it is read, what can be corrected, and the button that imports it. */
export function InspectFile({ chosen, waiting, onImported, onDrop }: InspectFileProps) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Choices>({});
  const asked = useAsk('import.inspect', { file: chosen.file, ...choices });
  const { running, error, run } = useRun();
  // While it is read anew the last reading stays, so that the page does not jump.
  const last = useRef<Inspected | undefined>(undefined);
  if (asked.data !== undefined) last.current = asked.data;
  const data = asked.data ?? (asked.error === null ? last.current : undefined);
  const summary = data?.summary ?? null;
  useStatusBar(summary === null ? null : { rows: summary.rows.data, sum: summary.amounts.sales, selected: null, left: null });
  const start = async (): Promise<void> => {
    const answer = await run('import.run', { files: [chosen.file], ...choices });
    const [imported] = answer?.imports ?? [];
    if (imported !== undefined) onImported(imported);
  };
  const buttons = (
    <div className="row">
      {waiting > 0 ? <span className="muted">{t('import.queue', { n: formatCount(waiting) })}</span> : null}
      <Action onClick={onDrop}>{t('import.drop')}</Action>
      <Action look="main" disabled={summary === null || running !== null || asked.loading} onClick={() => void start()}>
        {t('import.run')}
      </Action>
    </div>
  );
  if (data === undefined) {
    return (
      <Card title={chosen.name} tools={buttons}>
        {asked.error === null ? <Skeleton lines={5} /> : <ErrorNote error={asked.error} />}
      </Card>
    );
  }
  return (
    <>
      <Card title={t('import.check')} tools={buttons}>
        <div className="stack">
          <FileFacts data={data} size={chosen.size} />
          <Problem problem={data.problem} />
          <ErrorNote error={error} />
          <Busy running={running} />
          <ReadingChoices data={data} choices={choices} onChoose={setChoices} />
        </div>
      </Card>
      {summary === null ? null : (
        <div className="columns">
          <CountsCard rows={summary.rows} amounts={summary.amounts} />
          <WarningsCard warnings={summary.warnings} />
        </div>
      )}
      {asksOtherwise.includes(data.problem?.code ?? '') ? null : (
        <MappingCard data={data} map={choices.map ?? {}} onMap={(map) => setChoices({ ...choices, map })} />
      )}
      <SampleRows data={data} />
    </>
  );
}

import { Checkbox, NativeSelect, SegmentedControl } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { severalMerchants } from '../../../../shared/contract/preview.ts';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import type { SyncState } from '../../../../shared/contract/sync.ts';
import type { Scope } from '../../../../shared/enums.ts';
import { type Answer, ask, type Question } from '../../client.ts';
import { useBankName } from '../../i18n/index.ts';
import { useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { sampleStore } from '../import/pending.ts';
import { intentStore } from './intent.ts';
import { useImportDays } from './use-import-days.ts';

interface PreviewFormProps {
  imports: readonly ImportSummary[];
  connection: ConnectionSummary;
  /** Made before, newest first: what the last one was about is chosen again. */
  previews: Answer<'preview.list'>['previews'];
}

const newestFirst = (a: ImportSummary, b: ImportSummary): number => b.created_at.localeCompare(a.created_at);

/** The connector that is most likely meant: the sample's, that of the last preview of this connection, or the only active one. */
function likelyConnector({ connectors }: ConnectionSummary, previews: PreviewFormProps['previews']): string {
  const has = (wanted: string | null | undefined): wanted is string => connectors.some(({ id }) => id === wanted);
  const sample = sampleStore.get()?.connector_config_id;
  if (has(sample)) return sample;
  const last = previews.find(({ connector_config_id }) => has(connector_config_id))?.connector_config_id;
  if (has(last)) return last;
  const active = connectors.filter(({ is_active }) => is_active);
  return active.length === 1 ? (active[0]?.id ?? '') : '';
}

/** Whether the days here begin and end around the question's; a gap between them preview itself finds. */
function reaches(state: SyncState | undefined, { from, to }: { from: string; to: string }): boolean {
  const { oldest_day: oldest = null, newest_day: newest = null } = state ?? {};
  return oldest !== null && newest !== null && oldest <= from && newest >= to;
}

function useChoices({ imports, connection, previews }: PreviewFormProps) {
  const [intent] = useState(() => intentStore.get());
  const [chosen, setChosen] = useState<readonly string[]>(() => intent ?? imports.toSorted(newestFirst).slice(0, 1).map((each) => each.import_id));
  const [scope, setScope] = useState<Scope>('Connector');
  const [connector, setConnector] = useState(() => likelyConnector(connection, previews));
  const [merchant, setMerchant] = useState('');
  const [several, setSeveral] = useState<(typeof severalMerchants)[number] | null>(null);
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const { days, error } = useImportDays(chosen);
  const from = typed.from ?? days?.from ?? null;
  const to = typed.to ?? days?.to ?? null;
  const wanted = scope === 'Connector' ? connector : merchant;
  const question: Question<'preview.make'> | null =
    from === null || to === null || chosen.length === 0 || wanted === ''
      ? null
      : { connection_id: connection.connection_id, import_ids: [...chosen], scope, from, to, ...(several !== null && { several_merchants: several }), ...(scope === 'Connector' ? { connector_config_id: wanted } : { merchant_id: wanted }) };
  return { intent, chosen, setChosen, scope, setScope, connector, setConnector, merchant, setMerchant, several, setSeveral, typed, setTyped, from, to, question, daysError: error };
}

function ScopeFields({ choices, connection }: { choices: ReturnType<typeof useChoices>; connection: ConnectionSummary }) {
  const { t } = useTranslation();
  const { scope, connector, merchant } = choices;
  const isConnector = scope === 'Connector';
  const items = isConnector ? connection.connectors : connection.merchants;
  return (
    <>
      <div>
        <div className="mantine-InputWrapper-label">{t('preview.scope')}</div>
        <SegmentedControl
          fullWidth
          aria-label={t('preview.scope')}
          value={scope}
          onChange={(value) => choices.setScope(value === 'Merchant' ? 'Merchant' : 'Connector')}
          data={[
            { value: 'Connector', label: t('preview.scope_connector') },
            { value: 'Merchant', label: t('preview.scope_merchant') },
          ]}
        />
      </div>
      <NativeSelect
        label={isConnector ? t('preview.choose_connector') : t('preview.choose_merchant')}
        value={isConnector ? connector : merchant}
        onChange={({ currentTarget: { value } }) => (isConnector ? choices.setConnector(value) : choices.setMerchant(value))}
        data={[{ value: '', label: t('preview.choose_one') }, ...items.map(({ id, name }) => ({ value: id, label: name ?? id }))]}
      />
    </>
  );
}

/** What becomes of files that hold more than one bank merchant number. */
function SeveralField({ choices }: { choices: ReturnType<typeof useChoices> }) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('merchants.several')}
      value={choices.several ?? ''}
      onChange={({ currentTarget: { value } }) => choices.setSeveral(severalMerchants.find((each) => each === value) ?? null)}
      data={[{ value: '', label: t('merchants.several_all') }, ...severalMerchants.map((each) => ({ value: each, label: t(`merchants.several_${each}`) }))]}
    />
  );
}

/** Asks which files, whose, and which days; a file just imported is previewed at once where nothing is left to ask. */
export function PreviewForm(props: PreviewFormProps) {
  const { imports, connection } = props;
  const { t } = useTranslation();
  const bankName = useBankName();
  const choices = useChoices(props);
  const { running, error, run } = useRun();
  const { question, chosen, from, to } = choices;
  const preview = useCallback(
    async (wanted: Question<'preview.make'>, syncFirst: boolean): Promise<void> => {
      if (syncFirst && (await run('sync.run', { connection_id: connection.connection_id, from: wanted.from, to: wanted.to })) === null) return;
      const made = await run('preview.make', wanted);
      if (made !== null) go('preview', made.preview_id);
    },
    [run, connection.connection_id],
  );
  const begun = useRef(false);
  useEffect(() => {
    if (choices.intent === null || question === null || begun.current) return;
    begun.current = true;
    intentStore.set(null);
    // A day that was never read has to be read first; days that are here are compared as they are.
    ask('sync.state', { connection_id: connection.connection_id }).then(
      ({ connections: [state] }) => preview(question, !reaches(state, question)),
      () => preview(question, false),
    );
  }, [choices.intent, question, preview, connection.connection_id]);
  const toggle = (id: string): void => choices.setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <div className="stack">
      <div role="group" aria-label={t('preview.files')} className="stack" style={{ gap: 6 }}>
        <div className="mantine-InputWrapper-label">{t('preview.files')}</div>
        {imports.toSorted(newestFirst).map(({ import_id, file_name, bank, created_at }) => (
          <Checkbox
            key={import_id}
            size="xs"
            checked={chosen.includes(import_id)}
            onChange={() => toggle(import_id)}
            label={`${file_name} · ${bankName(bank)} · ${formatInstant(created_at)}`}
          />
        ))}
      </div>
      <div className="form">
        <ScopeFields choices={choices} connection={connection} />
        <DayField label={t('day.from')} value={from} onChange={(day) => choices.setTyped({ ...choices.typed, from: day })} />
        <DayField label={t('day.to')} value={to} onChange={(day) => choices.setTyped({ ...choices.typed, to: day })} />
        <SeveralField choices={choices} />
      </div>
      <Busy running={running} />
      <ErrorNote error={choices.daysError} />
      <ErrorNote error={error}>
        {error?.code === 'state.not_synced' && question !== null ? (
          <div>
            <Action onClick={() => void preview(question, true)}>{t('preview.sync_first')}</Action>
          </div>
        ) : null}
        {error?.code === 'state.several_merchants' ? (
          <div>
            <Action onClick={() => go('banks')}>{t('merchants.title')}</Action>
          </div>
        ) : null}
      </ErrorNote>
      <div>
        <Action look="main" disabled={question === null || running !== null} onClick={() => question !== null && void preview(question, false)}>
          {t('preview.make')}
        </Action>
      </div>
    </div>
  );
}

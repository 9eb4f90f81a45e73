import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import type { Discrepancy } from '../../../../shared/enums.ts';
import { useAge } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { go, routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { BucketLedger } from './bucket-ledger.tsx';
import { PreviewLines } from './preview-lines.tsx';
import { ProofChecks, ProofStrip } from './proof-strip.tsx';
import { StartDialog } from './start-dialog.tsx';
import { proven, prove } from './sums.ts';

function Remarks({ summary }: { summary: PreviewSummary }) {
  const { t } = useTranslation();
  const age = useAge();
  const { assumed } = summary;
  return (
    <>
      {summary.matchable ? null : <Note tone="warn">{t('preview.unmatchable')}</Note>}
      {summary.data_complete ? null : <Note tone="warn">{t('preview.data_incomplete')}</Note>}
      <p className="muted" title={formatInstant(summary.data_read_at)}>
        {t('preview.data_age', { age: age(summary.data_read_at) })}{' '}
        {assumed === 0 ? null : t('preview.assumed_note', { count: assumed, n: formatCount(assumed) })}
      </p>
    </>
  );
}

/** A preview: the five buckets, the proof that nothing is lost, the lines, and the start. */
export function PreviewOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: summary, error } = useAsk('preview.get', { preview_id: id });
  const imports = useAsk('import.list', {});
  const previews = useAsk('preview.list', {});
  const [bucket, setBucket] = useState<Discrepancy | null>(null);
  const [by, setBy] = useState<'lira' | 'rows'>('lira');
  const [starting, setStarting] = useState(false);
  if (summary === undefined) {
    return (
      <Page title={t('preview.title')} lead={<a href={routeTo('preview')}>{t('preview.back')}</a>}>
        {error === null ? <Skeleton lines={6} /> : <ErrorNote error={error} />}
      </Page>
    );
  }
  const files = (imports.data?.imports ?? []).filter((each) => summary.import_ids.includes(each.import_id));
  const fileRows = files.length === summary.import_ids.length ? files.reduce((rows, each) => rows + each.rows.data - each.rows.blank, 0) : null;
  const proof = prove(summary, fileRows);
  const started = previews.data?.previews.find((each) => each.preview_id === id)?.reconciliation_id ?? null;
  const choose = (verdict: Discrepancy | null): void => setBucket(verdict === bucket ? null : verdict);
  return (
    <Page
      full
      title={`${t('preview.title')}: ${formatRange(summary.from, summary.to)}`}
      lead={
        <>
          <a href={routeTo('preview')}>{t('preview.back')}</a> · {files.map((each) => each.file_name).join(', ')}
        </>
      }
      tools={
        started === null ? (
          <Action look="main" disabled={!proven(proof) || summary.sent === 0} onClick={() => setStarting(true)}>
            {t('preview.start')}
          </Action>
        ) : (
          <Action look="main" onClick={() => go('review', started)}>
            {t('preview.go_review')}
          </Action>
        )
      }
    >
      <Remarks summary={summary} />
      <div className="preview">
        <BucketLedger summary={summary} bucket={bucket} onBucket={choose} />
        <Card
            title={t('preview.proof')}
            tools={
              <SegmentedControl
                size="xs"
                aria-label={t('preview.proof_by')}
                value={by}
                onChange={(value) => setBy(value === 'rows' ? 'rows' : 'lira')}
                data={[
                  { value: 'lira', label: t('preview.proof_lira') },
                  { value: 'rows', label: t('preview.proof_rows') },
                ]}
              />
            }
          >
            <ProofStrip summary={summary} proof={proof} by={by} bucket={bucket} onBucket={choose} />
            <ProofChecks summary={summary} proof={proof} fileRows={fileRows} />
          </Card>
      </div>
      <PreviewLines id={id} summary={summary} bucket={bucket} onBucket={setBucket} />
      <StartDialog open={starting} summary={summary} onClose={() => setStarting(false)} />
    </Page>
  );
}

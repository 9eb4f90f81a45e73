import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotSent, PreviewSummary } from '../../../../shared/contract/preview.ts';
import type { Discrepancy } from '../../../../shared/enums.ts';
import { useAge } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { go, routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { BucketLedger } from './bucket-ledger.tsx';
import { IdOffer } from './id-offer.tsx';
import { MerchantNumbers } from './merchant-numbers.tsx';
import { NotSentDialog } from './not-sent-dialog.tsx';
import { PreviewLines } from './preview-lines.tsx';
import { ProofChecks, ProofStrip } from './proof-strip.tsx';
import { StartDialog } from './start-dialog.tsx';
import { type Proof, proven, prove } from './sums.ts';
import { usePreviewAgain } from './use-preview-again.ts';

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

/** Whose rows these are: open by itself where that decides what is sent, else on demand. */
function Merchants({ summary }: { summary: PreviewSummary }) {
  const { t } = useTranslation();
  const numbers = summary.merchant_numbers.filter(({ bank_merchant_no }) => bank_merchant_no !== null);
  const matters = summary.merchants_unclear || numbers.length > 1 || numbers.some(({ belongs }) => belongs === 'elsewhere');
  const [open, setOpen] = useState(matters);
  const { running, error, again } = usePreviewAgain(summary);
  if (numbers.length === 0) return null;
  return (
    <>
      <div>
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('merchants.title')} ({formatCount(numbers.length)})
        </button>
      </div>
      <Busy running={running} />
      <ErrorNote error={error} />
      {open ? <MerchantNumbers summary={summary} onAgain={(several) => void again(several)} /> : null}
    </>
  );
}

interface ProofCardProps {
  summary: PreviewSummary;
  proof: Proof;
  fileRows: number | null;
  bucket: Discrepancy | null;
  onBucket(verdict: Discrepancy): void;
  onKept(bucket: keyof NotSent): void;
}

/** Both sides to one scale, in lira or in rows, and in words what adds up. */
function ProofCard({ summary, proof, fileRows, bucket, onBucket, onKept }: ProofCardProps) {
  const { t } = useTranslation();
  const [by, setBy] = useState<'lira' | 'rows'>('lira');
  const tools = (
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
  );
  return (
    <Card title={t('preview.proof')} tools={tools}>
      <ProofStrip summary={summary} proof={proof} by={by} bucket={bucket} onBucket={onBucket} />
      <ProofChecks summary={summary} proof={proof} fileRows={fileRows} onKept={onKept} />
    </Card>
  );
}

/** A preview: the five buckets, the proof that nothing is lost, the lines, and the start. */
export function PreviewOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: summary, error } = useAsk('preview.get', { preview_id: id });
  const imports = useAsk('import.list', {});
  const previews = useAsk('preview.list', {});
  const [bucket, setBucket] = useState<Discrepancy | null>(null);
  const [starting, setStarting] = useState(false);
  const [kept, setKept] = useState<keyof NotSent | null>(null);
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
      {started === null ? files.map((file) => <IdOffer key={file.import_id} file={file} />) : null}
      <Merchants summary={summary} />
      <div className="preview">
        <BucketLedger summary={summary} bucket={bucket} onBucket={choose} />
        <ProofCard summary={summary} proof={proof} fileRows={fileRows} bucket={bucket} onBucket={choose} onKept={setKept} />
      </div>
      <PreviewLines id={id} summary={summary} files={files} bucket={bucket} onBucket={setBucket} />
      {kept === null ? null : <NotSentDialog previewId={id} bucket={kept} files={files} onClose={() => setKept(null)} />}
      <StartDialog open={starting} summary={summary} onClose={() => setStarting(false)} />
    </Page>
  );
}

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import type { Discrepancy } from '../../../../shared/enums.ts';
import { isProven } from '../../../../shared/proof.ts';
import { useAge } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { go, routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { BucketLedger } from './bucket-ledger.tsx';
import { CauseLedger, GivenUp } from './cause-ledger.tsx';
import { IdOffer } from './id-offer.tsx';
import { LeftOutDialog } from './left-out-dialog.tsx';
import { MerchantNumbers } from './merchant-numbers.tsx';
import { NotSentDialog } from './not-sent-dialog.tsx';
import { everyLine, type LineFilter, PreviewLines } from './preview-lines.tsx';
import { ProofCard } from './proof-card.tsx';
import { StartDialog } from './start-dialog.tsx';
import type { ProofPart } from './sums.ts';
import { useMerchantsDoubt } from './use-merchants-doubt.ts';
import { usePreviewAgain } from './use-preview-again.ts';

/** What is to be known of the data, in one line; what stops a start stands above it. */
function Remarks({ summary, children }: { summary: PreviewSummary; children: ReactNode }) {
  const { t } = useTranslation();
  const age = useAge();
  const { assumed } = summary;
  return (
    <>
      {summary.matchable ? null : <Note tone="warn">{t('preview.unmatchable')}</Note>}
      {summary.data_complete ? null : <Note tone="warn">{t('preview.data_incomplete')}</Note>}
      <div className="row muted">
        <span title={formatInstant(summary.data_read_at)}>{t('preview.data_age', { age: age(summary.data_read_at) })}</span>
        {assumed === 0 ? null : <span title={t('preview.assumed_note', { count: assumed, n: formatCount(assumed) })}>{t('preview.assumed_short', { count: assumed, n: formatCount(assumed) })}</span>}
        {children}
      </div>
    </>
  );
}

/** Opens the merchant numbers; warns where some are mapped to nothing. */
function MerchantsButton({ summary, open, onOpen }: { summary: PreviewSummary; open: boolean; onOpen(open: boolean): void }) {
  const { t } = useTranslation();
  const doubt = useMerchantsDoubt(summary);
  const count = knownNumbers(summary);
  if (count === 0) return null;
  return (
    <span className="row">
      {doubt ? <span className="tag tag--warn">{t('merchants.unclear_short')}</span> : null}
      <button type="button" className="link-button" aria-expanded={open} onClick={() => onOpen(!open)}>
        {t('merchants.title')} ({formatCount(count)})
      </button>
    </span>
  );
}

const knownNumbers = ({ merchant_numbers }: PreviewSummary): number => merchant_numbers.filter(({ bank_merchant_no }) => bank_merchant_no !== null).length;

/** Whose rows these are; folded until asked for, since under Merchant scope a preview with unclear numbers is not made at all. */
function Merchants({ summary, open }: { summary: PreviewSummary; open: boolean }) {
  const { running, error, again } = usePreviewAgain(summary);
  return (
    <>
      <Busy running={running} />
      <ErrorNote error={error} />
      {open ? <MerchantNumbers summary={summary} onAgain={(several) => void again(several)} /> : null}
    </>
  );
}

/** What is shown beside the lines: rows that stay here, or transactions left out. */
type Apart = Extract<ProofPart, { kind: 'not_sent' | 'not_considered' }>;

/** Rows that stay here, or transactions left out, over the page. */
function ApartDialog({ previewId, apart, files, onClose }: { previewId: string; apart: Apart | null; files: readonly ImportSummary[]; onClose(): void }) {
  if (apart === null) return null;
  if (apart.kind === 'not_sent') return <NotSentDialog previewId={previewId} bucket={apart.name} files={files} onClose={onClose} />;
  return <LeftOutDialog previewId={previewId} bucket={apart.name} onClose={onClose} />;
}

/** To the start, closed while anything is unaccounted for; once started, to its review. */
function Onward({ summary, started, onStart }: { summary: PreviewSummary; started: string | null; onStart(): void }) {
  const { t } = useTranslation();
  const isOpen = summary.proof !== null && isProven(summary.proof) && summary.sent > 0;
  const review = (): void => {
    if (started !== null) go('review', started);
  };
  const onward = started === null ? { label: t('preview.start'), run: onStart } : { label: t('preview.go_review'), run: review };
  useActions(started !== null || isOpen ? [{ id: 'preview.onward', group: 'everywhere', keys: ['Shift+S'], ...onward }] : []);
  return (
    <Action look="main" disabled={started === null && !isOpen} aria-keyshortcuts="Shift+S" title={`${onward.label} (Shift+S)`} onClick={onward.run}>
      {onward.label}
    </Action>
  );
}

/** A preview: the proof that nothing is lost, the buckets and causes, the lines, and the start. */
export function PreviewOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: summary, error } = useAsk('preview.get', { preview_id: id });
  const imports = useAsk('import.list', {});
  const previews = useAsk('preview.list', {});
  const [filter, setFilter] = useState<LineFilter>(everyLine);
  const [starting, setStarting] = useState(false);
  const [apart, setApart] = useState<Apart | null>(null);
  const [merchants, setMerchants] = useState(false);
  if (summary === undefined) {
    return (
      <Page title={t('preview.title')} lead={<a href={routeTo('preview')}>{t('preview.back')}</a>}>
        {error === null ? <Skeleton lines={6} /> : <ErrorNote error={error} />}
      </Page>
    );
  }
  const files = (imports.data?.imports ?? []).filter((each) => summary.import_ids.includes(each.import_id));
  const started = previews.data?.previews.find((each) => each.preview_id === id)?.reconciliation_id ?? null;
  const choose = (verdict: Discrepancy): void => setFilter(filter.verdict === verdict && filter.cause === null ? everyLine : { verdict, cause: null });
  const onPart = (part: ProofPart): void => {
    if (part.kind === 'verdict') choose(part.name);
    else if (part.kind !== 'gap') setApart(part);
  };
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
        <Onward summary={summary} started={started} onStart={() => setStarting(true)} />
      }
    >
      <Remarks summary={summary}>
        <MerchantsButton summary={summary} open={merchants} onOpen={setMerchants} />
      </Remarks>
      {started === null ? files.map((file) => <IdOffer key={file.import_id} file={file} />) : null}
      <Merchants summary={summary} open={merchants} />
      <ProofCard summary={summary} isOn={filter.verdict === null ? null : (part) => part.kind === 'verdict' && part.name === filter.verdict} onPart={onPart} />
      <div className="preview">
        <div className="preview__side">
          <BucketLedger summary={summary} bucket={filter.verdict} onBucket={choose} />
          <CauseLedger
            summary={summary}
            picked={filter}
            onCause={({ cause, verdict }) => setFilter(filter.cause === cause && filter.verdict === verdict ? everyLine : { cause, verdict })}
          />
          <GivenUp suggestions={summary.suggestions} />
        </div>
        <div className="preview__lines">
          <PreviewLines id={id} summary={summary} files={files} filter={filter} onFilter={setFilter} />
        </div>
      </div>
      <ApartDialog previewId={id} apart={apart} files={files} onClose={() => setApart(null)} />
      <StartDialog open={starting} summary={summary} onClose={() => setStarting(false)} />
    </Page>
  );
}

import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import { say } from '../../../../shared/text/say.ts';
import type { Answer } from '../../client.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { inConflict } from './answers.ts';
import { BankPart, InstalmentPart } from './bank-part.tsx';
import { ConflictPart } from './conflict-part.tsx';
import { DecidedPart } from './decided-part.tsx';
import { NotesPart } from './notes-part.tsx';
import { ReasonPart } from './reason-part.tsx';
import { SidesTable } from './sides-table.tsx';
import { StoryPart } from './story-part.tsx';
import { SuggestionsPart } from './suggestions-part.tsx';
import { useLatest } from './use-latest.ts';
import type { Work } from './work.ts';

interface DetailPaneProps {
  work: Work;
  row: ReviewRow;
  /** Pairs the current item with these; null while it cannot be decided. */
  onPair: ((partners: readonly string[]) => void) | null;
  /** Back to the list, the pane at its beginning again. */
  onLeave(): void;
}

/** Which item it is: from the row itself, so that it is never late. */
function Head({ row }: { row: ReviewRow }) {
  const { language } = useLook();
  return (
    <div className="pane__head row spread">
      <h2>
        <Verdict verdict={row.verdict ?? ''} />
      </h2>
      {row.cause === null ? null : <span className="tag">{say(language, `cause.${row.cause}`)}</span>}
      {row.delta === 0 ? null : (
        <strong>
          <Amount value={row.delta} signed unit />
        </strong>
      )}
    </div>
  );
}

function Parts({ found, work, onPair }: { found: Answer<'review.detail'> } & Pick<DetailPaneProps, 'work' | 'onPair'>) {
  const { t } = useTranslation();
  const { detail } = found;
  const go = (id: string): void => void work.goTo(id);
  return (
    <>
      {inConflict(detail) ? <ConflictPart detail={detail} /> : null}
      <section className="pane__part" aria-label={t('side.title')}>
        <SidesTable detail={detail} />
      </section>
      <DecidedPart found={found} pushing={work.pushing} closed={work.closed} onGo={go} />
      <ReasonPart found={found} />
      <SuggestionsPart found={found} onGo={go} onPair={onPair} />
      {detail.bank === null ? null : <BankPart bank={detail.bank} />}
      <InstalmentPart detail={detail} />
      <StoryPart transactionId={detail.transaction_id} refunds={found.refunds} />
    </>
  );
}

/** One item: a conflict first where there is one, both sides, what was decided, why it differs, what it may belong to, where it comes from. */
export function DetailPane({ work, row, onPair, onLeave }: DetailPaneProps) {
  const { data, error } = useLatest('review.detail', { reconciliation_id: work.id, detail_id: row.id });
  const late = data !== undefined && data.row.id !== row.id;
  return (
    <>
      <Head row={row} />
      <ErrorNote error={error} />
      {error !== null ? null : data === undefined ? (
        <div className="pane__part">
          <Skeleton lines={6} />
        </div>
      ) : (
        <div data-late={late ? true : undefined} aria-busy={late}>
          <Parts found={data} work={work} onPair={late ? null : onPair} />
        </div>
      )}
      <NotesPart reconciliationId={work.id} detailId={row.id} notes={late ? [] : (data?.notes ?? [])} onLeave={onLeave} />
    </>
  );
}

import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalRefund } from '../../../../shared/contract/transaction.ts';
import type { Answer } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { useConnectionId } from '../frame/desk-context.tsx';
import { Source } from '../records/fact.tsx';
import { PaneSection } from './pane-section.tsx';
import { useLatest } from './use-latest.ts';

/** Payven is asked once the user rests on a row this long (ms). */
const REST = 400;

function Siblings({ id }: { id: string }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const { data, error } = useAsk('refund.get', { ...useConnectionId(), id });
  if (data === undefined) return error === null ? <Skeleton lines={2} /> : <ErrorNote error={error} />;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row spread">
        <strong>{t('pane.refund_siblings')}</strong>
        <Source source={data.source} />
      </div>
      {data.siblings.length === 0 ? <p className="muted">{t('pane.siblings_none')}</p> : null}
      <ul>
        {data.siblings.map(({ id: sibling, created, refund_amount, status }) => (
          <li key={sibling} className="row spread">
            <a href={routeTo('refunds', sibling)}>{formatInstant(created)}</a>
            <span className="muted">{outside('status', status)}</span>
            <Amount value={refund_amount} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Refund({ refund: { id, created, refund_amount, status } }: { refund: LocalRefund }) {
  const outside = useOutside();
  const [open, setOpen] = useState(false);
  const inside = useId();
  return (
    <li>
      <div className="row spread">
        <button type="button" className="link-button" aria-expanded={open} aria-controls={open ? inside : undefined} onClick={() => setOpen(!open)}>
          {formatInstant(created)}
        </button>
        <span className="muted">{outside('status', status)}</span>
        <Amount value={refund_amount} />
      </div>
      {open ? (
        <div id={inside} className="refund__inside">
          <Siblings id={id} />
        </div>
      ) : null}
    </li>
  );
}

function Histories({ histories }: { histories: NonNullable<Answer<'transaction.get'>['histories']> }) {
  const outside = useOutside();
  return (
    <ol className="histories">
      {histories.map(({ created, new_status, message, error_message, operation_amount }) => (
        <li key={`${created} ${new_status}`}>
          <div className="row spread">
            <strong>{outside('status', new_status)}</strong>
            <Amount value={operation_amount} />
          </div>
          <div className="muted">{formatInstant(created)}</div>
          {message === null ? null : <div className="muted">{message}</div>}
          {error_message === null ? null : <div>{error_message}</div>}
        </li>
      ))}
    </ol>
  );
}

function Story({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error } = useLatest('transaction.get', { ...useConnectionId(), id }, REST);
  // Another transaction's history must not stand under this one, not even for a moment.
  if (data === undefined || data.transaction.id !== id) return error === null ? <Skeleton lines={4} /> : <ErrorNote error={error} />;
  return (
    <>
      {data.source === 'payven' ? <Source source={data.source} /> : <Note tone="plain">{t('pane.story_offline')}</Note>}
      {data.histories === null ? null : <Histories histories={data.histories} />}
    </>
  );
}

/** The transaction's history, asked of Payven when it is opened, and the refunds around it with their siblings. */
export function StoryPart({ transactionId, refunds }: { transactionId: string | null; refunds: readonly LocalRefund[] }) {
  const { t } = useTranslation();
  return (
    <>
      {refunds.length === 0 ? null : (
        <PaneSection name="refunds" title={t('pane.refunds')} aside={<span className="tag">{formatCount(refunds.length)}</span>}>
          <ul className="stack" style={{ gap: 4 }}>
            {refunds.map((refund) => (
              <Refund key={refund.id} refund={refund} />
            ))}
          </ul>
        </PaneSection>
      )}
      {transactionId === null ? null : (
        <PaneSection name="story" title={t('pane.story')} usual={false} aside={<a href={routeTo('transactions', transactionId)}>{t('side.open_transaction')}</a>}>
          <Story id={transactionId} />
        </PaneSection>
      )}
    </>
  );
}

import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../query.ts';
import { go, routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { usePause } from '../../ui/use-pause.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { RowsDialog } from '../import/rows-dialog.tsx';
import { type Hit, hitAddress, hitKinds, prepareFor, useHits } from './hits.ts';
import { mayBeId } from './may-be-id.ts';

const SHORTEST = 2;
/** Of each kind, before and after more are asked for. */
const FEW = 8;
const MANY = 100;

/** One hit: a link to its record; a bank's row opens over the list, as it stands in its file. */
function HitLine({ hit, onRow }: { hit: Hit; onRow(hit: Hit): void }) {
  return (
    <a
      className="hit"
      href={hitAddress(hit)}
      onClick={(event) => {
        prepareFor(hit);
        if (hit.row === null) return;
        event.preventDefault();
        onRow(hit);
      }}
    >
      <span className="muted">{hit.when}</span>
      <span className="hit__words">{hit.words}</span>
      <Amount value={hit.amount} />
    </a>
  );
}

/** A bank's row over the list, with the way to its file. */
function BankRow({ hit, onClose }: { hit: Hit; onClose(): void }) {
  const { data, error } = useAsk('import.get', { import_id: hit.id });
  if (data === undefined) return <ErrorNote error={error} />;
  return <RowsDialog imported={data} rows={hit.row === null ? null : [hit.row]} onClose={onClose} />;
}

/** Moves the focus along the links with the arrows; from the first one back into the field. */
function moveFocus(event: KeyboardEvent<HTMLElement>, field: HTMLInputElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a.hit')];
  const at = links.findIndex((link) => link === document.activeElement);
  event.preventDefault();
  const next = event.key === 'ArrowDown' ? links[Math.min(links.length - 1, at + 1)] : links[at - 1];
  (next ?? field)?.focus();
}

/** How many of a kind were found, and the way to more of them. */
function Many({ more, shown, onMore }: { more: boolean; shown: number; onMore: (() => void) | null }) {
  const { t } = useTranslation();
  if (!more) return <span className="muted">{formatCount(shown)}</span>;
  if (onMore === null) return <span className="muted">{t('search.narrow')}</span>;
  return (
    <button type="button" className="link-button" onClick={onMore}>
      {t('search.more')}
    </button>
  );
}

function Results({ text }: { text: string }) {
  const { t } = useTranslation();
  const linesOf = useHits();
  const [row, setRow] = useState<Hit | null>(null);
  const [limit, setLimit] = useState(FEW);
  const { data, error } = useAsk('search.all', { text, limit });
  const lines = data === undefined ? null : linesOf(data);
  const kinds = lines === null ? [] : hitKinds.filter((kind) => lines[kind].length > 0);
  const found = lines === null ? 0 : kinds.reduce((sum, kind) => sum + lines[kind].length, 0);
  useStatusBar(lines === null ? null : { rows: found, sum: null, selected: null, left: null });
  if (data === undefined || lines === null) return error === null ? <Skeleton lines={5} /> : <ErrorNote error={error} />;
  return (
    <>
      <p className="sr-only" role="status">
        {t('search.found', { count: found, n: formatCount(found) })}
      </p>
      {kinds.map((kind) => (
        <Card key={kind} title={t(`search.${kind}`)} tools={<Many more={data[kind].more} shown={lines[kind].length} onMore={limit === FEW ? () => setLimit(MANY) : null} />} bare>
          <div className="hits" data-testid={`hits-${kind}`}>
            {lines[kind].map((hit) => (
              <HitLine key={hit.key} hit={hit} onRow={setRow} />
            ))}
          </div>
        </Card>
      ))}
      {found === 0 ? <p className="muted">{t('search.none', { text })}</p> : null}
      {data.transactions.hits.length === 0 && mayBeId(text) ? (
        <div className="stack">
          <p className="muted">{t('search.fetch_note')}</p>
          <div>
            <Action onClick={() => go('transactions', text)}>{t('search.fetch', { id: text })}</Action>
          </div>
        </div>
      ) : null}
      {row === null ? null : <BankRow hit={row} onClose={() => setRow(null)} />}
    </>
  );
}

/** Searches everything on this computer at once; each result leads to its record. */
export function SearchScreen({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const [text, setText] = useState(id ?? '');
  const wanted = usePause(text).trim();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  // Going back from a record comes back to the same search.
  useEffect(() => window.history.replaceState(null, '', wanted === '' ? routeTo('search') : routeTo('search', wanted)), [wanted]);
  useActions([{ id: 'search.field', group: 'everywhere', label: t('search.title'), keys: ['/'], keyOnly: true, run: () => field.current?.focus() }]);
  return (
    <Page title={t('search.title')} lead={t('search.lead')}>
      <div className="stack" role="search" onKeyDown={(event) => moveFocus(event, field.current)}>
        <TextInput
          ref={field}
          aria-label={t('search.title')}
          placeholder={t('search.hint')}
          leftSection={<Icon name="search" size={15} />}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {wanted.length >= SHORTEST ? <Results key={wanted} text={wanted} /> : <p className="muted">{t('search.short')}</p>}
      </div>
    </Page>
  );
}

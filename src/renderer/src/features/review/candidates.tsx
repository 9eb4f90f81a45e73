import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { Amount } from '../../ui/amount.tsx';
import { cardTail, formatCount, formatDay, formatDelta, formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Coin } from '../../ui/verdict.tsx';
import { type Choice, usualChoice } from './choice.ts';
import { useChoices } from './use-choices.ts';

interface CandidatesProps {
  reconciliationId: string;
  row: ReviewRow;
  /** An empty list: matched without a partner. */
  onPair(partners: readonly string[]): void;
  onLeave(): void;
}

function factsOf({ date, auth_code, card, merchant }: ReviewRow): string {
  const when = date === null ? null : date.length > 10 ? formatInstant(date) : formatDay(date);
  return [when, auth_code, card === null ? null : cardTail(card), merchant].filter((fact) => fact !== null && fact !== '').join(' · ');
}

/** One way to pair: what it is, how sure, and what speaks for it. */
function Option({ choice: { group, candidate, partners, sums }, mine }: { choice: Choice; mine: ReviewRow }) {
  const { t } = useTranslation();
  if (sums === null) return t('pair.alone');
  const reasons = group?.reasons ?? candidate?.reasons ?? [];
  const theirs = mine.db_amount === null ? sums.db : sums.bank;
  return (
    <>
      <div className="row spread">
        <span className="verdict">
          <Coin verdict={mine.db_amount === null ? 'OrphanDb' : 'OrphanBank'} />
          <strong>
            <Amount value={theirs} />
          </strong>
          {sums.delta === 0 ? null : (
            <span className="muted">
              Δ <Amount value={sums.delta} signed />
            </span>
          )}
        </span>
        <span className="tag">{t(`suggest.${group?.sureness ?? candidate?.sure ?? 'near'}`)}</span>
      </div>
      <div className="muted">{candidate === null ? t('pair.group', { count: partners.length, n: formatCount(partners.length) }) : factsOf(candidate.row)}</div>
      {reasons.length === 0 ? null : <div className="muted">{reasons.join(' ')}</div>}
    </>
  );
}

/** What the chosen way would put together, in a sentence. */
function Will({ choice }: { choice: Choice | undefined }) {
  const { t } = useTranslation();
  const words = (): string => {
    if (choice === undefined) return t('pair.unchosen');
    const { sums } = choice;
    return sums === null ? t('will.alone_long') : t('will.pair_long', { db: formatKurus(sums.db), bank: formatKurus(sums.bank), delta: formatDelta(sums.delta) });
  };
  return (
    <p className="will" role="status">
      {words()}
    </p>
  );
}

/** Runs what a key is for, and nobody else hears it. */
function actOn(acts: Readonly<Record<string, () => void>>): (event: KeyboardEvent) => void {
  return (event) => {
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

/** Who an orphan is paired with: ranked, searched, chosen by the keyboard alone. What is unsure is chosen by the user, never before. */
export function Candidates({ reconciliationId, row, onPair, onLeave }: CandidatesProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [moved, setMoved] = useState<string | null>(null);
  const base = useId();
  const search = text.trim();
  const { choices, late, found, error } = useChoices(reconciliationId, row, search);
  const last = choices.length - 1;
  const usual = late ? undefined : usualChoice(choices)?.key;
  const chosen = choices.findIndex(({ key }) => key === (moved ?? usual));
  const moveTo = (index: number): void => setMoved(choices[index]?.key ?? null);
  useEffect(() => {
    document.querySelector(`#${CSS.escape(`${base}-${chosen}`)}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, chosen]);
  const choose = (index: number): void => {
    const choice = choices[index];
    // What is shown may still answer an earlier search: nobody means its first one.
    if (choice !== undefined && !late) onPair(choice.partners);
  };
  const onKeyDown = actOn({
    ArrowDown: () => moveTo(Math.min(last, chosen + 1)),
    ArrowUp: () => moveTo(Math.max(0, chosen - 1)),
    Enter: () => choose(chosen),
    Escape: onLeave,
  });
  return (
    <div className="decide__wide stack" style={{ gap: 6 }}>
      <TextInput
        autoFocus
        label={t('pair.title')}
        placeholder={t('pair.search')}
        value={text}
        role="combobox"
        aria-expanded
        aria-controls={`${base}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen === -1 ? undefined : `${base}-${chosen}`}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMoved(null);
        }}
        onKeyDown={onKeyDown}
      />
      <ErrorNote error={error} />
      {found ? null : <p className="muted">{t('pair.none')}</p>}
      <ul id={`${base}-list`} role="listbox" aria-label={t('pair.list')} aria-busy={late} className="candidates">
        {choices.map((choice, index) => (
          <li key={choice.key} id={`${base}-${index}`} role="option" aria-selected={index === chosen} className="candidate" onClick={() => choose(index)} onMouseMove={() => moveTo(index)}>
            <Option choice={choice} mine={row} />
          </li>
        ))}
      </ul>
      <Will choice={choices[chosen]} />
      <p className="muted">{t('pair.hint')}</p>
    </div>
  );
}

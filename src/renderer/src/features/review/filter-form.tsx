import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { detailStatuses, discrepancies } from '../../../../shared/enums.ts';
import { causes } from '../../../../shared/evidence.ts';
import { answerStates, type ReviewFilter } from '../../../../shared/review-filter.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Action } from '../../ui/action.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { type DraftFaults, draftOf, type FilterDraft, filterOf } from './filter-draft.ts';
import type { ReviewFacets } from './use-facets.ts';
import { useFilterWords } from './use-filter-words.ts';

interface FilterFormProps {
  facets: ReviewFacets;
  filter: ReviewFilter;
  onFilter(filter: ReviewFilter): void;
  onClose(): void;
}

type TextField = 'stake_from' | 'stake_to' | 'age' | 'card';
type ChoiceField = 'verdict' | 'cause' | 'status' | 'answer' | 'merchant';
type SignField = 'undecided' | 'differs' | 'suggested';

interface FieldsProps {
  draft: FilterDraft;
  set(change: Partial<FilterDraft>): void;
}

function Choices({ draft, set, facets }: FieldsProps & { facets: ReviewFacets }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const words = useFilterWords(facets);
  const options = (values: readonly string[], labelOf: (value: string) => string) => [{ value: '', label: t('filter.any') }, ...values.map((value) => ({ value, label: labelOf(value) }))];
  const merchants = options(words.merchants.map(({ value }) => value), words.merchant);
  const fields = [
    ['verdict', t('filter.verdict'), options(discrepancies, (value) => say(language, `verdict.${value}`))],
    ['cause', t('filter.cause'), options(causes, (value) => say(language, `cause.${value}`))],
    ['status', t('filter.status'), options(detailStatuses, words.status)],
    ['answer', t('filter.answer'), options(answerStates, words.answer)],
    ...(words.merchants.length < 2 ? [] : [['merchant', t('filter.merchant'), merchants] as const]),
  ] as const satisfies readonly (readonly [ChoiceField, string, readonly { value: string; label: string }[]])[];
  return fields.map(([field, label, data], at) => (
    <NativeSelect key={field} {...(at === 0 && { 'data-autofocus': true })} label={label} value={draft[field]} data={[...data]} onChange={(event) => set({ [field]: event.currentTarget.value })} />
  ));
}

function Texts({ draft, set, faults }: FieldsProps & { faults: DraftFaults }) {
  const { t } = useTranslation();
  const wrong = { amount: t('filter.amount_bad'), crossed: t('filter.crossed'), age: t('filter.age_bad'), card: t('filter.card_bad') };
  const textOf = (field: TextField, label: string) => {
    const fault = faults[field];
    return (
      <TextInput
        label={label}
        value={draft[field]}
        error={fault === undefined ? null : wrong[fault]}
        inputMode={field.startsWith('stake') ? 'decimal' : 'numeric'}
        onChange={(event) => set({ [field]: event.currentTarget.value })}
      />
    );
  };
  return (
    <>
      {textOf('stake_from', t('filter.stake_from'))}
      {textOf('stake_to', t('filter.stake_to'))}
      <DayField label={t('filter.from')} value={draft.from} onChange={(from) => set({ from })} />
      <div>
        <DayField label={t('filter.to')} value={draft.to} onChange={(to) => set({ to })} />
        {faults.to === undefined ? null : <p className="field-error">{wrong[faults.to]}</p>}
      </div>
      {textOf('age', t('filter.age'))}
      {textOf('card', t('filter.card'))}
    </>
  );
}

/** Every way to narrow the view, applied together; wrong values are named at their field. */
export function FilterForm({ facets, filter, onFilter, onClose }: FilterFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(filter));
  const [faults, setFaults] = useState<DraftFaults>({});
  const set = (change: Partial<FilterDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const made = filterOf(draft, filter);
    if ('faults' in made) return setFaults(made.faults);
    onFilter(made.filter);
    return onClose();
  };
  const signs = [
    ['undecided', t('filter.undecided')],
    ['suggested', t('filter.suggested')],
    ['differs', t('filter.differs')],
  ] as const satisfies readonly (readonly [SignField, string])[];
  return (
    <form className="filter-form" aria-label={t('filter.title')} onSubmit={submit}>
      <Choices draft={draft} set={set} facets={facets} />
      <Texts draft={draft} set={set} faults={faults} />
      <div className="filter-form__signs">
        {signs.map(([field, label]) => (
          <Checkbox key={field} size="xs" label={label} checked={draft[field]} onChange={(event) => set({ [field]: event.currentTarget.checked })} />
        ))}
      </div>
      <div className="row filter-form__foot">
        <Action
          look="bare"
          onClick={() => {
            onFilter({});
            onClose();
          }}
        >
          {t('filter.clear')}
        </Action>
        <Action type="submit" look="main">
          {t('filter.apply')}
        </Action>
      </div>
    </form>
  );
}

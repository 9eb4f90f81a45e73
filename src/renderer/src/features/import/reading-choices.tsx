import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { type Choices, choosing, type Inspected } from './inspected.ts';

/** Rows offered as the header; one farther down is pointed at in the rows themselves. */
const HEADER_ROWS = 40;

interface ReadingChoicesProps {
  data: Inspected;
  choices: Choices;
  onChoose(next: Choices): void;
}

interface ChoiceProps<V extends string> {
  label: string;
  auto: string;
  value: V | undefined;
  values: Readonly<Record<V, string>>;
  error?: boolean;
  onChange(value: V | undefined): void;
}

function Choice<V extends string>({ label, auto, value, values, error = false, onChange }: ChoiceProps<V>) {
  const known = Object.entries<string>(values).map(([each, words]) => ({ value: each, label: words }));
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: auto }, ...known]}
      error={error}
      onChange={({ currentTarget }) => onChange((Object.keys(values) as V[]).find((each) => each === currentTarget.value))}
    />
  );
}

/** What a row of a sale in instalments stands for. */
export function InstalmentsChoice({ choices, onChoose }: Omit<ReadingChoicesProps, 'data'>) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t('read.instalments')}
      auto={t('read.instalments_auto')}
      value={choices.instalments}
      values={{ whole: t('read.instalments_whole'), whole_at_last: t('read.instalments_whole_at_last'), parts: t('read.instalments_parts') }}
      onChange={(value) => onChoose(choosing(choices, 'instalments', value))}
    />
  );
}

/** Everything about a file's reading that is not about one column. Another header or profile drops what was chosen for the old columns. */
export function ReadingChoices({ data, choices, onChoose }: ReadingChoicesProps) {
  const { t } = useTranslation();
  const rows = Object.fromEntries(Array.from({ length: HEADER_ROWS }, (_, index) => [String(index + 1), t('read.header_row_n', { n: index + 1 })]));
  const { map: _map, accept_layout: _accepted, ...kept } = choices;
  const code = data.problem?.code;
  return (
    <div className="form">
      <Choice
        label={t('import.profile')}
        auto={t('import.profile_auto')}
        value={choices.profile}
        values={Object.fromEntries(data.profiles.map(({ name, label }) => [name, label]))}
        onChange={(value) => onChoose(choosing(kept, 'profile', value))}
      />
      <Choice
        label={t('import.header_row')}
        auto={t('read.header_auto')}
        value={choices.header_row === undefined ? undefined : String(choices.header_row)}
        values={{ '0': t('read.header_none'), ...rows }}
        error={code === 'input.no_header'}
        onChange={(value) => onChoose(choosing(kept, 'header_row', value === undefined ? undefined : Number(value)))}
      />
      <Choice
        label={t('import.decimal')}
        auto={t('import.decimal_auto')}
        value={choices.decimal}
        values={{ comma: t('import.decimal_comma'), dot: t('import.decimal_dot') }}
        error={code === 'input.decimal_unclear'}
        onChange={(value) => onChoose(choosing(choices, 'decimal', value))}
      />
      <Choice
        label={t('import.date_order')}
        auto={t('import.date_order_auto')}
        value={choices.date_order}
        values={{ dmy: t('import.date_order_dmy'), mdy: t('import.date_order_mdy') }}
        error={code === 'input.date_order_unclear'}
        onChange={(value) => onChoose(choosing(choices, 'date_order', value))}
      />
      <InstalmentsChoice choices={choices} onChoose={onChoose} />
      {Object.keys(choices).length === 0 ? null : (
        <div className="form__end">
          <Action look="bare" onClick={() => onChoose({})}>
            {t('read.choices_reset')}
          </Action>
        </div>
      )}
    </div>
  );
}

/** Whether the reading is kept as a profile, under which name, and which version that will be. */
export function SaveChoice({ suggested, save, onSave }: { suggested: string; save: string | null; onSave(name: string | null): void }) {
  const { t } = useTranslation();
  const { data } = useAsk('profile.list', save === null ? null : {});
  const known = data?.profiles.find((each) => !each.built_in && each.name === save?.trim());
  const label = t('profile.save');
  return (
    <div className="save-profile">
      <Checkbox size="xs" checked={save !== null} label={label} description={t('profile.save_note')} onChange={({ currentTarget: { checked } }) => onSave(checked ? suggested : null)} />
      {save === null ? null : (
        <TextInput
          label={t('profile.name')}
          value={save}
          maxLength={60}
          description={t('profile.will_be', { version: (known?.versions.at(-1) ?? 0) + 1 })}
          onChange={({ currentTarget: { value } }) => onSave(value)}
        />
      )}
    </div>
  );
}

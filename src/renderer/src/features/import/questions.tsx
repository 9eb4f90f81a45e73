import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { mappableFields } from '../../../../shared/bank-row.ts';
import { useRowNote } from '../../i18n/index.ts';
import { Action } from '../../ui/action.tsx';
import { withoutHint } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';
import { type Choices, choosing, type Inspected } from './inspected.ts';
import { InstalmentsChoice } from './reading-choices.tsx';
import { WordsQuestion } from './words-question.tsx';

interface QuestionsProps {
  data: Inspected;
  choices: Choices;
  onChoose(next: Choices): void;
}

const layoutChange = z.object({
  profile: z.string(),
  version: z.number(),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })),
  moved: z.array(z.object({ header: z.string(), from: z.number(), to: z.number() })),
  gone: z.array(z.string()),
  added: z.array(z.string()),
  swapped: z.array(z.tuple([z.string(), z.string()])),
});

/** What differs from the profile, to be accepted or mapped anew; nothing is guessed. */
function LayoutQuestion({ change, choices, onChoose }: Omit<QuestionsProps, 'data'> & { change: z.infer<typeof layoutChange> }) {
  const { t } = useTranslation();
  const lines = [
    ...change.swapped.map(([a, b]) => t('ask.layout_swapped', { a, b })),
    ...change.renamed.map(({ from, to }) => t('ask.layout_renamed', { from, to })),
    ...change.moved.map(({ header, from, to }) => t('ask.layout_moved', { header, from, to })),
    ...change.gone.map((header) => t('ask.layout_gone', { header })),
    ...change.added.map((header) => t('ask.layout_added', { header })),
  ];
  return (
    <Note tone="warn" live>
      <h3>{t('ask.layout')}</h3>
      <p>{t('ask.layout_lead', { profile: change.profile, version: change.version })}</p>
      <ul className="bullets">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="row">
        <Action onClick={() => onChoose(choosing(choices, 'accept_layout', true))}>{t('ask.layout_accept')}</Action>
        <Action onClick={() => onChoose({ ...choosing(choices, 'map', undefined), profile: 'generic' })}>{t('ask.layout_anew')}</Action>
      </div>
    </Note>
  );
}

/** What keeps the file from being understood, with the field in the page's own words. */
function Problem({ problem }: { problem: NonNullable<Inspected['problem']> }) {
  const { t } = useTranslation();
  const field = mappableFields.find((each) => each === problem.details['field']);
  const noteOf = useRowNote();
  const reason = problem.details['reason'];
  const message = typeof reason === 'string' ? withoutHint(problem.message).replaceAll(reason, noteOf(reason)) : withoutHint(problem.message);
  return <Note tone="error">{field === undefined ? message : message.replaceAll(field, t(`field.${field}`))}</Note>;
}

/** A file without a header that was found: pointed at in the rows below, or there is none. */
function HeaderQuestion({ choices, onChoose }: Omit<QuestionsProps, 'data'>) {
  const { t } = useTranslation();
  return (
    <Note tone="warn" live>
      <h3>{t('ask.header')}</h3>
      <p>{t('ask.header_lead')}</p>
      <div>
        <Action onClick={() => onChoose(choosing(choices, 'header_row', 0))}>{t('read.header_none')}</Action>
      </div>
    </Note>
  );
}

/** Every open question about the file, and what was answered already. */
export function Questions({ data, choices, onChoose }: QuestionsProps) {
  const { t } = useTranslation();
  const { problem, summary } = data;
  const change = problem?.code === 'input.layout_changed' ? layoutChange.safeParse(problem.details) : null;
  const isOwn = problem?.code === 'input.unknown_words' || change?.success === true;
  const unclear = summary?.warnings.some(({ code }) => code === 'instalments_unclear') === true;
  return (
    <>
      {problem === null || isOwn ? null : <Problem problem={problem} />}
      {problem?.code === 'input.no_header' ? <HeaderQuestion choices={choices} onChoose={onChoose} /> : null}
      {change?.success === true ? <LayoutQuestion change={change.data} choices={choices} onChoose={onChoose} /> : null}
      {choices.accept_layout === true ? <Note>{t('ask.layout_accepted')}</Note> : null}
      <WordsQuestion data={data} choices={choices} onChoose={onChoose} />
      {unclear || choices.instalments !== undefined ? (
        <Note tone={unclear ? 'warn' : 'plain'}>
          <h3>{t('ask.instalments')}</h3>
          <p>{t('ask.instalments_lead')}</p>
          <InstalmentsChoice choices={choices} onChoose={onChoose} />
        </Note>
      ) : null}
    </>
  );
}

import { NativeSelect } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type WordMeaning, wordMeanings } from '../../../../shared/bank-profile.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';
import { type Choices, choosing, type Inspected } from './inspected.ts';

const askedWord = z.object({ word: z.string(), column: z.enum(['kind', 'status']), count: z.number(), rows: z.array(z.number()) });
type AskedWord = z.infer<typeof askedWord>;

interface WordsQuestionProps {
  data: Inspected;
  choices: Choices;
  onChoose(next: Choices): void;
}

/** Words asked about so far: an answered one stays on the screen, so that its answer can be changed. */
function useAskedWords({ problem }: Inspected): readonly AskedWord[] {
  const seen = useRef<readonly AskedWord[]>([]);
  const asked = problem?.code === 'input.unknown_words' ? (z.array(askedWord).safeParse(problem.details['words']).data ?? []) : [];
  const fresh = asked.filter(({ word, column }) => !seen.current.some((each) => each.word === word && each.column === column));
  if (fresh.length > 0) seen.current = [...seen.current, ...fresh];
  return seen.current;
}

function WordRow({ asked, means, onMean }: { asked: AskedWord; means: WordMeaning | undefined; onMean(means: WordMeaning | undefined): void }) {
  const { t } = useTranslation();
  const { word, column, count, rows } = asked;
  return (
    <tr>
      <th scope="row">
        <strong>{word}</strong>
      </th>
      <td>{t(`field.${column}`)}</td>
      <td className="end">{formatCount(count)}</td>
      <td className="muted">
        {rows.join(', ')}
        {count > rows.length ? ', …' : ''}
      </td>
      <td>
        <NativeSelect
          aria-label={t('ask.means_of', { word })}
          value={means ?? ''}
          data={[{ value: '', label: t('ask.choose') }, ...wordMeanings.map((each) => ({ value: each, label: t(`means.${each}`) }))]}
          onChange={({ currentTarget: { value } }) => onMean(wordMeanings.find((each) => each === value))}
        />
      </td>
    </tr>
  );
}

/** Words nobody knows, each asked about once with its rows; the file is read again with every answer. */
export function WordsQuestion({ data, choices, onChoose }: WordsQuestionProps) {
  const { t } = useTranslation();
  const words = useAskedWords(data);
  if (words.length === 0) return null;
  const open = data.problem?.code === 'input.unknown_words';
  const rejected = choices.unknown_words === 'reject';
  const mean = (word: string, means: WordMeaning | undefined): void => {
    const { [word]: _dropped, ...rest } = choices.words ?? {};
    onChoose(choosing(choices, 'words', means === undefined ? rest : { ...rest, [word]: means }));
  };
  return (
    <Note tone={open ? 'warn' : 'plain'} live>
      <h3>{t('ask.words')}</h3>
      <p>{t('ask.words_lead')}</p>
      <table className="table table--inset">
        <thead>
          <tr>
            <th scope="col">{t('ask.word')}</th>
            <th scope="col">{t('ask.word_column')}</th>
            <th scope="col" className="end">
              {t('ask.word_count')}
            </th>
            <th scope="col">{t('ask.word_rows')}</th>
            <th scope="col">{t('ask.word_means')}</th>
          </tr>
        </thead>
        <tbody>
          {words.map((asked) => (
            <WordRow key={`${asked.column} ${asked.word}`} asked={asked} means={choices.words?.[asked.word]} onMean={(means) => mean(asked.word, means)} />
          ))}
        </tbody>
      </table>
      <div className="row">
        {rejected ? <span>{t('ask.words_rejected')}</span> : null}
        {open ? <Action onClick={() => onChoose(choosing(choices, 'unknown_words', 'reject'))}>{t('ask.words_reject')}</Action> : null}
        {rejected ? <Action onClick={() => onChoose(choosing(choices, 'unknown_words', undefined))}>{t('ask.words_again')}</Action> : null}
      </div>
    </Note>
  );
}

import { useTranslation } from 'react-i18next';
import { useBankName } from '../../i18n/index.ts';
import { formatCount, formatRange } from '../../ui/format.ts';
import { type Choices, type Inspected, recognisedBy } from './inspected.ts';

interface RecognisedProps {
  data: Inspected;
  /** Bytes. */
  size: number;
  choices: Choices;
}

/** Whose file it is and why that is thought, its days, and what kind of file it is. */
export function Recognised({ data, size, choices }: RecognisedProps) {
  const { t } = useTranslation();
  const bankName = useBankName();
  const { summary } = data;
  const kilobytes = t('preview.size_kb', { n: formatCount(Math.max(1, Math.round(size / 1024))) });
  const facts: readonly (readonly [string, string])[] = [
    ...(summary === null
      ? []
      : [
          [t('read.days'), summary.first_day === null || summary.last_day === null ? t('read.no_days') : formatRange(summary.first_day, summary.last_day)] as const,
          [t('import.sheet'), summary.sheet] as const,
          [t('import.header_row'), summary.header_row === 0 ? t('read.no_header') : String(summary.header_row)] as const,
        ]),
    [t('import.file'), `${data.file_name}, ${kilobytes}`],
    [t('import.format'), [data.format, data.encoding].filter((part) => part !== null).join(', ')],
  ];
  return (
    <div className="recognised">
      {summary === null ? null : (
        <p>
          <strong>{bankName(summary.bank)}</strong>{' '}
          {summary.bank === 'unknown' ? null : <span className="muted">{t('profile.content', summary.profile)}</span>}
          <br />
          <span className="muted">{t(`read.by_${recognisedBy(data, choices)}`)}</span>
        </p>
      )}
      <dl className="facts facts--inline">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

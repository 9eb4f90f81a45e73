import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { ProofChecks, ProofStrip } from './proof-strip.tsx';
import type { ProofPart, ProofUnit } from './sums.ts';
import { usePreviewAgain } from './use-preview-again.ts';

/** A preview from before the proof was drawn: it cannot be started as it is. */
function NoProof({ summary }: { summary: PreviewSummary }) {
  const { t } = useTranslation();
  const { running, error, again } = usePreviewAgain(summary);
  return (
    <Note tone="warn">
      <p>{t('proof.none')}</p>
      <Busy running={running} />
      <ErrorNote error={error} />
      <div>
        <Action disabled={running !== null} onClick={() => void again()}>
          {t('preview.make_again')}
        </Action>
      </div>
    </Note>
  );
}

interface ProofCardProps {
  summary: PreviewSummary;
  isOn: ((part: ProofPart) => boolean) | null;
  onPart(part: ProofPart): void;
}

/** Both sides to one scale, in lira or in rows, and in words what adds up. */
export function ProofCard({ summary, isOn, onPart }: ProofCardProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<ProofUnit>('lira');
  const { proof, overlapping_rows: overlapping } = summary;
  if (proof === null) return <NoProof summary={summary} />;
  const tools = (
    <SegmentedControl
      size="xs"
      aria-label={t('preview.proof_by')}
      value={unit}
      onChange={(value) => setUnit(value === 'rows' ? 'rows' : 'lira')}
      data={[
        { value: 'lira', label: t('preview.proof_lira') },
        { value: 'rows', label: t('preview.proof_rows') },
      ]}
    />
  );
  return (
    <Card title={t('preview.proof')} tools={tools} className="proof-card">
      <ProofStrip proof={proof} unit={unit} isOn={isOn} onPart={onPart} />
      <ProofChecks proof={proof} onPart={onPart} />
      {overlapping === 0 ? null : <Note tone="warn">{t('preview.overlapping', { count: overlapping, n: formatCount(overlapping) })}</Note>}
    </Card>
  );
}

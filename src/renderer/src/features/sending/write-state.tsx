import { useTranslation } from 'react-i18next';
import type { OutboxWrite } from '../../../../shared/contract/outbox.ts';
import type { DecisionMark } from '../../ui/decision-mark.ts';
import { DecisionSign } from '../../ui/verdict.tsx';

/** A write whose end is not known. */
export const isOpenWrite = ({ state }: Pick<OutboxWrite, 'state'>): boolean => state === 'queued' || state === 'sent' || state === 'unknown';

/** The shapes are the decisions': what is on its way, done, refused; an unknown end has one of its own. */
const signs: Readonly<Record<OutboxWrite['state'], DecisionMark>> = { queued: 'local', sent: 'queued', unknown: 'unknown', done: 'sent', refused: 'refused' };

/** How far a write has come, by shape and word. */
export function WriteState({ state }: Pick<OutboxWrite, 'state'>) {
  const { t } = useTranslation();
  return (
    <span className="verdict">
      <DecisionSign mark={signs[state]} />
      <span>{t(`outbox.state_${state}`)}</span>
    </span>
  );
}

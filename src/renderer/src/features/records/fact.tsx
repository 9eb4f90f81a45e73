import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';

/** A line of a record; absent where there is nothing to say. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Whether a record was asked of Payven just now or is the copy kept here. */
export function Source({ source }: { source: 'payven' | 'this_computer' }) {
  const { t } = useTranslation();
  return source === 'payven' ? (
    <span className="tag tag--good">
      <Icon name="check" size={12} /> {t('records.from_payven')}
    </span>
  ) : (
    <span className="tag tag--warn">
      <Icon name="offline" size={12} /> {t('records.from_here')}
    </span>
  );
}

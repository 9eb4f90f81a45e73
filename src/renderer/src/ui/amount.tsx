import { formatKurus } from '../../../shared/money.ts';

/** An amount of kuruş: tabular, the kuruş lighter than the lira, a true minus. */
export function Amount({ value, unit = false, signed = false }: { value: number | null; unit?: boolean; signed?: boolean }) {
  if (value === null) return <span className="quiet">–</span>;
  const text = formatKurus(value);
  const plus = signed && value > 0 ? '+' : '';
  return (
    <span className="amount">
      {plus}
      {text.slice(0, -3)}
      <span className="kurus">{text.slice(-3)}</span>
      {unit ? <span className="kurus"> TL</span> : null}
    </span>
  );
}

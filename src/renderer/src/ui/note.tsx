import type { ReactNode } from 'react';
import type { DeskError } from '../client.ts';
import { Copyable } from './copyable.tsx';
import { Icon, type IconName } from './icons.tsx';

type Tone = 'error' | 'warn' | 'good' | 'plain';
const icons: Readonly<Record<Tone, IconName>> = { error: 'warn', warn: 'warn', good: 'check', plain: 'info' };

/** A remark in its place on the page. */
export function Note({ tone = 'plain', children, live = false }: { tone?: Tone; children: ReactNode; live?: boolean }) {
  return (
    <div className={`note note--${tone}`} role={tone === 'error' ? 'alert' : live ? 'status' : undefined}>
      <span className="note__icon">
        <Icon name={icons[tone]} />
      </span>
      <div className="note__body">{children}</div>
    </div>
  );
}

/** An error in its three parts, with Payven's correlation id to copy; `children` offers the next step. */
export function ErrorNote({ error, children }: { error: DeskError | null; children?: ReactNode }) {
  if (error === null) return null;
  const id = error.details['correlation_id'];
  return (
    <Note tone="error">
      <p>{error.message}</p>
      {typeof id === 'string' ? <Copyable text={id} /> : null}
      {children}
    </Note>
  );
}

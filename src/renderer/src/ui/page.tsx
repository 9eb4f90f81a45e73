import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface PageProps {
  title: string;
  lead?: ReactNode;
  tools?: ReactNode;
  /** Fills the window's height; its list scrolls by itself. */
  full?: boolean;
  children: ReactNode;
}

/** A screen: its name, a sentence, its tools, its content. */
export function Page({ title, lead, tools, full = false, children }: PageProps) {
  return (
    <div className={full ? 'page page--full' : 'page'}>
      <header className="page__head">
        <div>
          <h1>{title}</h1>
          {lead === undefined ? null : <div className="page__lead">{lead}</div>}
        </div>
        {tools === undefined ? null : <div className="row">{tools}</div>}
      </header>
      {children}
    </div>
  );
}

/** A framed part of a screen. */
export function Card({ title, tools, children, bare = false, className }: { title?: string; tools?: ReactNode; children: ReactNode; bare?: boolean; className?: string }) {
  return (
    <section className={className === undefined ? 'card' : `card ${className}`} aria-label={title}>
      {title === undefined ? null : (
        <div className="card__head">
          <h2>{title}</h2>
          {tools}
        </div>
      )}
      {bare ? children : <div className="card__body">{children}</div>}
    </section>
  );
}

/** What a screen says while there is nothing on it yet, with the one step that changes it. */
export function Empty({ icon, title, children, action }: { icon: IconName; title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty__art">
        <Icon name={icon} size={40} />
      </span>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}

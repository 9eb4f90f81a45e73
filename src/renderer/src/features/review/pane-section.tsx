import { type ReactNode, useId } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { useFold } from './folds.ts';

interface PaneSectionProps {
  /** Under which its fold is remembered. */
  name: string;
  title: string;
  /** Beside the title, such as a number. */
  aside?: ReactNode;
  /** Of its heading; below the pane's own. */
  level?: 2 | 3;
  /** Open until the user folds it. */
  usual?: boolean;
  /** Only what is open is built: a section may ask Payven. */
  children: ReactNode;
}

/** A part of the pane that folds and remembers it. */
export function PaneSection({ name, title, aside, level = 3, usual = true, children }: PaneSectionProps) {
  const [open, setOpen] = useFold(name, usual);
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className="pane__part fold" aria-label={title}>
      <div className="row spread">
        <Heading>
          <button type="button" className="fold__head" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
            <span className="fold__sign">
              <Icon name="fold" size={12} />
            </span>
            {title}
          </button>
        </Heading>
        {aside}
      </div>
      {open ? (
        <div id={id} className="fold__body stack" style={{ gap: 6 }}>
          {children}
        </div>
      ) : null}
    </section>
  );
}

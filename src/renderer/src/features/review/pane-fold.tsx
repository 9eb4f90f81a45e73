import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import type { PaneSide, PaneState } from './use-panes.ts';

const shown = { left: 'Shift+←', right: 'Shift+→' } as const;
const keys = { left: 'Shift+ArrowLeft', right: 'Shift+ArrowRight' } as const;

/** Opens or folds a pane of the review. */
export function PaneFold({ side, pane }: { side: PaneSide; pane: PaneState }) {
  const { t } = useTranslation();
  const label = t(`pane.${side}_${pane.open ? 'fold' : 'open'}`);
  return (
    <button type="button" className="tool-button" data-side={side} aria-expanded={pane.open} aria-label={label} aria-keyshortcuts={keys[side]} title={`${label} (${shown[side]})`} onClick={pane.toggle}>
      <Icon name="side" size={14} />
    </button>
  );
}

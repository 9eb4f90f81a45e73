import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoute } from '../../router.ts';
import { useActions } from '../../ui/use-actions.ts';
import { pushDecisions } from '../sending/push.ts';
import { useDesk } from './desk-context.tsx';
import { DropZone } from './drop-zone.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

/** What stands around every screen. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const main = useRef<HTMLElement>(null);
  /** The page was here before: its first Tab goes to the way past the rail. */
  const begun = useRef(false);
  const { screen, id } = useRoute();
  const { waiting } = useDesk();
  useActions([{ id: 'keys', group: 'everywhere', label: t('keys.help'), keys: ['?'], keyOnly: true, run: () => setOpen('keys') }]);
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'k' && key !== 's') return;
      event.preventDefault();
      if (key === 'k') setOpen((current) => (current === 'palette' ? null : 'palette'));
      // In a review its own decisions, anywhere else all that wait.
      else if (waiting > 0) void pushDecisions(screen === 'review' ? id : null);
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, [screen, id, waiting]);
  useEffect(() => {
    // Newer Chromium answers scrolling with a promise, which is no cleanup.
    main.current?.scrollTo(0, 0);
    // What was pressed to come here is gone with its screen; the keyboard goes on from this one.
    if (begun.current && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
    begun.current = true;
  }, [screen, id]);
  const close = (): void => setOpen(null);
  return (
    <div className="frame">
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t('frame.skip')}
      </button>
      <Rail screen={screen} />
      <TopBar onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <main className="main" ref={main} tabIndex={-1} aria-label={t('frame.main')}>
        <OfflineBanner />
        {children}
      </main>
      <StatusBar />
      <DropZone />
      <Palette open={open === 'palette'} onClose={close} onKeys={() => setOpen('keys')} />
      <KeysDialog open={open === 'keys'} onClose={close} />
    </div>
  );
}

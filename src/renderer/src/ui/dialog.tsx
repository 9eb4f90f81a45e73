import { Modal } from '@mantine/core';
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  open: boolean;
  title: string;
  onClose(): void;
  children: ReactNode;
  size?: number;
}

/** Whether it lies behind every window, or is nothing at all: a button that was switched off under the finger leaves the focus there. */
const isBehind = (target: EventTarget | null): boolean => !(target instanceof Element) || target === document.body || target.closest('#root') !== null;

/** No key reaches what lies behind an open window: where the focus is not in it, a key brings it there and does nothing else. */
function useKeysWithin(open: boolean, content: RefObject<HTMLElement | null>): void {
  // Gone with the window itself: a key pressed right after it has closed is meant for what lay behind.
  useLayoutEffect(() => {
    if (!open) return undefined;
    const heard = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' || content.current?.isConnected !== true || !isBehind(event.target)) return;
      content.current.focus({ preventScroll: true });
      // Tab goes on from there by itself.
      if (event.key === 'Tab') return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', heard, { capture: true });
    return () => window.removeEventListener('keydown', heard, { capture: true });
  }, [open, content]);
}

/** Back to what had the focus before, unless something else was given it meanwhile. */
function useFocusBack(open: boolean): void {
  useLayoutEffect(() => {
    if (!open) return undefined;
    const opener = document.activeElement;
    return () => {
      setTimeout(() => {
        if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
      });
    };
  }, [open]);
}

/**
 * A window over the page; only what starts, ends or deletes something asks in one. The focus
 * begins on what carries `data-autofocus`: never on what cannot be taken back.
 */
export function Dialog({ open, title, onClose, children, size = 480 }: DialogProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  useKeysWithin(open, content);
  useFocusBack(open);
  return (
    <Modal.Root opened={open} onClose={onClose} size={size} centered returnFocus={false} transitionProps={{ duration: 0 }} removeScrollProps={{ enabled: false }}>
      <Modal.Overlay transitionProps={{ duration: 0 }} />
      <Modal.Content ref={content} transitionProps={{ duration: 0 }}>
        <div className="dialog__head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('dialog.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  open: boolean;
  title: string;
  onClose(): void;
  children: ReactNode;
  size?: number;
}

/** A window over the page; only what starts, ends or deletes something asks in one. */
export function Dialog({ open, title, onClose, children, size = 480 }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={open} onClose={onClose} size={size} centered transitionProps={{ duration: 0 }} removeScrollProps={{ enabled: false }}>
      <Modal.Overlay transitionProps={{ duration: 0 }} />
      <Modal.Content transitionProps={{ duration: 0 }}>
        <div className="dialog__head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('dialog.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

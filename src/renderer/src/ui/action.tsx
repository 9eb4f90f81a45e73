import { Button, type ButtonProps } from '@mantine/core';
import type { ButtonHTMLAttributes, Ref } from 'react';

type ActionProps = Omit<ButtonProps, 'variant'> &
  Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'type' | 'aria-label' | 'aria-expanded' | 'aria-keyshortcuts' | 'title' | 'form'> & {
    look?: 'main' | 'danger' | 'bare' | 'plain';
    'data-testid'?: string;
    ref?: Ref<HTMLButtonElement>;
  };

/** A button; at most one `main` is on a screen. */
export function Action({ look = 'plain', type = 'button', ...rest }: ActionProps) {
  return <Button type={type} data-look={look} {...rest} />;
}

/** A key as it stands on the keyboard. */
export function Key({ children }: { children: string }) {
  return <kbd className="kbd">{children}</kbd>;
}

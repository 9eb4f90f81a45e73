import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useSearchCommands } from '../search/use-search-commands.ts';
import { useCommands } from './use-commands.ts';

interface PaletteProps {
  open: boolean;
  onClose(): void;
  onKeys(): void;
}

/** Turkish and English letters alike: İ, I, ı and i are one to a searcher. */
const fold = (text: string): string =>
  text
    .replaceAll(/[İIı]/g, 'i')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');

function showItem(item: HTMLElement | null): void {
  item?.scrollIntoView({ block: 'nearest' });
}

/** Screens and main actions, found by a few letters. */
export function Palette({ open, onClose, onKeys }: PaletteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const base = useId();
  const wanted = fold(text);
  const commands = useCommands(onKeys).filter(({ label }) => fold(label).includes(wanted));
  const found = [...commands, ...useSearchCommands(open ? text : '')];
  useEffect(() => {
    setText('');
    setAt(0);
  }, [open]);
  const pick = (index: number): void => {
    const command = found[index];
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') pick(at);
    else if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open={open} title={t('palette.title')} onClose={onClose} size={520}>
      <TextInput
        data-autofocus
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        value={text}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${base}-list`}
        aria-activedescendant={found.length > 0 ? `${base}-${at}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? (
        <p className="muted" style={{ marginTop: 12 }}>
          {t('palette.nothing')}
        </p>
      ) : (
        <ul className="palette__list" id={`${base}-list`} role="listbox" aria-label={t('palette.title')}>
          {found.map(({ key, label, shortcut }, index) => (
            <li
              key={key}
              id={`${base}-${index}`}
              className="palette__item"
              role="option"
              aria-selected={index === at}
              ref={index === at ? showItem : undefined}
              onMouseMove={() => setAt(index)}
              onClick={() => pick(index)}
            >
              {label}
              {shortcut === undefined ? null : <Key>{shortcut}</Key>}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

import { Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { LookFields } from '../settings/look-fields.tsx';

/** Theme, density and language, at hand on every screen. */
export function LookPopover() {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal={false} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <button type="button" className="top__palette" aria-label={t('top.look')} title={t('top.look')}>
          <Icon name="look" size={16} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('top.look')}>
        <LookFields />
      </Popover.Dropdown>
    </Popover>
  );
}

import { Popover, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../../shared/text/language.ts';
import { densities, setLook, themes, useLook } from '../../preferences.ts';
import { Icon } from '../../ui/icons.tsx';

const languageNames = { tr: 'Türkçe', en: 'English' } as const;

/** Theme, density and language. */
export function LookPopover() {
  const { t } = useTranslation();
  const look = useLook();
  const choices = [
    ['theme', t('look.theme'), look.theme, themes.map((value) => ({ value, label: t(`look.${value}`) }))],
    ['density', t('look.density'), look.density, densities.map((value) => ({ value, label: t(`look.${value}`) }))],
    ['language', t('look.language'), look.language, languages.map((value) => ({ value, label: languageNames[value] }))],
  ] as const;
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal={false} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <button type="button" className="top__palette" aria-label={t('top.look')} title={t('top.look')}>
          <Icon name="look" size={16} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('top.look')}>
        <div className="look">
          {choices.map(([name, label, value, data]) => (
            <div key={name}>
              <div className="look__label" id={`look-${name}`}>
                {label}
              </div>
              <SegmentedControl
                fullWidth
                aria-label={label}
                value={value}
                data={[...data]}
                onChange={(chosen) => setLook({ [name]: chosen })}
              />
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

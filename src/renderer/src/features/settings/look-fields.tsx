import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../../shared/text/language.ts';
import { densities, setLook, themes, useLook } from '../../preferences.ts';

const languageNames = { tr: 'Türkçe', en: 'English' } as const;

/** Theme, density and language. */
export function LookFields() {
  const { t } = useTranslation();
  const look = useLook();
  const choices = [
    ['theme', t('look.theme'), look.theme, themes.map((value) => ({ value, label: t(`look.${value}`) }))],
    ['density', t('look.density'), look.density, densities.map((value) => ({ value, label: t(`look.${value}`) }))],
    ['language', t('look.language'), look.language, languages.map((value) => ({ value, label: languageNames[value] }))],
  ] as const;
  return (
    <div className="look">
      {choices.map(([name, label, value, data]) => (
        <div key={name}>
          <div className="look__label">{label}</div>
          <SegmentedControl fullWidth aria-label={label} value={value} data={[...data]} onChange={(chosen) => setLook({ [name]: chosen })} />
        </div>
      ))}
    </div>
  );
}

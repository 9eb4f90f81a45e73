import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import { PaneSection } from './pane-section.tsx';
import { FacetRow, type FacetValue } from './facet-row.tsx';

interface FacetListProps {
  /** Under which its fold is remembered. */
  name: string;
  title: string;
  facets: readonly FacetValue[];
  labelOf(facet: FacetValue): string;
  isOn(value: string): boolean;
  onPick(value: string): void;
  usual?: boolean;
}

/** Shown until more are asked for: a branch office may have hundreds of merchants. */
const FEW = 8;

/** The values of one property, each a filter. */
export function FacetList({ name, title, facets, labelOf, isOn, onPick, usual = false }: FacetListProps) {
  const { t } = useTranslation();
  const [every, setEvery] = useState(false);
  if (facets.length === 0) return null;
  const shown = facets.filter(({ value }, at) => every || at < FEW || isOn(value));
  return (
    <PaneSection level={2} name={`side.${name}`} title={title} usual={usual}>
      <div className="facets">
        {shown.map((facet) => (
          <FacetRow key={facet.value} facet={facet} label={labelOf(facet)} on={isOn(facet.value)} onPick={() => onPick(facet.value)} />
        ))}
        {facets.length <= FEW ? null : (
          <button type="button" className="link-button" onClick={() => setEvery(!every)}>
            {every ? t('facet.less') : t('facet.more', { n: formatCount(facets.length) })}
          </button>
        )}
      </div>
    </PaneSection>
  );
}

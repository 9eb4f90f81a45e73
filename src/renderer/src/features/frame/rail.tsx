import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { routeTo, type Screen } from '../../router.ts';
import { Icon } from '../../ui/icons.tsx';

/** In the order of the work; a line between the groups. */
const groups: readonly (readonly Screen[])[] = [
  ['home'],
  ['sync', 'import', 'preview', 'review'],
  ['search', 'transactions', 'refunds', 'settlements', 'history'],
  ['banks', 'settings'],
];

/** The way to every screen but those one comes to from another. */
export function Rail({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t('frame.rail')}>
      <span className="rail__mark" aria-hidden="true">
        <svg width={30} height={20} viewBox="0 0 26 16">
          <path d="M12.5 1.5a6.5 6.5 0 0 0 0 13Z" fill="currentColor" />
          <path d="M13.5 1.5a6.5 6.5 0 0 1 0 13Z" fill="none" stroke="currentColor" strokeWidth={1.2} />
        </svg>
      </span>
      {groups.map((group, at) => (
        <Fragment key={group[0]}>
          {at === 0 ? null : <span className="rail__gap" />}
          {group.map((each) => (
            <a key={each} className="rail__link" href={routeTo(each)} aria-current={each === screen ? 'page' : undefined}>
              <Icon name={each} size={20} />
              <span>{t(`screen.${each}`)}</span>
            </a>
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

import { useTranslation } from 'react-i18next';
import { answerStates } from '../../../../shared/review-filter.ts';
import { BucketList } from './bucket-list.tsx';
import { FacetList } from './facet-list.tsx';
import { changed, toOnly } from './filters.ts';
import { useFilterWords } from './use-filter-words.ts';
import type { ColumnChoice } from './use-views.ts';
import { ViewList } from './view-list.tsx';
import type { Work } from './work.ts';

/** What the view can be narrowed to: buckets and causes, states, decisions, merchants; and the views that were kept. */
export function SidePane({ work, columns }: { work: Work; columns: ColumnChoice }) {
  const { t } = useTranslation();
  const { filter, setFilter } = work;
  const words = useFilterWords(work.facets);
  const { tree, view: facets } = work.facets;
  return (
    <>
      <BucketList summary={work.summary} tree={tree} filter={filter} onFilter={setFilter} />
      <ViewList work={work} columns={columns} />
      <FacetList
        name="answers"
        title={t('facet.answers')}
        facets={facets?.answers ?? []}
        labelOf={({ value }) => words.answer(value)}
        isOn={(value) => filter.answers?.some((each) => each === value) === true}
        onPick={(value) => {
          const known = answerStates.find((each) => each === value);
          if (known !== undefined) setFilter(changed(filter, { answers: toOnly(filter.answers, known) }));
        }}
        usual
      />
      <FacetList
        name="statuses"
        title={t('facet.statuses')}
        facets={facets?.statuses ?? []}
        labelOf={({ value }) => words.status(value)}
        isOn={(value) => filter.statuses?.includes(value) === true}
        onPick={(value) => setFilter(changed(filter, { statuses: toOnly(filter.statuses, value) }))}
        usual
      />
      <FacetList
        name="merchants"
        title={t('facet.merchants')}
        facets={facets?.merchants ?? []}
        labelOf={({ value }) => facets?.merchants.find((each) => each.value === value)?.name ?? t('facet.no_merchant')}
        isOn={(value) => filter.merchant_id === value}
        onPick={(value) => setFilter(changed(filter, { merchant_id: filter.merchant_id === value ? undefined : value }))}
      />
    </>
  );
}

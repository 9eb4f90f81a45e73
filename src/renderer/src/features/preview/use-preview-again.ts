import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { useConnectionId } from '../frame/desk-context.tsx';

/** Makes a preview anew with the same choices, or with another one about several merchant numbers, and goes to it. */
export function usePreviewAgain({ import_ids, from, to, scope, connector_config_id, merchant_id, several_merchants }: PreviewSummary) {
  const connection = useConnectionId();
  const { running, error, run } = useRun();
  const again = async (several = several_merchants): Promise<void> => {
    const made = await run('preview.make', {
      ...connection,
      import_ids,
      from,
      to,
      scope,
      ...(connector_config_id !== null && { connector_config_id }),
      ...(merchant_id !== null && { merchant_id }),
      ...(several !== null && { several_merchants: several }),
    });
    if (made !== null) go('preview', made.preview_id);
  };
  return { running, error, again };
}

import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { isLocal } from '../frame/connection-name.ts';
import { useDesk } from '../frame/desk-context.tsx';

/** Whether rows may be another merchant's for all that is known; the sample's numbers belong together. */
export function useMerchantsDoubt({ merchants_unclear }: PreviewSummary): boolean {
  const connection = useDesk().status?.connection ?? null;
  return merchants_unclear && connection !== null && !isLocal(connection);
}

import type { LocalTransaction } from '../../../../shared/contract/transaction.ts';
import { useDesk } from '../frame/desk-context.tsx';

type Routed = Pick<LocalTransaction, 'connector_configuration_id' | 'connector_code'>;

/** A transaction's connector by the name people gave it, else by its code; null where Payven names none. */
export function useConnectorName(): (transaction: Routed) => string | null {
  const connectors = useDesk().status?.connection?.connectors;
  return ({ connector_configuration_id, connector_code }) =>
    connectors?.find(({ id }) => id === connector_configuration_id)?.name ?? connector_code;
}

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import type { SyncState } from '../../../../shared/contract/sync.ts';
import { type Answer, type DeskError, reachStore } from '../../client.ts';
import { connectionStore } from '../../connection-choice.ts';
import { useAsk } from '../../query.ts';
import { useStore } from '../../store.ts';

interface Desk {
  /** Undefined until the first answer. */
  readonly status: Answer<'desk.status'> | undefined;
  readonly error: DeskError | null;
  /** Every connection, the one used last first. */
  readonly connections: readonly ConnectionSummary[];
  /** What is here of the chosen connection's data; null until it is known. */
  readonly sync: SyncState | null;
  /** Decisions that have not reached Payven, and those that met another's; of all reconciliations. */
  readonly waiting: number;
  readonly conflicts: number;
}

const nothing: Desk = { status: undefined, error: null, connections: [], sync: null, waiting: 0, conflicts: 0 };
const DeskContext = createContext<Desk>(nothing);

/** The desk's status as it is for the chosen connection: totals of another one's days are not its own. */
function statusFor(status: Answer<'desk.status'>, chosen: ConnectionSummary | undefined): Answer<'desk.status'> {
  if (chosen === undefined || chosen.connection_id === status.connection?.connection_id) return status;
  return { ...status, connection: chosen, synced: null };
}

/** Keeps what the frame and several screens show: the connection in use, the age of the data, what is open, what waits. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const { data, error } = useAsk('desk.status', {});
  const listed = useAsk('connection.list', {}).data;
  const synced = useAsk('sync.state', {}).data;
  const wanted = useStore(connectionStore);
  const desk = useMemo((): Desk => {
    const connections = listed?.connections ?? [];
    if (data === undefined) return { ...nothing, error, connections };
    const status = statusFor(data, connections.find(({ connection_id }) => connection_id === wanted));
    const id = status.connection?.connection_id;
    return {
      status,
      error,
      connections,
      sync: synced?.connections.find(({ connection_id }) => connection_id === id) ?? null,
      waiting: data.open.reduce((sum, each) => sum + each.waiting, 0),
      conflicts: data.open.reduce((sum, each) => sum + each.conflicts, 0),
    };
  }, [data, error, listed, synced, wanted]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export const useDesk = (): Desk => useContext(DeskContext);

/** Names the chosen connection in a call; without one the call falls to the connection used last. */
export function useConnectionId(): { connection_id?: string } {
  const id = useDesk().status?.connection?.connection_id;
  return useMemo(() => (id === undefined ? {} : { connection_id: id }), [id]);
}

/** Whether Payven cannot be reached: as the last call found, else as the last sync before this start did. */
export function useOffline(): boolean {
  const { sync } = useDesk();
  const reached = useStore(reachStore);
  return reached === null ? sync?.offline === true : !reached;
}

import { createContext, type ReactNode, useContext } from 'react';
import type { Answer, DeskError } from '../../client.ts';
import { useAsk } from '../../query.ts';

interface Desk {
  /** Undefined until the first answer. */
  readonly status: Answer<'desk.status'> | undefined;
  readonly error: DeskError | null;
}

const DeskContext = createContext<Desk>({ status: undefined, error: null });

/** Keeps what the frame and several screens show: the connection in use, the age of the data, what is open. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const { data, error } = useAsk('desk.status', {});
  return <DeskContext value={{ status: data, error }}>{children}</DeskContext>;
}

export const useDesk = (): Desk => useContext(DeskContext);

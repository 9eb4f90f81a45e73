import { useEffect, useState } from 'react';

/** The value once it has stood still for `ms`: what is typed is not asked for letter by letter. */
export function usePause<T>(value: T, ms = 150): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setPaused(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return paused;
}

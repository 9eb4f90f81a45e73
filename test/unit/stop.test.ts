import { EventEmitter } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { listenForStop } from '../../src/main/node/stop.ts';

afterEach(() => void vi.useRealTimers());

it.each([['SIGINT', 'SIGTERM'], ['SIGTERM', 'SIGTERM'], ['SIGINT', 'SIGINT']])('%s asks to stop, %s later ends, an echo does not', (first, second) => {
  vi.useFakeTimers();
  const source = new EventEmitter();
  const end = vi.fn();
  const signal = listenForStop(source, end);
  expect(signal.aborted).toBe(false);
  source.emit(first);
  source.emit(first);
  expect(signal.aborted).toBe(true);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(150);
  source.emit(second);
  expect(end).toHaveBeenCalledOnce();
});

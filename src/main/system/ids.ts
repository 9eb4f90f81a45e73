import { v7 } from 'uuid';
import type { Ids } from '../ports.ts';

export const systemIds: Ids = { uuid: () => v7(), chance: () => Math.random() };

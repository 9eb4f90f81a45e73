import type { tr } from '../tr/index.ts';
import { common } from './common.ts';
import { frame } from './frame.ts';
import { prepare } from './prepare.ts';
import { records } from './records.ts';
import { review } from './review.ts';

export const en: Readonly<Record<keyof typeof tr, string>> = { ...common, ...frame, ...prepare, ...review, ...records };

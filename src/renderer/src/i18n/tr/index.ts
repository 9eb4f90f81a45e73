import { common } from './common.ts';
import { frame } from './frame.ts';
import { prepare } from './prepare.ts';
import { records } from './records.ts';
import { review } from './review.ts';

export const tr = { ...common, ...frame, ...prepare, ...review, ...records } as const;

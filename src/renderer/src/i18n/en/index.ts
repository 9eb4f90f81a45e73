import type { tr } from '../tr/index.ts';
import { bankFiles } from './bank-files.ts';
import { common } from './common.ts';
import { frame } from './frame.ts';
import { prepare } from './prepare.ts';
import { records } from './records.ts';
import { review } from './review.ts';
import { sending } from './sending.ts';

export const en: Readonly<Record<keyof typeof tr, string>> = { ...common, ...frame, ...prepare, ...bankFiles, ...review, ...sending, ...records };

import { around } from './around.ts';
import { bankFiles } from './bank-files.ts';
import { common } from './common.ts';
import { frame } from './frame.ts';
import { prepare } from './prepare.ts';
import { records } from './records.ts';
import { review } from './review.ts';
import { reviewGrid } from './review-grid.ts';
import { reviewPane } from './review-pane.ts';
import { sending } from './sending.ts';

export const tr = { ...common, ...frame, ...prepare, ...bankFiles, ...review, ...reviewGrid, ...reviewPane, ...sending, ...records, ...around } as const;

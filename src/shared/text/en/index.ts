import { causes } from './causes.ts';
import { clues } from './clues.ts';
import { comparison } from './comparison.ts';
import { errors } from './errors.ts';
import { files } from './files.ts';
import { menu } from './menu.ts';
import { profiles } from './profiles.ts';
import { review } from './review.ts';
import { words } from './words.ts';

export const en = { ...errors, ...files, ...words, ...menu, ...profiles, ...review, ...causes, ...clues, ...comparison };

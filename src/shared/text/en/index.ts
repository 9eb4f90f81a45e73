import { errors } from './errors.ts';
import { files } from './files.ts';
import { menu } from './menu.ts';
import { words } from './words.ts';

export const en = { ...errors, ...files, ...words, ...menu };

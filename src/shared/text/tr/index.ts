import { errors } from './errors.ts';
import { files } from './files.ts';
import { menu } from './menu.ts';
import { profiles } from './profiles.ts';
import { words } from './words.ts';

export const tr = { ...errors, ...files, ...words, ...menu, ...profiles };

import { fileURLToPath } from 'node:url';
import { startDesktop } from './electron/desktop.ts';

// Where the bundles lie beside this one.
const page_folder = fileURLToPath(new URL('../renderer', import.meta.url));
const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

// Not awaited: Electron is not ready before its entry module has been evaluated.
void startDesktop({ page_folder, preload });

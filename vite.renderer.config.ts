import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page: one bundle, served from `app://` by the desktop and over HTTP by the loopback shell. */
export default defineConfig({
  root: resolve('src/renderer'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: resolve('out/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    // Data URLs of fonts are not allowed by the content security policy.
    assetsInlineLimit: 0,
    // The page reads its modules from this computer: one file is loaded as fast as several.
    chunkSizeWarningLimit: 4_000,
  },
});

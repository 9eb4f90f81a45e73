import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './vite.renderer.config.ts';

/**
 * The desktop's bundles. Threads are inputs of their own, beside the entry, because
 * they are started by file name. npm packages stay outside: two of them are native.
 */
export default defineConfig({
  main: {
    build: {
      outDir: resolve('out/main'),
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          'desk-worker': resolve('src/main/desk-worker.ts'),
          'read-worker': resolve('src/main/files/read-worker.ts'),
          'sample-worker': resolve('src/main/shell/sample-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve('out/preload'),
      // A sandboxed preload can load nothing but itself, and only as CommonJS.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});

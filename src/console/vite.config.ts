import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Bundles the page into `dist/page`, from where the engine serves it at `/`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  build: {
    outDir: fileURLToPath(new URL('../../dist/page/', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox125', 'safari17.5'],
    // Everything comes from files of their own: the page's policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    // A slow machine is no fault of the bundle.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

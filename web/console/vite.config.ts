import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const folder = (path: string): string => new URL(path, import.meta.url).pathname;

// Old enough for the browsers of field offices (Chromium 87, Safari 14); nothing that the policy of /console/ forbids: no
// script or style inside the page, no file from elsewhere.
export default defineConfig({
  base: '/console/',
  plugins: [vue()],
  resolve: {
    alias: [
      { find: '@/api', replacement: folder('../shared/api') },
      { find: '@shared', replacement: folder('../shared') },
      { find: '@', replacement: folder('./src') },
      // sm-crypto-v2 asks Node for this where a browser has `crypto`, so that it is never asked here.
      { find: /^crypto$/, replacement: folder('./src/keys/browser_crypto.ts') },
    ],
    dedupe: ['vue'], // what is shared stands outside and has no packages of its own
  },
  build: {
    target: ['chrome87', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rollupOptions: {
      output: {
        manualChunks: (id) => (/node_modules\/(@vue|vue|vue-router)\//.test(id) ? 'vue' : undefined),
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } }, // script/run beside `npx vite`
  test: { include: ['src/**/*.test.ts'], environment: 'node', setupFiles: ['../test_setup.mjs'] },
});

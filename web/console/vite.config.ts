import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

// Old enough for the browsers of field offices (Chromium 87, Safari 14); nothing that the policy of /console/ forbids: no
// script or style inside the page, no file from elsewhere.
export default defineConfig({
  base: '/console/',
  plugins: [vue()],
  resolve: {
    alias: [
      { find: '@', replacement: new URL('./src', import.meta.url).pathname },
      // sm-crypto-v2 asks Node for this where a browser has `crypto`, so that it is never asked here.
      { find: /^crypto$/, replacement: new URL('./src/keys/browser_crypto.ts', import.meta.url).pathname },
    ],
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
  test: { include: ['src/**/*.test.ts'], environment: 'node', setupFiles: ['./test_setup.mjs'] },
});

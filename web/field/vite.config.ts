import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import vue from '@vitejs/plugin-vue';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { forOldBrowsers } from './old_browsers';

const folder = (path: string): string => new URL(path, import.meta.url).pathname;

const wechatAlone = /\/wechat_sdk-/;

/** The worker that keeps the application for places without network: it knows the names of all files of this build. */
function offlineWorker(): Plugin {
  return {
    name: 'offline-worker',
    apply: 'build',
    enforce: 'post', // after styles have become files
    generateBundle(_, bundle) {
      const fixed = ['', 'manifest.webmanifest', 'icon.svg'];
      const kept = Object.keys(bundle).filter((name) => name !== 'index.html' && !wechatAlone.test(name));
      const files = [...fixed, ...kept].sort();
      const build = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
      const source = readFileSync(folder('./worker.js'), 'utf8')
        .replace("'BUILD'", JSON.stringify(build))
        .replace('[/* FILES */]', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'worker.js', source });
    },
  };
}

/** The decoder would ask another host for its WebAssembly if it were not told where ours is; it is told (scan/decoder.ts).
    WeChat's SDK would tell its maker of each page that uses it: that picture stays empty. */
const noOtherHost: Plugin = {
  name: 'no-other-host',
  renderChunk: (code) =>
    code.replace(/https:\/\/[a-z.]+\/npm\/zxing-wasm@[^`]*/g, '/field/').replace(/https:\/\/open\.weixin\.qq\.com\/sdk\/report\?v=/g, 'data:,'),
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk' && /weixin\.qq\.com|jsdelivr|unpkg/.test(part.code)) this.error(`${part.fileName} asks another host`);
    }
  },
};

// Old enough for the browsers inside apps: WeChat's X5 (Chromium 78) and the WebKit of iOS 12; nothing that the policy of
// /field/ forbids.
export default defineConfig({
  base: '/field/',
  plugins: [vue(), offlineWorker(), noOtherHost, forOldBrowsers()],
  resolve: {
    alias: { '@/api': folder('../shared/api'), '@shared': folder('../shared'), '@': folder('./src') },
    dedupe: ['vue'], // what is shared stands outside and has no packages of its own
  },
  build: {
    target: ['chrome78', 'safari12'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/assets': 'http://127.0.0.1:8080' } }, // script/run beside `npx vite`
  test: { include: ['src/**/*.test.ts', '*.test.mjs'], environment: 'node', setupFiles: ['../test_setup.mjs'] },
});

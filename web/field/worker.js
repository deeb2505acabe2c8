// Keeps the application on the phone, so that it opens without network. Written into the build by vite.config.ts, which
// knows the names of its files; a new build is a new cache, and the old one goes when the new one is complete.
const build = 'BUILD';
const files = [/* FILES */];
const folder = '/field/';
const cacheName = `qy-field-${build}`;

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});

// A page of the old build may still load files of the old build: the new one waits until somebody says so, or none is open.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(folder)) return;
  event.respondWith(request.mode === 'navigate' ? page(request) : file(request));
});

async function keepAll() {
  const cache = await caches.open(cacheName);
  // Past the browser's own cache: a page from there could name files of another build.
  await cache.addAll(files.map((name) => new Request(folder + name, { cache: 'reload' })));
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('qy-field-') && name !== cacheName).map((name) => caches.delete(name)));
}

/** What is kept, at once: a network that hardly works must not keep people waiting. The worker itself asks for news. */
async function page(request) {
  return (await caches.match(folder, { cacheName })) || fetch(request);
}

async function file(request) {
  return (await caches.match(request, { cacheName, ignoreSearch: true })) || fetch(request);
}

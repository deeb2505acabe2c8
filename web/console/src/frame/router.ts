// Addresses below /console/. Who is not signed in comes to the login and back; who has something to do first, there.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { watch } from 'vue';
import { loadSession, may, musts, session } from '@/api/session';
import { areas, isOpen, type Area } from './areas';

declare module 'vue-router' {
  interface RouteMeta {
    area?: Area;
    open?: boolean; // for people who are not signed in
  }
}

const routes: RouteRecordRaw[] = areas.map((area) => ({ path: area.path, component: area.load, meta: { area } }));
routes.push(
  { path: '/login', component: () => import('@/pages/accounts/LoginPage.vue'), meta: { open: true } },
  { path: '/first', component: () => import('@/pages/accounts/RedeemPage.vue'), meta: { open: true } },
  { path: '/must', component: () => import('@/pages/accounts/MustPage.vue') },
  { path: '/:rest(.*)*', component: () => import('@/pages/accounts/NotFoundPage.vue') },
);

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to) => {
  if (!session.known) await loadSession().catch(() => undefined);
  if (to.meta.open) return true;
  if (!session.me) return { path: '/login', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  if (musts.value.length > 0) return to.path === '/must' ? true : { path: '/must', query: { next: to.fullPath } };
  if (to.meta.area && !isOpen(to.meta.area, may)) return { path: '/not-open', replace: true };
  return true;
});

// A session that ends while a page is open.
watch(
  () => session.me,
  (me) => {
    const at = router.currentRoute.value;
    if (session.known && !me && !at.meta.open) void router.push({ path: '/login', query: { next: at.fullPath } });
  },
);
watch(musts, (list) => {
  const at = router.currentRoute.value;
  if (list.length > 0 && at.path !== '/must' && !at.meta.open) void router.push({ path: '/must', query: { next: at.fullPath } });
});

// The heading of the page that came is read out first; on the tour, that of its stop.
router.afterEach((to, from) => {
  if (from.matched.length === 0 || to.path === from.path) return;
  setTimeout(() => document.querySelector<HTMLElement>('main .tour h2, main h1')?.focus({ preventScroll: true }), 50);
});

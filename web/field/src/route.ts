// What the address behind "#" shows. Addresses of links hold a secret: behind "#" it never leaves the phone.
import { computed, nextTick, ref } from 'vue';

const address = ref(location.hash.slice(1) || '/');
window.addEventListener('hashchange', () => {
  address.value = location.hash.slice(1) || '/';
  // Readers begin at the page's title; nobody is left in the middle of a longer page.
  void nextTick(() => {
    document.querySelector('main')?.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus();
  });
});

export interface Route {
  page: string;
  rest: string[]; // decoded
}

export const route = computed<Route>(() => {
  const [page = '', ...rest] = address.value.split('/').slice(1).map(decodeURIComponent);
  return { page, rest };
});

export const addressOf = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

export function go(...parts: string[]): void {
  location.hash = addressOf(...parts);
}

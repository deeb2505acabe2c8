// The worker that keeps the application for places without network, and what it says about a newer build.
import { ref } from 'vue';

export const updateReady = ref(false);
let waiting: ServiceWorker | null = null;

function note(registration: ServiceWorkerRegistration): void {
  waiting = registration.waiting;
  updateReady.value = waiting !== null && navigator.serviceWorker.controller !== null;
}

/** Browsers without workers (WeChat on iPhones, self-signed certificates) work online alone. */
export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' });
    note(registration);
    registration.addEventListener('updatefound', () => {
      const found = registration.installing;
      found?.addEventListener('statechange', () => found.state === 'installed' && note(registration));
    });
  } catch {
    // not allowed here
  }
}

export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}

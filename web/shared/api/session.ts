// Who is signed in, and what that session may do.
import { computed, reactive } from 'vue';
import { ApiError, call, setKeeper } from './client';
import type { Me, Must, Permission, SignedIn } from './types';

interface State {
  me: Me | null;
  csrf: string;
  known: boolean; // whether the server was asked
  ended: boolean; // a session was there and is over
  proving: ((done: boolean) => void) | null; // somebody waits for the password to be typed again
}

export const session = reactive<State>({ me: null, csrf: '', known: false, ended: false, proving: null });

export const musts = computed<Must[]>(() => session.me?.must ?? []);

export function may(permission: Permission | undefined): boolean {
  return permission === undefined || (session.me?.permissions.includes(permission) ?? false);
}

/** Asks who is signed in. Nobody is no fault. Throws ApiError when the server cannot be asked. */
export async function loadSession(): Promise<void> {
  try {
    const me = await call<Me>('session.whoami');
    session.me = me;
    session.csrf = me.csrf_token;
    session.ended = false;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    session.me = null;
    session.csrf = '';
  } finally {
    session.known = true;
  }
}

export interface LoginTry {
  name: string;
  password: string;
  code?: string;
  challenge?: string;
  signature?: string;
  captcha?: { id: string; answer: string };
}

/** Throws ApiError: `login.captcha_required`, `login.second_factor_required`, `login.failed`, `login.locked` … */
export async function login(attempt: LoginTry): Promise<void> {
  take(await call<SignedIn>('session.login', attempt));
  await loadSession();
}

/** Whatever gives the session a fresh cookie gives it a fresh token too. */
export function take(signedIn: SignedIn): void {
  session.csrf = signedIn.csrf_token;
}

export async function logout(): Promise<void> {
  try {
    await call('session.logout');
  } finally {
    session.me = null;
    session.csrf = '';
    session.ended = false;
  }
}

setKeeper({
  csrf: () => session.csrf,
  lost(error) {
    if (error.code === 'session.bound') {
      void loadSession();
      return;
    }
    session.ended = session.me !== null;
    session.me = null;
    session.csrf = '';
  },
  prove: () =>
    new Promise((done) => {
      session.proving = (proved) => {
        session.proving = null;
        done(proved);
      };
    }),
});

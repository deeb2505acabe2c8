// What became of a request, in the three ways that matter to a queue.
import { ApiError } from '@/api/client';

/** later: the network or the platform is not there · login: somebody has to sign in · refused: it has to be changed */
export type Verdict = 'later' | 'login' | 'refused';

const needsLogin = ['session.ended', 'session.bound', 'session.csrf', 'session.cross_site', 'token.missing'];
// Kept by the address or by the hour, or being done by another page at this moment: the same request is right later.
const passes = [0, 408, 429];

export function verdictOf(fault: unknown): Verdict {
  if (!(fault instanceof ApiError)) throw fault;
  if (passes.includes(fault.status) || fault.status >= 500) return 'later';
  return needsLogin.includes(fault.code) ? 'login' : 'refused';
}

/** Every sentence that says what to change. */
export function adviceOf(fault: ApiError): string[] {
  const told = fault.details.map((one) => one.message).filter((text) => text);
  return told.length ? told : [fault.message || fault.code];
}

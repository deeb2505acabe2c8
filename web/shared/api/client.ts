// The one way to the platform's functions: POST /api/v1/AREA.VERB. (docs/ARCHITECTURE.md: functions)
import { language } from '../language';

export interface Fault {
  path: string;
  code: string;
  message: string;
  /** Of `submission.differs`: what the change was made from, what is there now, and what it would leave. */
  base?: unknown;
  theirs?: unknown;
  yours?: unknown;
}

/** A refusal as the platform tells it, or `network.unreachable` when there was no answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Fault[] = [],
    readonly requestId = '',
  ) {
    super(message);
  }

  /** The text for a member of the request, by its path ("changes.gtin"); undefined when the fault is elsewhere. */
  at(path: string): string | undefined {
    return this.details.find((fault) => fault.path === path)?.message;
  }
}

export interface CallOptions {
  /** The call changes something: it is sent with an Idempotency-Key, so that a repeat after a cut answer is done once. */
  writes?: boolean;
  /** The same with a key that the caller keeps, beyond the life of this page. */
  key?: string;
  /** Without an answer after so long it counts as none: networks in the field stall. */
  patience_ms?: number;
}

/** What the client asks of whoever knows the session. */
export interface SessionKeeper {
  csrf(): string;
  /** The session has ended, or has to do something first. */
  lost(error: ApiError): void;
  /** Asks for the password again; whether that went well. */
  prove(): Promise<boolean>;
}

let keeper: SessionKeeper = { csrf: () => '', lost: () => undefined, prove: () => Promise.resolve(false) };
export function setKeeper(next: SessionKeeper): void {
  keeper = next;
}

let patience: number | undefined; // none: as long as the browser waits
/** For networks that stall. A call may ask for more. */
export function setPatience(ms: number): void {
  patience = ms;
}

// Keys of writes whose outcome is not known yet: the same request is sent again with the same key.
const openKeys = new Map<string, string>();

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(name: string, text: string, key: string | undefined, within: number | undefined): Promise<Response> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Accept-Language': language.value };
  if (keeper.csrf()) headers['X-CSRF-Token'] = keeper.csrf();
  if (key) headers['Idempotency-Key'] = key;
  const stop = new AbortController();
  const timer = within ? setTimeout(() => stop.abort(), within) : undefined;
  try {
    return await fetch(`/api/v1/${name}`, { method: 'POST', headers, body: text, credentials: 'same-origin', signal: stop.signal });
  } catch {
    throw new ApiError(0, 'network.unreachable', '');
  } finally {
    clearTimeout(timer);
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const told = (await response.json()) as { code: string; message: string; details?: Fault[]; request_id?: string };
    return new ApiError(response.status, told.code, told.message, told.details ?? [], told.request_id ?? '');
  } catch {
    return new ApiError(response.status, 'network.unreadable', '');
  }
}

async function answerOf(name: string, body: object, options: CallOptions): Promise<Response> {
  const text = JSON.stringify(body);
  const request = `${name}\n${text}`;
  const key = options.key ?? (options.writes ? (openKeys.get(request) ?? randomKey()) : undefined);
  if (key && !options.key) openKeys.set(request, key);
  const response = await send(name, text, key, options.patience_ms ?? patience);
  if (response.status < 500) openKeys.delete(request); // known: done, or refused
  if (response.ok) return response;
  throw await errorOf(response);
}

async function attempt(name: string, body: object, options: CallOptions): Promise<Response> {
  try {
    return await answerOf(name, body, options);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'session.not_recent' && (await keeper.prove())) {
      return await answerOf(name, body, options);
    }
    if (['session.ended', 'session.bound', 'session.csrf', 'token.missing'].includes(error.code)) keeper.lost(error);
    throw error;
  }
}

/** The data of a function's answer. Throws ApiError. */
export async function call<T>(name: string, body: object = {}, options: CallOptions = {}): Promise<T> {
  const response = await attempt(name, body, options);
  const envelope = (await response.json()) as { data: T };
  return envelope.data;
}

/** What a function streams, such as a picture. Throws ApiError. */
export async function content(name: string, body: object = {}): Promise<Blob> {
  return (await attempt(name, body, {})).blob();
}

/** Saves what a function streams as a file. Throws ApiError. */
export async function download(name: string, body: object = {}): Promise<void> {
  const response = await attempt(name, body, {});
  const named = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '');
  saveFile(await response.blob(), named?.[1] ?? name);
}

export function saveFile(content: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

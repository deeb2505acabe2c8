// When something happened, whatever the phone's clock says. Phones in the field run minutes or days wrong; the platform
// tells its time with every answer.
import { keepIn, keptIn } from './database';
import type { ClockReading, FieldRecord } from './record';

const patienceMs = 5_000; // what comes later measures nothing
const dateGrain = 1000; // the Date header tells whole seconds

/** From an answer whose request left at `sent` and which was there at `received`. Null when it tells no time. */
export function readingOf(date: string | null, sent: number, received: number): ClockReading | null {
  const told = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(told)) return null;
  const error = (dateGrain + received - sent) / 2;
  return { offset_ms: Math.round(told + dateGrain / 2 - (sent + received) / 2), error_ms: Math.round(error), measured_at: received };
}

/** A clock that is right within what can be measured is left alone. */
export function correction(clock: ClockReading | null): number {
  return clock && Math.abs(clock.offset_ms) > clock.error_ms + dateGrain ? clock.offset_ms : 0;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** RFC 3339 with whole seconds in a zone of so many minutes. */
export function rfc3339(at: number, zone: number): string {
  const local = new Date(Math.floor(at / 1000) * 1000 + zone * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(zone);
  return `${local}${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What a person said counts as it was said; a tap is corrected by what was known of the clock then, else by `now`. */
export function eventTime(record: FieldRecord, now: ClockReading | null): string {
  if (record.told_at) return `${record.told_at}:00${rfc3339(0, record.zone_minutes).slice(19)}`;
  return rfc3339(record.tapped_at + correction(record.clock ?? now), record.zone_minutes);
}

let known: ClockReading | null = null;
export const clock = (): ClockReading | null => known;

export async function loadClock(): Promise<void> {
  known = (await keptIn<ClockReading>('clock')) ?? null;
}

/** Asks the platform for its time. A network that is not there leaves what was known. */
export async function measureClock(): Promise<void> {
  const sent = Date.now();
  const asked = fetch('/field/manifest.webmanifest', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  const answer = await Promise.race([asked, new Promise<null>((over) => setTimeout(over, patienceMs, null))]);
  const reading = answer?.ok ? readingOf(answer.headers.get('Date'), sent, Date.now()) : null;
  if (!reading) return;
  known = reading;
  await keepIn('clock', reading);
}

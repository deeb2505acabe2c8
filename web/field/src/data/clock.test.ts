import { describe, expect, test, vi } from 'vitest';

vi.mock('@/data/database', () => ({ keepIn: vi.fn(), keptIn: vi.fn() }));
import { correction, eventTime, readingOf, rfc3339 } from './clock';
import type { FieldRecord } from './record';

const at = Date.parse('2026-03-05T00:30:00.400Z');
const record = (change: Partial<FieldRecord>): FieldRecord =>
  ({ tapped_at: at, zone_minutes: 480, clock: null, told_at: '', ...change }) as FieldRecord;

describe('the clock of the phone', () => {
  test('is measured against the answer, whose time is a whole second', () => {
    const reading = readingOf('Thu, 05 Mar 2026 00:40:00 GMT', at, at + 200);
    expect(reading).toEqual({ offset_ms: 600_000, error_ms: 600, measured_at: at + 200 });
  });
  test('is not measured by an answer that tells no time', () => {
    expect(readingOf(null, at, at)).toBeNull();
    expect(readingOf('soon', at, at)).toBeNull();
  });
  test.each([
    [null, 0],
    [{ offset_ms: 1_500, error_ms: 600, measured_at: at }, 0], // within what can be measured
    [{ offset_ms: 1_700, error_ms: 600, measured_at: at }, 1_700],
    [{ offset_ms: -86_400_000, error_ms: 600, measured_at: at }, -86_400_000],
  ])('%o is corrected by %d', (clock, expected) => expect(correction(clock)).toBe(expected));
});

describe('when it happened', () => {
  test.each([
    [480, '2026-03-05T08:30:00+08:00'],
    [0, '2026-03-05T00:30:00+00:00'],
    [-210, '2026-03-04T21:00:00-03:30'],
  ])('is told in the zone of the phone: %d', (zone, expected) => expect(rfc3339(at, zone)).toBe(expected));

  test('is the tap, corrected by what was known then', () => {
    const then = { offset_ms: 60_000, error_ms: 500, measured_at: at };
    const now = { offset_ms: -60_000, error_ms: 500, measured_at: at };
    expect(eventTime(record({ clock: then }), now)).toBe('2026-03-05T08:31:00+08:00');
    expect(eventTime(record({}), now)).toBe('2026-03-05T08:29:00+08:00');
    expect(eventTime(record({}), null)).toBe('2026-03-05T08:30:00+08:00');
  });
  test('is what a person said, as it was said', () => {
    const clock = { offset_ms: 60_000, error_ms: 500, measured_at: at };
    expect(eventTime(record({ told_at: '2026-03-04T17:05', clock }), clock)).toBe('2026-03-04T17:05:00+08:00');
  });
});

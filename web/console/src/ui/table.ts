// What a list does with its rows, apart from how it looks.
import { number } from '@shared/language';

export interface Column<Row> {
  key: string;
  title: string;
  /** What is shown, sorted by, filtered by and exported. */
  text: (row: Row) => string;
  /** What is shown instead, as a number with the word of its unit. */
  shown?: (row: Row) => string;
  /** A number, perhaps with its unit: sorted as one and shown with its digits in groups; exported as it is. */
  numeric?: boolean;
  /** Not shown before somebody chooses it. */
  aside?: boolean;
  /** Words without spaces, as codes: broken wherever the room ends. */
  breaks?: boolean;
  /** Shown as a tag: the group of words and the state. Its text is the word. (columns.ts) */
  tag?: (row: Row) => readonly [group: string, state: string];
  /** Where its text leads; empty: nowhere. */
  link?: (row: Row) => string;
}

/** A function that answers a list, page by page. */
export interface ListSource<Row> {
  name: string;
  /** What narrows it. The list is asked anew when that changes. */
  body?: object;
  /** Told of the rows of each page that came, and of the page they came in. */
  came?: (rows: Row[], isFirst: boolean, page: object) => void;
}

/** What is shown of a row in a column. */
export const shownText = <Row>(column: Column<Row>, row: Row): string => column.shown?.(row) ?? (column.numeric ? number(column.text(row)) : column.text(row));

/** Rows of which some column holds every word of `filter`, whatever the case. */
export function filterRows<Row>(rows: Row[], columns: Column<Row>[], filter: string): Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const texts = columns.flatMap((column) => [column.text(row), shownText(column, row)]).map((text) => text.toLowerCase());
    return words.every((one) => texts.some((text) => text.includes(one)));
  });
}

export interface Sorting {
  key: string;
  down: boolean;
}

/** A sorted copy; rows without a value come last either way. */
export function sortRows<Row>(rows: Row[], columns: Column<Row>[], sorting: Sorting | null, language: string): Row[] {
  const column = sorting && columns.find((one) => one.key === sorting.key);
  if (!column) return rows;
  const collator = new Intl.Collator(language, { numeric: true });
  const compare = (a: string, b: string): number =>
    column.numeric ? Number.parseFloat(a) - Number.parseFloat(b) : collator.compare(a, b);
  return [...rows].sort((left, right) => {
    const a = column.text(left);
    const b = column.text(right);
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
    return sorting.down ? compare(b, a) : compare(a, b);
  });
}

/** The next state of a column's heading: up, down, as the server ordered it. */
export function nextSorting(present: Sorting | null, key: string): Sorting | null {
  if (present?.key !== key) return { key, down: false };
  return present.down ? null : { key, down: true };
}

/** RFC 4180 with a mark for spreadsheets; what would be taken for a formula is text. */
export function csvOf<Row>(rows: Row[], columns: Column<Row>[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map((column) => cell(column.title))];
  for (const row of rows) lines.push(columns.map((column) => cell(column.text(row))));
  return `\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

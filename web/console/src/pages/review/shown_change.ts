// What a change says, as lines that a person compares: before and after.
import type { Change, Field, ProductVersion } from '@/api/types';
import { isText, listed, named, t, word } from '@/i18n';
import { fieldText } from '@/ui/field_text';

export interface Line {
  label: string;
  before: string;
  after: string;
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return listed(value.map(textOf));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Bookkeeping that tells a reviewer nothing. */
const unshown = new Set(['line', 'occurrence', 'source_hash', 'recorder', 'lot_id', 'event_key', 'operation']);

/** A path as a label: the field's name where it is one, else the member's name. */
function labelOf(name: string, fields: Field[]): string {
  const field = fields.find((one) => one.name === name);
  if (field) return named(field.zh, field.en);
  const key = `member.${name}`;
  return isText(key) ? t(key) : name;
}

/** A value as people read it: steps and words of the dictionary by their labels. */
function shownValue(name: string, value: unknown, fields: Field[]): string {
  if (name === 'step') return word('step', textOf(value));
  return fieldText(fields.find((one) => one.name === name), value);
}

/** Every filled member of a tree, in order, by its label. */
export function linesOf(content: unknown, fields: Field[]): Line[] {
  if (!isTree(content)) return [];
  const lines: Line[] = [];
  const seen = new Set<string>();
  const walk = (tree: Tree): void => {
    for (const [name, value] of Object.entries(tree)) {
      if (unshown.has(name)) continue;
      if (Array.isArray(value) && value.some(isTree)) value.filter(isTree).forEach(walk);
      else if (isTree(value)) walk(value);
      else if (textOf(value)) add(labelOf(name, fields), shownValue(name, value, fields));
    }
  };
  const add = (label: string, after: string): void => {
    if (seen.has(`${label}\n${after}`)) return; // an event repeats what its lot says
    seen.add(`${label}\n${after}`);
    lines.push({ label, before: '', after });
  };
  walk(content);
  return lines;
}

/** A product's change beside the version that it was made upon. */
export function productLines(change: Change, versions: ProductVersion[], fields: Field[]): Line[] {
  const base = versions.find((one) => one.version === change.base_version);
  if (!isTree(change.content)) return [];
  return Object.entries(change.content).map(([name, value]) => ({
    label: labelOf(name, fields),
    before: base && name in base ? shownValue(name, base[name as keyof ProductVersion], fields) : '',
    after: shownValue(name, value, fields),
  }));
}

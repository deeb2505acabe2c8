// Holds every answer against the table of what is sent (src/model/answer_table.cpp, printed by `qiongyuan classes`): a
// member without a class, and a protected value that reaches somebody whom the table does not name, is a fault.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

const printed = spawnSync(process.env.QY_PROGRAM, ['classes', '--json'], { encoding: 'utf8', maxBuffer: 1 << 24 });
assert.equal(printed.status, 0, printed.stderr);
export const classes = JSON.parse(printed.stdout);

const fields = new Map(classes.fields.map((row) => [row.field, row]));
const functions = new Map();
for (const row of classes.sent) {
  if (!functions.has(row.function)) functions.set(row.function, { exact: new Map(), below: [], parents: new Set() });
  const rows = functions.get(row.function);
  if (row.member.endsWith('**')) rows.below.push({ prefix: row.member.slice(0, -2), row });
  else rows.exact.set(row.member, row);
  const names = row.member.split('.');
  for (let i = 1; i < names.length; ++i) rows.parents.add(names.slice(0, i).join('.'));
}

/** The row that speaks for a member at this path; undefined when none does. */
export function row_for(name, path) {
  const rows = functions.get(name);
  if (!rows) return undefined;
  const exact = rows.exact.get(path);
  if (exact) return exact;
  const below = rows.below.find(({ prefix }) => path.startsWith(prefix));
  return below && (fields.get(path.slice(path.lastIndexOf('.') + 1)) ?? below.row);
}

const is_empty = (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
const is_protected = (row) => row.class === 'sensitive' || row.class === 'personal';

/** Calls `visit(path, value, parent)` for every member that is no object. */
export function each_member(data, visit, path = '', parent = null) {
  if (Array.isArray(data) && data.some((item) => item && typeof item === 'object')) {
    for (const item of data) each_member(item, visit, path, parent);
  } else if (data && typeof data === 'object' && !Array.isArray(data)) {
    for (const [name, value] of Object.entries(data)) each_member(value, visit, path ? `${path}.${name}` : name, data);
  } else if (path) {
    visit(path, data, parent);
  }
}

// Whom a role is among, as clauses 6.5.1 and 7.1 see it, not as the source does.
const audiences_of_role = {
  regulator: ['chain', 'recorder'],
  brand_manager: ['chain'],
  party_administrator: ['chain', 'recorder', 'platform'], // of its own party's users
  party_reviewer: ['chain', 'recorder'],
  party_clerk: ['chain', 'recorder'],
  printing_house: ['chain'],
  system_administrator: ['platform'],
  security_administrator: ['platform'],
  audit_administrator: ['platform'],
};

/** The audiences of a caller: null is the operator at the machine, [] a visitor, else role names. */
export function audiences_of(roles) {
  if (roles === null) return new Set(['everyone', 'own', 'chain', 'recorder', 'platform']);
  return new Set(['everyone', 'own', ...roles.flatMap((role) => audiences_of_role[role] ?? [])]);
}

/** Fails on what the table does not allow. `roles`: as audiences_of; undefined when they are not known. */
export function check_answer(name, data, roles) {
  const rows = functions.get(name);
  const may = roles === undefined ? null : audiences_of(roles);
  each_member(data, (path, value, parent) => {
    const row = row_for(name, path);
    const told = `${path} of ${name}`;
    if (!row) {
      assert.ok(
        is_empty(value) && rows?.parents.has(path),
        `${told} has no class: it needs a row in src/model/answer_table.cpp`,
      );
      return;
    }
    if (may === null || is_empty(value)) return;
    const masked = typeof value === 'string' && value.includes('*');
    // The owner of a product may open these; a person's even then only masked.
    const may_be_open = row.openable && row.class !== 'personal';
    if (is_protected(row) && !masked && !may_be_open) {
      assert.ok(may.has(row.audience), `${told} is ${row.class} and for ${row.audience}, not for ${roles ?? 'operators'}`);
    }
    if (row.class === 'internal' && !may_be_open && roles?.length === 0) {
      assert.ok(may.has(row.audience), `${told} is internal and for ${row.audience}, not for visitors`);
    }
    // A farmer is a person: visitors know the masked name, or a description without an id.
    if (parent?.kind === 'farmer' && /(^|\.)name$/.test(path) && roles?.length === 0) {
      assert.ok(masked || parent.id === null, `${told}: a visitor is told a farmer's name`);
    }
  });
}

// Names of roles, permissions and fields as people read them, and what a proposal holds in those words.
import { shallowRef } from 'vue';
import { call } from '@/api/client';
import { fieldLabel, fields } from '@/api/meta';
import type { Field, PermissionRow, Role } from '@/api/types';
import { isText, listed, named, t, word } from '@/i18n';

export interface AccessNames {
  role: (name: string) => string;
  permission: (name: string) => string;
  field: (kind: string, name: string) => string; // kind: product | row
}

/** Loads what the words need; until it is there, and where something is not listed, the stored name stands. */
export function useAccessNames() {
  const known = shallowRef<Field[]>([]);
  const roles = shallowRef<Role[]>([]);
  const permissions = shallowRef<PermissionRow[]>([]);
  void fields().then((list) => (known.value = list), () => undefined);
  void call<{ items: Role[] }>('role.list').then(({ items }) => (roles.value = items), () => undefined);
  void call<{ items: PermissionRow[] }>('permission.list').then(({ items }) => (permissions.value = items), () => undefined);
  const names: AccessNames = {
    role: (name) => {
      const role = roles.value.find((one) => one.role === name);
      return role ? named(role.zh, role.en) : word('role', name);
    },
    permission: (name) => {
      const row = permissions.value.find((one) => one.permission === name);
      return row ? named(row.zh, row.en) : name;
    },
    field: (kind, name) => {
      const key = `product.${name}`;
      if (kind === 'product') return isText(key) ? t(key) : word('member', name);
      const field = known.value.find((one) => one.name === name);
      return field ? fieldLabel(field) : name;
    },
  };
  return { names, known, roles };
}

const labels: Record<string, string> = { // of a member: the text that the form has beside it
  zh: 'matrix.zh', en: 'matrix.en', scope: 'matrix.scope', region: 'matrix.region', permissions: 'matrix.permission',
  roles: 'rule.roles', allow: 'network.allow', deny: 'network.deny',
};
const labelOf = (key: string): string => {
  const label = labels[key] ?? '';
  return isText(label) ? t(label) : key;
};
const told = (key: string, value: unknown, names: AccessNames): string => {
  if (Array.isArray(value)) return listed(value.map((one) => told(key, one, names))) || '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (key === 'roles') return names.role(text);
  if (key === 'permissions') return names.permission(text);
  return key === 'scope' ? word('scope', text) : text;
};

/** What would hold once it is approved, a line each; the version that was looked at is for programs. */
export function toldContent(content: unknown, names: AccessNames): string[] {
  if (typeof content !== 'object' || content === null) return [];
  const order = Object.keys(labels);
  const place = (key: string): number => (order.indexOf(key) + order.length) % order.length;
  return Object.entries(content)
    .filter(([key, value]) => key !== 'base_version' && key !== 'version' && value !== '' && value !== null)
    .sort(([one], [other]) => place(one) - place(other))
    .map(([key, value]) => `${labelOf(key)}：${told(key, value, names)}`);
}

/** "product.gtin" and "row.lot_number" in words. */
export function toldRule(subject: string, names: AccessNames): string {
  const at = subject.indexOf('.');
  const kind = subject.slice(0, at);
  const label = `rule.kind_${kind}`;
  return `${isText(label) ? t(label) : kind} · ${names.field(kind, subject.slice(at + 1))}`;
}

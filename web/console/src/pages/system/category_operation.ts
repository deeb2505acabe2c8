// What may become of a category, as the functions take it. (docs: category.move, merge, split, retire)
import type { CategoryView } from '@/api/types';
import { filled } from '@/ui/form';

export const operations = ['save', 'move', 'merge', 'split', 'retire'] as const;
export type Operation = (typeof operations)[number];

/** A part of a split; with a name it is made, without it is a category that is there. */
export interface Part {
  code: string;
  name: string;
  name_en: string;
  /** Products whose name holds this go there. */
  name_holds: string;
}

export interface OperationForm {
  name: string;
  name_en: string;
  parent: string;
  code: string;
  into: string;
  parts: Part[];
  rest: string;
  children_to: string;
  reason: string;
}

export const blankPart = (): Part => ({ code: '', name: '', name_en: '', name_holds: '' });

export const formOf = (category: CategoryView): OperationForm => ({
  name: category.name, name_en: category.name_en, parent: category.parent, code: '', into: '', parts: [blankPart(), blankPart()],
  rest: '', children_to: '', reason: '',
});

export function bodyOf(operation: Operation, category: CategoryView, form: OperationForm): object {
  const subject = { category: category.code, base_version: category.version };
  const why = filled({ reason: form.reason.trim() });
  const rest = filled({ rest: form.rest, children_to: form.children_to });
  if (operation === 'save') return { ...subject, name: form.name, name_en: form.name_en, ...why };
  if (operation === 'move') return { ...subject, parent: form.parent, ...filled({ code: form.code.trim() }), ...why };
  if (operation === 'merge') return { categories: [subject], into: form.into, ...why };
  if (operation === 'retire') return { ...subject, ...rest, ...why };
  const parts = form.parts.filter((one) => one.code.trim());
  const assign = parts.filter((one) => one.name_holds.trim()).map((one) => ({ to: one.code.trim(), name_holds: one.name_holds.trim() }));
  return {
    ...subject,
    parts: parts.map(({ code, name, name_en }) => filled({ code: code.trim(), name: name.trim(), name_en: name_en.trim() })),
    ...(assign.length ? { assign } : {}),
    ...rest,
    ...why,
  };
}

// What is filled in for one step, what is wrong with it, and what is remembered for next time.
import { reactive } from 'vue';
import { keepIn, keptIn } from '@/data/database';
import type { StepField, StepForm } from '@/data/steps';
import { t } from '@/i18n';

const keptAs = (step: string, field: StepField): string => `last.${step}.${field.name}`;
const fieldsOf = (form: StepForm): StepField[] => [...form.first, ...form.more];

/** The values at first: those of the record that is changed, else what was filled in last time. */
export async function firstValues(step: string, form: StepForm, given: Record<string, string>): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    const last = field.remembered ? await keptIn<string>(keptAs(step, field)).catch(() => undefined) : undefined;
    values[field.name] = given[field.name] ?? last ?? (field.first ? t(field.first) : '');
  }
  return reactive(values);
}

/** The field that has to be filled in first; undefined when none is missing. */
export function missing(form: StepForm, values: Record<string, string>): StepField | undefined {
  return fieldsOf(form).find((field) => field.required && !values[field.name]?.trim());
}

export async function remember(step: string, form: StepForm, values: Record<string, string>): Promise<void> {
  for (const field of fieldsOf(form)) if (field.remembered) await keepIn(keptAs(step, field), values[field.name]?.trim() ?? '');
}

// What the dialogs that print ask for: templates, symbols, formats, and the dots of a label printer.
import { computed, type ComputedRef } from 'vue';
import { call } from '@/api/client';
import type { Choice } from '@/api/choice';
import type { LabelTemplate } from '@/api/desk_types';
import { once } from '@/api/meta';
import { nameOf, t } from '@/i18n';

type Format = 'csv' | 'pdf' | 'zpl';

export const templates = (): Promise<LabelTemplate[]> =>
  once('label_templates', async () => (await call<{ items: LabelTemplate[] }>('label.list_templates')).items);
export const templateChoices = (list: LabelTemplate[]): Choice[] => list.map((one) => ({ value: one.name, label: nameOf(one, 'title') }));

export const symbolChoices = (): ComputedRef<Choice[]> =>
  computed(() => (['qr', 'data_matrix', 'han_xin'] as const).map((value) => ({ value, label: t(`label.symbol_${value}`) })));
export const formatChoices = (formats: readonly Format[]): ComputedRef<Choice[]> =>
  computed(() => formats.map((value) => ({ value, label: t(`label.format_${value}`) })));
export const dotChoices: Choice[] = ['203', '300', '600'].map((value) => ({ value, label: `${value} dpi` }));
/** What a label printer is told besides. */
export const printerOf = (format: string, dots: string): object => (format === 'zpl' ? { dots_per_inch: Number(dots) } : {});

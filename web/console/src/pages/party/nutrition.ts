// The nutrition table of a label: what the form holds, and the text that the server keeps (src/model/nutrition.h).

export interface NutrientRow {
  name: string;
  zh: string;
  en: string;
  unit: 'kJ' | 'g' | 'mg';
  kilojoules: number; // that one unit gives; what is part of something else gives none of its own
  required: boolean;
}
export const nutrients: NutrientRow[] = [
  { name: 'energy', zh: '能量', en: 'Energy', unit: 'kJ', kilojoules: 0, required: true },
  { name: 'protein', zh: '蛋白质', en: 'Protein', unit: 'g', kilojoules: 17, required: true },
  { name: 'fat', zh: '脂肪', en: 'Fat', unit: 'g', kilojoules: 37, required: true },
  { name: 'saturated_fat', zh: '饱和脂肪', en: 'Saturated fat', unit: 'g', kilojoules: 0, required: false },
  { name: 'carbohydrate', zh: '碳水化合物', en: 'Carbohydrate', unit: 'g', kilojoules: 17, required: true },
  { name: 'sugars', zh: '糖', en: 'Sugars', unit: 'g', kilojoules: 0, required: false },
  { name: 'sodium', zh: '钠', en: 'Sodium', unit: 'mg', kilojoules: 0, required: true },
];

export type Base = '100g' | '100mL' | 'serving_g' | 'serving_mL';
export interface NutritionForm {
  base: Base;
  size: string; // of a serving
  amounts: Record<string, string>;
}

export const emptyTable = (): NutritionForm => ({ base: '100g', size: '', amounts: Object.fromEntries(nutrients.map(({ name }) => [name, ''])) });

/** What the server keeps, as a form; an empty form for anything else. */
export function tableOf(text: string): NutritionForm {
  const table = emptyTable();
  const [, whole, size = '', unit = '', rest = ''] = /^每(100(?:g|mL)|份（([^）]*?)(g|mL)）)：(.*)$/.exec(text) ?? [];
  if (!whole) return table;
  table.base = whole.startsWith('份') ? (`serving_${unit}` as Base) : (whole as Base);
  table.size = size;
  for (const piece of rest.split('；')) {
    const [, name, amount = ''] = /^(\S+) (.*?)(?:kJ|mg|g)$/.exec(piece) ?? [];
    const row = nutrients.find(({ zh }) => zh === name);
    if (row) table.amounts[row.name] = amount;
  }
  return table;
}

/** The text of a form; empty where no amount is filled in. */
export function textOf({ base, size, amounts }: NutritionForm): string {
  const filled = nutrients.filter(({ name }) => amounts[name]?.trim());
  if (filled.length === 0) return '';
  const serving = base.startsWith('serving_');
  const per = serving ? `每份（${size.trim()}${base.slice('serving_'.length)}）` : `每${base}`;
  return `${per}：${filled.map(({ name, zh, unit }) => `${zh} ${amounts[name]?.trim() ?? ''}${unit}`).join('；')}`;
}

/** As people read it on an English page. */
export function englishOf(text: string): string {
  const { base, size, amounts } = tableOf(text);
  const unit = base.endsWith('mL') ? 'mL' : 'g';
  const per = base.startsWith('serving_') ? `per serving (${size} ${unit})` : `per 100 ${unit}`;
  const lines = nutrients.filter(({ name }) => amounts[name]).map((row) => `${row.en} ${amounts[row.name] ?? ''} ${row.unit}`);
  return lines.length ? `${per}: ${lines.join('; ')}` : text;
}

/** What protein, fat and carbohydrate give, where it is a fifth and 20 kJ away from the energy told; else null. */
export function doubtfulEnergy({ amounts }: NutritionForm): number | null {
  const of = (name: string): number => Number(amounts[name] || NaN);
  const told = of('energy');
  const given = nutrients.filter((row) => row.kilojoules > 0).reduce((sum, row) => sum + row.kilojoules * of(row.name), 0);
  const apart = Math.abs(told - given);
  return apart > 20 && apart * 5 > Math.max(told, given) ? Math.round(given) : null; // NaN is never more
}

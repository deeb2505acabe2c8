// THE table of what is asked for at each step. What is asked for first is enough; the rest is behind "more".
import type { TextKey } from '@/texts';
import type { FieldStep, ShipmentStep } from './record';

export interface StepField {
  name: string; // of the field table
  text: TextKey;
  required?: boolean;
  remembered?: boolean; // what was filled in last time is there again: places and test items repeat
  inputmode?: 'decimal' | 'text';
  first?: TextKey; // filled in at first, until something is remembered
  choices?: { value: string; text: TextKey }[];
}

export interface StepForm {
  first: StepField[];
  more: StepField[];
}

const note: StepField = { name: 'note', text: 'field.note' };

export const fieldSteps: Record<FieldStep, StepForm> = {
  receive: {
    first: [{ name: 'to_place', text: 'field.to_place', remembered: true }],
    more: [{ name: 'temperature', text: 'field.temperature', inputmode: 'decimal' }, note],
  },
  ship: {
    first: [{ name: 'from_place', text: 'field.from_place', remembered: true }],
    more: [
      { name: 'to_place', text: 'field.destination' },
      { name: 'consignee_name', text: 'field.consignee_name' },
      { name: 'shipped_quantity', text: 'field.shipped_quantity' },
      { name: 'vehicle', text: 'field.vehicle', remembered: true },
      note,
    ],
  },
  inspect: {
    first: [
      {
        name: 'test_result', text: 'field.test_result', required: true,
        choices: [{ value: '合格', text: 'result.pass' }, { value: '不合格', text: 'result.fail' }],
      },
      { name: 'test_item', text: 'field.test_item', required: true, remembered: true, first: 'field.inspection_item' },
    ],
    more: [{ name: 'test_value', text: 'field.test_value' }, note],
  },
  sell: {
    first: [{ name: 'sale_place', text: 'field.sale_place', remembered: true }],
    more: [
      { name: 'sale_quantity', text: 'field.sale_quantity' },
      { name: 'sale_price', text: 'field.sale_price', inputmode: 'decimal' },
      note,
    ],
  },
};

const place: StepField = { name: 'place', text: 'field.place' };
const temperature: StepField = { name: 'temperature', text: 'field.temperature', inputmode: 'decimal' };

export const shipmentSteps: Record<ShipmentStep, StepForm> = {
  depart: { first: [place], more: [temperature, note] },
  temperature: { first: [{ ...temperature, required: true }], more: [place, note] },
  note: { first: [{ ...note, required: true }], more: [place] },
  arrive: { first: [place], more: [temperature, note] },
  receive: { first: [place], more: [temperature, note] },
};

// What is in cartons, as rows of event.capture.
import type { Carton } from '@/api/desk_types';
import { rowOf } from '@/pages/party/capture';

/** "2026-03-05T08:00" of the device. */
function minuteOf(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export const packingRows = (cartons: Carton[], at: Date): Record<string, string>[] =>
  cartons.map((one) =>
    rowOf(
      {
        product_name: one.product,
        specification: one.specification,
        producer_name: one.party,
        lot_number: one.lot_number,
        step: 'packing',
        container: `(00)${one.sscc}`,
        shipped_quantity: one.quantity,
        occurred_at: minuteOf(at),
      },
      ['occurred_at'],
    ),
  );

// What is in cartons, as rows of event.capture.
import type { Carton } from '@/api/desk_types';
import { clockOf, dayOf } from '@/i18n';
import { rowOf } from '@/pages/party/capture';

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
        occurred_at: `${dayOf(at)}T${clockOf(at)}`,
      },
      ['occurred_at'],
    ),
  );

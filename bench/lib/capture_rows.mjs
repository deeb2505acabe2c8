// Flat rows as a firm sends them: ten for each lot, one event each, no two alike.
const ROWS_PER_LOT = 10;
const TESTS = [
  ['农药残留', '未检出'],
  ['可溶性固形物', '12.6 %'],
  ['铅', '0.02 mg/kg'],
];

function rows_of_lot(firm, number) {
  const day = String((number % 28) + 1).padStart(2, '0');
  const lot = { product_name: '琼海鲜橙', lot_number: `QH${number}`, producer_name: firm };
  const rows = [
    {
      ...lot,
      produced_on: `2026-03-${day}`,
      production_address: '海南省琼海市大路镇果园村',
      process: '人工采摘，当日预冷',
      quantity: '6000公斤',
      variety: '绿橙',
    },
  ];
  for (const [item, value] of TESTS) {
    const test = { laboratory_name: '海南海屿检测技术有限公司', test_item: item, test_result: '合格', test_value: value };
    rows.push({ ...lot, ...test, tested_on: `2026-04-${day}`, report_number: `HY-${number}`, inspection_status: '最终结果' });
  }
  for (let trip = 0; trip < 3; ++trip) {
    const times = { shipped_at: `2026-04-${day}T0${trip}:30:00+08:00`, received_at: `2026-04-${day}T1${trip}:10:00+08:00` };
    rows.push({ ...lot, carrier_name: '海南椰岚冷链物流有限公司', vehicle: `琼A${10000 + (number % 80000)}`, route: '琼海至海口', ...times });
  }
  while (rows.length < ROWS_PER_LOT) {
    const sold_at = `2026-05-${day}T${10 + rows.length}:00:00+08:00`;
    rows.push({ ...lot, seller_name: '海口琼货集商贸有限公司', sale_place: '海南省海口市龙华区', sale_price: '89.00元', sold_at });
  }
  return rows;
}

/** The columns of all rows, in the order of a table. */
export const columns = [...new Set(rows_of_lot('', 0).flatMap(Object.keys))];

/** `count` rows, each one event, of lots from number `first` on. REQUIRES: whole lots. */
export function flat_rows(firm, first, count) {
  const lots = Array.from({ length: count / ROWS_PER_LOT }, (_, i) => rows_of_lot(firm, first + i));
  return lots.flat();
}

export const lots_in = (rows) => rows / ROWS_PER_LOT;

/** The same rows as CSV without a header. */
export function csv(rows) {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => columns.map((name) => cell(row[name] ?? '')).join(',')).join('\n') + '\n';
}

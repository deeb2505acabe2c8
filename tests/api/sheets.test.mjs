// Spreadsheets as firms keep them, through the command and the API: each comes in or explains itself, nothing is lost.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, done, has_chinese, json, root, run, serve, temporary } from './platform.mjs';

const sheets = path.join(root, 'tests/data/sheets');
const sheet = (name) => path.join(sheets, name);
const file_of = (name) => ({ file_name: name, content_base64: fs.readFileSync(sheet(name)).toString('base64') });

// accepted, rejected; rows that are no data and why; or the code of the whole file.
const expected = {
  '01-gbk-ledger.csv': { accepted: 3, rejected: 0 },
  '02-merged-titles.xlsx': { accepted: 4, rejected: 0 },
  '03-two-header-rows.xlsx': { accepted: 3, rejected: 0 },
  '04-totals-and-pages.xlsx': { accepted: 6, rejected: 0 },
  '05-dates-in-four-forms.xlsx': { accepted: 7, rejected: 0 },
  '06-jin-and-kg.xlsx': { accepted: 6, rejected: 1 },
  '07-formulas.xlsx': { accepted: 2, rejected: 2 },
  '08-hidden-and-several-sheets.xlsx': { accepted: 5, rejected: 0 },
  '09-old-ledger.xls': { accepted: 5, rejected: 0 },
  '10-password.xlsx': { code: 'file.password' },
  '11-broken.xlsx': { code: 'file.damaged' },
};

describe('the command', () => {
  const data = path.join(temporary(), 'data');

  for (const [name, { accepted, rejected, code }] of Object.entries(expected)) {
    test(name, async () => {
      const report = path.join(temporary(), 'report.csv');
      const ended = await run(['import', sheet(name), '--data', data, '--report', report]);
      if (code) {
        assert.equal(ended.code, 1, ended.out);
        assert.ok(ended.err.includes(code) && has_chinese(ended.err), ended.err);
        assert.match((await run(['import', sheet(name), '--data', data, '--lang', 'en'])).err, /save|get it again/);
        return;
      }
      assert.equal(ended.code, rejected ? 3 : 0, ended.err + ended.out);
      assert.equal(ended.lines[0], `${sheet(name)}: accepted ${accepted}, exists 0, rejected ${rejected}`);
      const rows = csv(fs.readFileSync(report, 'utf8'));
      assert.equal(new Set(rows.map((row) => row.line)).size, accepted + rejected, 'a record of every row');
      for (const row of rows.filter((one) => one.status === 'rejected')) assert.ok(has_chinese(row.advice), row.advice);
      const again = await run(['import', sheet(name), '--data', data]);
      assert.equal(again.lines[0], `${sheet(name)}: accepted 0, exists ${accepted}, rejected ${rejected}`);
    });
  }

  test('what was left out is told: columns, totals, titles', async () => {
    const ended = await run(['import', sheet('04-totals-and-pages.xlsx'), '--data', data]);
    assert.ok(ended.lines.some((line) => /^ {2}5: 合计行/.test(line)), ended.out);
    assert.ok(ended.lines.some((line) => /^ {2}7: 重复的表头/.test(line)), ended.out);
  });

  test('a story reads as the sheet says', async () => {
    const story = await json(['trace', 'YL260303', '--data', data]);
    assert.equal(story.lot.quantity, '800 jin');
    assert.equal(story.product.name, '金煌芒');
    const tested = await json(['trace', 'HY260211', '--data', data]);
    assert.equal(tested.inspections.length, 1);
  });

  test('a preview writes nothing; a mapping and a sheet are taken', async () => {
    const name = sheet('08-hidden-and-several-sheets.xlsx');
    const args = ['import', name, '--data', data, '--preview', '--sheet', '去年', '--map', '内部编号=记录编号', '--map', '产地=-'];
    const seen = await json(args);
    assert.equal(seen.good, 5);
    assert.equal(seen.exists, 0);
    assert.equal(seen.reading.sheet, '去年');
    assert.deepEqual(
      seen.reading.columns.filter((column) => column.mapped).map((column) => [column.column, column.field]),
      [
        ['F', null],
        ['G', 'event_key'],
      ],
    );
    assert.equal(seen.first_rows[0].cells.event_key, 'X0');
    assert.equal((await run(['trace', 'HY202501', '--data', data])).code, 1, 'nothing was written');
    const wrong = await run([...args, '--map', '颜色=note']);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /mapping\.unknown_title/);
    assert.match((await run([...args, '--map', 'nonsense'])).err, /mapping\.malformed/);
    await done(args.filter((arg) => arg !== '--preview'));
    await done(['trace', 'HY202501', '--data', data]);
  });
});

describe('the API', () => {
  let server;
  const clerk = { as: 'demo.orange.clerk' };
  before(async () => (server = await serve()));
  after(() => server?.end());

  test('a preview shows the first rows, the guessed columns and every fault at once', async () => {
    const seen = await server.data_of('import.preview', file_of('07-formulas.xlsx'), clerk);
    assert.deepEqual([seen.good, seen.faulty, seen.exists], [2, 2, 0]);
    assert.equal(seen.reading.header_line, 1);
    assert.equal(seen.reading.columns.find((column) => column.title === '批号').field, 'lot_number');
    assert.deepEqual(
      seen.faults.map((row) => [row.line, row.faults[0].code]),
      [
        [4, 'quantity.formula_error'],
        [5, 'quantity.formula_empty'],
      ],
    );
    assert.ok(seen.faults.every((row) => has_chinese(row.faults[0].advice)));
    const list = await server.data_of('submission.list', {}, clerk);
    assert.equal(list.items.length, 0, 'nothing was submitted');
  });

  test('a mapping object and a sheet; faults of them are told', async () => {
    const file = file_of('08-hidden-and-several-sheets.xlsx');
    const mapping = { 内部编号: 'event_key', 产地: '-' };
    const seen = await server.data_of('import.preview', { ...file, sheet: '去年', mapping }, clerk);
    assert.equal(seen.first_rows[0].cells.event_key, 'X0');
    await server.refused(400, 'sheet.not_found', 'import.preview', { ...file, sheet: '今年' }, clerk);
    await server.refused(400, 'mapping.unknown_field', 'import.preview', { ...file, mapping: { 产地: 'colour' } }, clerk);
    await server.refused(400, 'mapping.unknown_title', 'import.start', { ...file, mapping: { 颜色: 'note' } }, clerk);
    await server.refused(400, 'request.invalid', 'import.start', { ...file, mapping: { 产地: 5 } }, clerk);
    await server.refused(400, 'file.password', 'import.start', file_of('10-password.xlsx'), clerk);
    await server.refused(400, 'file.damaged', 'import.start', file_of('11-broken.xlsx'), clerk);
  });
});

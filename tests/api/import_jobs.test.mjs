// Imports in the background: parts, progress, pause, results in the format that was sent, and two people's rights.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ended_import, import_result, import_rows, import_status, start_import } from './import_parts.mjs';
import { csv, root, run, serve, temporary, until } from './platform.mjs';
import { workbook, zip } from './workbook.mjs';

const farm = '澄迈云坡果业专业合作社';
const titles = ['产品名称', '规格', '生产企业名称', '批次', '生产日期', '产地'];
const cells = (lot, day = '2026-01-10') => ['琼北金橙', '5kg/箱 70-80mm', farm, lot, day, '海南省澄迈县云坡镇'];
const lines = (rows) => rows.map((row) => row.join(',') + '\n').join('');
const sheet = (prefix, rows) => lines([titles, ...Array.from({ length: rows }, (_, i) => cells(`${prefix}-${i}`))]);
const members = ['product_name', 'specification', 'producer_name', 'lot_number', 'produced_on', 'production_address'];
const member_row = (row) => Object.fromEntries(members.map((name, i) => [name, row[i]]));

describe('beside a server', () => {
  let server;
  const clerk = { as: 'demo.orange.clerk' };
  before(async () => (server = await serve()));
  after(() => server?.end());

  const import_of = async (content, file_name, more = {}) => {
    const job = await start_import(server, Buffer.from(content), clerk, { file_name, ...more });
    return ended_import(server, job, clerk);
  };

  test('a file in three parts; the last may be sent again; each row has its outcome', async () => {
    const bytes = Buffer.from(sheet('PARTS', 30) + lines([cells('PARTS-X', '早上')]));
    const job = await start_import(server, bytes, clerk, {}, Math.ceil(bytes.length / 3));
    const done = await ended_import(server, job, clerk);
    assert.deepEqual([done.state, done.accepted, done.rejected, done.file_kept], ['done', 30, 1, true]);
    const rows = await import_rows(server, job, clerk);
    assert.deepEqual([rows.length, rows[30].status, rows[30].faults[0].field], [31, 'rejected', 'produced_on']);
    const listed = await server.data_of('import.list', { limit: 1 }, clerk);
    assert.equal(listed.items[0].import_id, job.import_id);
    const again = { upload: job.import_id, file_name: 'rows.csv' };
    assert.equal((await server.data_of('import.start', again, clerk)).import_id, job.import_id, 'begun once');
    await server.refused(404, 'upload.not_found', 'import.start', again, { as: 'demo.coffee.clerk' });
  });

  test('pause, resume and cancel; what is done stays', async () => {
    const job = await start_import(server, Buffer.from(sheet('PAUSE', 8_000)), clerk);
    const which = { import: job.import_id };
    assert.equal((await server.data_of('import.pause', which, clerk)).state, 'paused');
    const still = (await import_status(server, job, clerk)).rows_read;
    assert.ok(still < 8_000);
    await server.refused(409, 'import.state', 'import.pause', which, clerk);
    assert.equal((await server.data_of('import.resume', which, clerk)).state, 'running');
    await until('it goes on', async () => (await import_status(server, job, clerk)).rows_read > still);
    assert.equal((await server.data_of('import.cancel', which, clerk)).state, 'cancelled');
    const done = await import_status(server, job, clerk);
    assert.equal((await import_rows(server, job, clerk)).length, done.accepted);
    await server.refused(409, 'import.state', 'import.resume', which, clerk);
  });

  test('a mapping is kept for the party, and goes for its next file, whichever way it is sent', async () => {
    const text = (lot) => `货名,批,厂家,生产日期,产地\n琼北金橙,${lot},${farm},2026-01-10,澄迈\n`;
    const mapping = { 货名: 'product_name', 批: '批次', 厂家: 'producer_name' };
    assert.equal((await import_of(text('MAP-1'), 'a.csv', { mapping })).accepted, 1);
    assert.equal((await import_of(text('MAP-2'), 'a.csv')).accepted, 1);
    const file = { file_name: 'a.csv', content_base64: Buffer.from(text('MAP-3')).toString('base64') };
    assert.equal((await server.data_of('import.preview', file, clerk)).good, 1);
    assert.equal((await server.data_of('import.start', file, clerk)).accepted, 1);
    await server.refused(400, 'mapping.unknown_title', 'import.preview', { ...file, mapping: { 色: 'note' } }, clerk);
  });

  const rows = (prefix) => [cells(`${prefix}-1`), cells(`${prefix}-2`, '早上'), cells(`${prefix}-3`)];

  test('CSV comes back in its encoding, its line ends and quotes as they were', async () => {
    const gbk = Buffer.concat([
      Buffer.from([0xc5, 0xfa, 0xb4, 0xce]), // 批次
      Buffer.from(';product_name;producer_name;produced_on;note\r\nGBK-1;Orange;Farm;2026-01-10;"a;""b"\r\n'),
      Buffer.from('GBK-2;Orange;Farm;never\r\n'),
    ]);
    const done = await import_of(gbk, 'a.csv');
    const bytes = await import_result(server, done, clerk);
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    const told = text.split('\r\n');
    assert.equal(told[0], '批次;product_name;producer_name;produced_on;note;导入结果;导入说明;导入提醒');
    assert.match(told[1], /^GBK-1;Orange;Farm;2026-01-10;"a;""b";(已接收;;|未通过;.)/);
    assert.match(told[2], /^GBK-2;Orange;Farm;never;;未通过;./);
    const english = await import_result(server, done, { ...clerk, language: 'en' });
    assert.match(english.toString('latin1'), /;import status;import reason;import warning\r\n/);
  });

  test('a workbook comes back as one, and may be sent again', async () => {
    const done = await import_of(workbook([['本季批次'], titles, ...rows('XLSX')]), 'a.xlsx');
    assert.deepEqual([done.accepted, done.rejected], [2, 1]);
    const bytes = await import_result(server, done, clerk);
    assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    const file = { file_name: 'b.xlsx', content_base64: bytes.toString('base64') };
    const seen = await server.data_of('import.preview', file, clerk);
    assert.deepEqual(
      seen.reading.columns.map((column) => column.title),
      [...titles, '导入结果', '导入说明', '导入提醒'],
    );
    assert.deepEqual([seen.exists, seen.faulty, seen.reading.header_line], [2, 1, 2]);
  });

  test('JSON and XML come back with members of their own, and may be sent again', async () => {
    const json_done = await import_of(JSON.stringify(rows('JSON').map(member_row), null, 2), 'a.json');
    const back = JSON.parse((await import_result(server, json_done, clerk)).toString());
    assert.deepEqual(
      back.map((one) => one.import_status),
      ['已接收', '未通过', '已接收'],
    );
    assert.deepEqual(Object.keys(back[1]).slice(0, 6), members);
    assert.equal((await import_of(JSON.stringify(back), 'b.json')).exists, 2);

    const element = (one) => Object.entries(one).map(([name, value]) => `<${name}>${value}</${name}>`);
    const xml = `<?xml version="1.0"?>\n<rows>${rows('XML').map((one) => `<row>${element(member_row(one)).join('')}</row>`).join('\n')}</rows>\n`;
    const xml_done = await import_of(xml, 'a.xml');
    assert.deepEqual([xml_done.accepted, xml_done.rejected], [2, 1]);
    const text = (await import_result(server, xml_done, clerk)).toString();
    assert.equal(text.replace(/<import_(status|reason|warning)>[^<]*<[/]import_\1>/g, ''), xml, 'nothing else has changed');
    assert.equal((text.match(/<import_status>已接收/g) ?? []).length, 2);
    assert.equal((await import_of(text, 'b.xml')).exists, 2);
  });

  describe('a ZIP with attachments', () => {
    const picture = (name) => fs.readFileSync(path.join(root, 'fuzz/corpus/picture', name));
    const table = (rows) => lines([[...titles, '附件'], ...rows]);
    const files_of = async (job) =>
      (await server.data_of('import.files', { import: job.import_id }, clerk)).items.map((one) => [one.name, one.status]);
    const media_of = async (subject, id, as) => (await server.data_of('media.list', { subject, id }, as)).items;

    test('photos wait with their rows, and go on to the lots when those are approved', async () => {
      const reviewer = { as: 'demo.orange.reviewer' };
      const bytes = zip([
        ['收成/台账.csv', table([[...cells('ZIP-1'), ''], [...cells('ZIP-2'), '证.pdf'], [...cells('ZIP-3', '早上'), '']])],
        ['收成/ZIP-1 果园.jpg', picture('corners.jpg')],
        ['收成/证.pdf', picture('empty.pdf')],
        ['收成/ZIP-3.jpg', picture('corners.jpg')],
        ['收成/说明.txt', '不是图片'],
        ['__MACOSX/收成/._台账.csv', 'x'],
      ]);
      const sent = { file_name: '收成.zip', content_base64: bytes.toString('base64') };
      const seen = await server.data_of('import.preview', sent, clerk);
      assert.deepEqual([seen.good, seen.faulty], [2, 1]);
      assert.deepEqual(
        seen.files.map((one) => [one.lines, one.faults.map((fault) => fault.code)]),
        [[[2], []], [[3], []], [[4], []], [[], ['attachment.no_row']]],
      );
      const done = await ended_import(server, await server.data_of('import.start', sent, clerk), clerk);
      assert.deepEqual([done.state, done.accepted, done.rejected], ['done', 2, 1]);
      assert.deepEqual(done.files, { all: 4, done: 4, attached: 2 });
      assert.deepEqual(await files_of(done), [
        ['收成/ZIP-1 果园.jpg', 'attached'],
        ['收成/证.pdf', 'attached'],
        ['收成/ZIP-3.jpg', 'unmatched'],
        ['收成/说明.txt', 'unmatched'],
      ]);
      const { items } = await server.data_of('import.files', { import: done.import_id, limit: 1 }, clerk);
      assert.equal(items[0].subject, 'submission');
      const submission = items[0].subject_id;
      assert.equal((await media_of('submission', submission, reviewer)).length, 1, 'the reviewer sees it');
      await server.data_of('submission.approve', { submission }, reviewer);
      const lot = (await server.data_of('trace.query', { lot_number: 'ZIP-1' }, clerk)).lot.id;
      const photos = await media_of('lot', lot, clerk);
      assert.deepEqual([photos.length, photos[0].caption, photos[0].submission], [1, 'ZIP-1 果园.jpg', submission]);
      assert.equal((await media_of('submission', submission, reviewer)).length, 1, 'and still does');
      const again = await ended_import(server, await server.data_of('import.start', sent, clerk), clerk);
      assert.deepEqual([again.exists, again.files.attached], [2, 2]);
      assert.equal((await media_of('lot', lot, clerk)).length, 1, 'none twice');
      await server.refused(404, 'import.not_found', 'import.files', { import: done.import_id }, { as: 'demo.coffee.clerk' });
    });

    test('the command tells what went where; a hostile ZIP explains itself', async () => {
      const file = path.join(temporary(), 'a.zip');
      fs.writeFileSync(file, zip([['t.csv', table([cells('CZIP-1')])], ['CZIP-1.jpg', picture('corners.jpg')], ['../x.jpg', 'x']]));
      const ended = await run(['import', file, '--data', server.data]);
      assert.equal(ended.lines[0], `${file}: accepted 1, exists 0, rejected 0`, ended.err);
      assert.ok(ended.lines.includes('  附件：已归入 1/2'), ended.out);
      assert.ok(ended.lines.some((line) => line.startsWith('  ../x.jpg: 文件名不能使用')), ended.out);
      for (const [parts, code] of [
        [[['a.jpg', 'x']], 'bundle.no_table'],
        [[['a.csv', 'x'], ['b.json', '[]']], 'bundle.several_tables'],
        [[['a.csv', table([cells('X')])], ...Array.from({ length: 2_001 }, (_, i) => [`${i}.jpg`, ''])], 'bundle.too_many_files'],
        [[['manifest.json', '{}'], ['party.jsonl', '']], 'archive.not_ours'],
      ]) {
        const sent = { file_name: 'a.zip', content_base64: zip(parts).toString('base64') };
        await server.refused(code === 'bundle.too_many_files' ? 413 : 400, code, 'import.start', sent, clerk);
      }
    });

    test('the result is a ZIP of the table and of what became of the files', async () => {
      const bytes = zip([['t.csv', table([cells('RZIP-1')])], ['RZIP-1.jpg', picture('corners.jpg')]]);
      const done = await import_of(bytes, 'r.zip');
      const result = await import_result(server, done, clerk);
      assert.equal(result.subarray(0, 2).toString(), 'PK');
      assert.ok(result.includes('import-result/attachments.csv'));
      assert.equal((await import_of(result, 'r.zip')).exists, 1, 'it may be sent back');
    });
  });

  test('the command sends a large file in parts and reports every row', async () => {
    const folder = temporary();
    const file = path.join(folder, 'large.csv');
    const report = path.join(folder, 'report.csv');
    const count = 10_000;
    fs.writeFileSync(file, sheet('CLI', count) + lines([cells('CLI-X', '早上')]));
    assert.ok(fs.statSync(file).size > 1 << 20);
    const ended = await run(['import', file, '--data', server.data, '--report', report]);
    assert.equal(ended.code, 3, ended.err);
    assert.equal(ended.lines[0], `${file}: accepted ${count}, exists 0, rejected 1`);
    const told = csv(fs.readFileSync(report, 'utf8'));
    assert.equal(new Set(told.map((one) => one.line)).size, count + 1);
    assert.ok(told.filter((one) => one.status === 'rejected').every((one) => one.line === String(count + 2)));
  });
});

test('the command works off a large file by itself where no server runs', async () => {
  const data = path.join(temporary(), 'data');
  const file = path.join(temporary(), 'large.csv');
  fs.writeFileSync(file, sheet('ALONE', 9_500));
  const ended = await run(['import', file, '--data', data]);
  assert.equal(ended.code, 0, ended.err);
  assert.equal(ended.lines[0], `${file}: accepted 9500, exists 0, rejected 0`);
});

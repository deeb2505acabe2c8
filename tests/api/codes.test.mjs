// Codes at the command line: issue, export, check, bind, freeze; and grants that stop them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, done, examples, json, request, run, sanitized, serve, temporary } from './platform.mjs';

const slip = (code) => code.slice(0, 19) + String((Number(code[19]) + 1) % 10);

describe('without a server', () => {
  const folder = temporary();
  const data = path.join(folder, 'data');
  const here = (...args) => [...args, '--data', data];
  before(() => done(['import', ...examples, '--data', data]));

  test('a million codes are issued and exported with constant memory; they check', async (t) => {
    const file = path.join(folder, 'many.csv');
    const count = 1_000_000;
    const issue = async (many) =>
      done(here('codes', 'issue', '--lot', 'YYT260508', '--count', many, '--export', file, '--json'), { watch: true });
    const few = await issue(10_000);
    const started = Date.now();
    const issued = await issue(count);
    t.diagnostic(`issued and exported in ${Date.now() - started} ms with ${issued.memory >> 20} MiB at most`);
    if (!sanitized()) assert.ok(issued.memory < few.memory + (16 << 20), `${few.memory} → ${issued.memory} bytes`);
    const range = JSON.parse(issued.out);
    const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.equal(lines[0], 'code,url');
    assert.equal(lines.length, count + 1);
    const codes = lines.slice(1).map((line) => line.split(',')[0]);
    assert.equal(new Set(codes).size, count);
    assert.ok(codes.every((code) => /^1\d{19}$/.test(code)));
    assert.deepEqual([codes[0], codes.at(-1)], [range.first_code, range.last_code]);
    assert.ok(lines.slice(1).every((line, i) => line.endsWith(`/t/${codes[i]}`)), 'each address holds its code');
    const ordered = codes.filter((code, i) => i > 0 && code > codes[i - 1]).length;
    assert.ok(ordered > count * 0.4 && ordered < count * 0.6, 'the order of serials does not show');

    const some = path.join(folder, 'some.csv');
    const sample = codes.filter((code, i) => i % 20 === 0 || i === count - 1);
    fs.writeFileSync(some, `code,url\n${sample.map((code) => `${code},x`).join('\n')}\n`);
    const checked = await run(here('codes', 'check', '--file', some));
    assert.equal(checked.code, 0, checked.err);
    assert.equal(checked.lines.length, sample.length);
    assert.ok(checked.lines.every((line, i) => line === `${sample[i]} genuine`));
  });

  test('labels: a sheet as PDF is read back with other tools; making them again needs a reason', async () => {
    const range = await json(here('codes', 'issue', '--lot', 'YYT260508', '--count', 30, '--pin'));
    const pdf = path.join(folder, 'labels.pdf');
    const label = (...args) => here('codes', 'label', range.id, ...args);
    await done(label('--template', 'a4_3x8', '--pins', '--file', pdf));
    const dots = (mm) => String(Math.floor((mm * 203) / 25.4));
    /** What a phone reads when it looks at one label of the sheets: 3 × 8 of 70 × 37 mm. */
    const read = (place) => {
      const [x, y] = [70 * (place % 3), 0.5 + 37 * Math.floor((place % 24) / 3)];
      const cut = ['-x', dots(x), '-y', dots(y), '-W', dots(70), '-H', dots(37)];
      const page = String(1 + Math.floor(place / 24));
      const stem = path.join(folder, `label-${place}`);
      execFileSync('pdftoppm', ['-r', '203', '-mono', '-png', '-singlefile', '-f', page, '-l', page, ...cut, pdf, stem]);
      const args = ['--quiet', '--raw', `${stem}.png`];
      return execFileSync('zbarimg', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    };
    const exported = csv((await done(here('codes', 'export', range.id))).out);
    for (const [place, { url }] of exported.entries()) assert.equal(read(place), url);
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    for (const { code, pin } of exported) {
      assert.match(text, new RegExp(`${code.match(/.{4}/g).join(' +')} +PIN +${pin}`));
    }

    const torn = ['--format', 'zpl', '--template', 'roll_50x30', '--first', exported[3].code, '--last', exported[3].code];
    const again = await run(label(...torn));
    assert.equal(again.code, 1);
    assert.match(again.err, /label_print\.again/);
    const zpl = await done(label(...torn, '--reason', '一枚贴歪'));
    assert.match(zpl.out, /^~DGR:QYLABEL\.GRF,/);
    assert.equal(zpl.out.match(/\^XA\^CI28/g).length, 1);
    const trail = await done(here('audit', 'export', '-', '--format', 'jsonl'));
    const told = trail.out.trim().split('\n').map((line) => JSON.parse(line));
    const prints = told.filter(({ action, result }) => /^label\.(re)?print$/.test(action) && result === 'ok');
    assert.deepEqual(prints.map(({ action, detail }) => [action, detail.count, detail.reason]), [
      ['label.print', 30, ''],
      ['label.reprint', 1, '一枚贴歪'],
    ]);
  });

  test('with PINs: a third column of six digits', async () => {
    const file = path.join(folder, 'pins.csv');
    const range = await json(here('codes', 'issue', '--lot', 'YYT260508', '--count', 200, '--pin'));
    assert.equal(range.pin, true);
    await done(here('codes', 'export', range.id, '--file', file));
    assert.match(fs.readFileSync(file, 'utf8'), /^code,url,pin\n/);
    const rows = csv(fs.readFileSync(file, 'utf8'));
    assert.equal(rows.length, 200);
    assert.ok(rows.every((row) => /^\d{6}$/.test(row.pin)));
    assert.ok(new Set(rows.map((row) => row.pin)).size > 150);
    const out = await done(here('codes', 'export', range.id));
    assert.equal(out.out, fs.readFileSync(file, 'utf8'), 'standard output is the default, and the same again');
  });

  test('check: forged, malformed and unbound are told, exit 3', async () => {
    const range = await json(here('codes', 'issue', '--lot', 'YYT260508', '--count', 2));
    const good = range.first_code;
    assert.equal((await run(here('codes', 'check', good, range.last_code))).code, 0);
    const mixed = await run(here('codes', 'check', good, slip(good), '12345'));
    assert.equal(mixed.code, 3);
    assert.deepEqual(mixed.lines, [`${good} genuine`, `${slip(good)} forged`, '12345 malformed']);
    const file = path.join(folder, 'list.txt');
    fs.writeFileSync(file, `${good}\r\n\r\n${range.last_code}`);
    assert.equal((await run(here('codes', 'check', '--file', file))).code, 0);
    assert.equal((await run(here('codes', 'check', '--file', path.join(folder, 'none')))).code, 1);
    const told = await run(here('codes', 'check', good, slip(good), '--json'));
    assert.deepEqual(
      told.lines.map((line) => JSON.parse(line).state),
      ['genuine', 'forged'],
    );
  });

  test('an id goes before a lot number; an ambiguous number exits 1 with the ids', async () => {
    const row = (producer_name) => ({
      product_name: '同号产品',
      producer_name,
      lot_number: 'TWICE-1',
      produced_on: '2026-01-10',
      production_address: '海南省',
      quantity: '20箱',
    });
    const file = path.join(folder, 'twice.json');
    fs.writeFileSync(file, JSON.stringify([row('东方岭上芒园农业有限公司'), row('白沙岭雾茶业有限公司')]));
    await done(here('import', file));
    const { candidates } = await json(here('trace', 'TWICE-1'));
    assert.equal(candidates.length, 2);
    const refused = await run(here('codes', 'issue', '--lot', 'TWICE-1', '--count', 1));
    assert.equal(refused.code, 1);
    for (const one of candidates) assert.ok(refused.err.includes(one.id), refused.err);
    const issued = await json(here('codes', 'issue', '--lot', candidates[1].id, '--count', 1));
    assert.equal(issued.lot_id, candidates[1].id);
    assert.equal((await run(here('codes', 'issue', '--lot', 'NO-SUCH', '--count', 1))).code, 1);
  });

  test('counts: 0 and one too many are refused, 1 is not', async () => {
    const issue = async (count) => (await run(here('codes', 'issue', '--lot', 'YYT260508', '--count', count))).code;
    assert.deepEqual([await issue(0), await issue(-1), await issue(10_000_001), await issue(1)], [1, 1, 1, 0]);
    assert.equal((await run(here('codes', 'issue', '--lot', 'YYT260508', '--count', 'ten'))).code, 2);
    assert.equal((await run(here('codes', 'issue', '--count', 1))).code, 1, 'neither a lot nor party and brand');
  });

  test('labels issued ahead of harvest are bound later by their first and last', async () => {
    const orange = await json(here('trace', 'QJ20251122'));
    const { id: party } = orange.party;
    const { id: brand } = orange.brand;
    const file = path.join(folder, 'ahead.csv');
    await done(here('codes', 'issue', '--party', party, '--brand', brand, '--count', 100, '--export', file));
    const codes = csv(fs.readFileSync(file, 'utf8')).map((row) => row.code);
    const states = async (...some) =>
      (await run(here('codes', 'check', ...some))).lines.map((line) => line.split(' ')[1]);
    assert.deepEqual(await states(codes[0], codes[99]), ['unbound', 'unbound']);

    const bind = here('codes', 'bind', '--first', codes[10], '--last', codes[19], '--lot', 'QJ20251122-D03');
    await done(bind);
    const around = await states(codes[9], codes[10], codes[19], codes[20]);
    assert.deepEqual(around, ['unbound', 'genuine', 'genuine', 'unbound']);
    assert.equal((await json(here('trace', codes[15]))).lot.lot_number, 'QJ20251122-D03');
    assert.equal((await json(bind)).existed, true, 'the same again');

    for (const [first, last, lot, code] of [
      [codes[19], codes[10], 'QJ20251122-D03', 'code_bind.order'],
      [codes[15], codes[25], 'QJ20251122-D04', 'code_bind.overlap'],
      [slip(codes[0]), codes[1], 'QJ20251122', 'code_bind.not_ours'],
      [codes[0], codes[1], 'YYT260508', null],
      [codes[0], codes[1], 'NO-SUCH', 'lot.not_found'],
    ]) {
      const refused = await run(here('codes', 'bind', '--first', first, '--last', last, '--lot', lot));
      assert.equal(refused.code, 1, refused.out);
      if (code) assert.ok(refused.err.includes(code), refused.err);
    }
    assert.equal((await run(here('codes', 'bind', '--first', codes[0], '--lot', 'QJ20251122'))).code, 2);
    assert.equal((await run(here('codes', 'bind', '--first', 'x', '--last', 'y', '--lot', 'QJ20251122'))).code, 1);
  });

  test('freezing asks for a reason, shows it, and can be lifted', async () => {
    const range = await json(here('codes', 'issue', '--lot', 'YYT260508', '--count', 10));
    const [first, last] = [range.first_code, range.last_code];
    const state = async (code) => (await json(here('trace', code))).authenticity;
    await done(here('codes', 'freeze', '--code', first, '--reason', '标签遗失'));
    assert.deepEqual([(await state(first)).state, (await state(first)).reason], ['frozen', '标签遗失']);
    assert.equal((await state(last)).state, 'genuine');
    await done(here('codes', 'freeze', '--range', range.id, '--reason', '整卷遗失'));
    assert.equal((await state(last)).state, 'frozen');
    await done(here('codes', 'freeze', '--range', range.id, '--lift'));
    assert.equal((await state(last)).state, 'genuine');
    assert.equal((await state(first)).state, 'frozen', 'the single code stays frozen');
    await done(here('codes', 'freeze', '--code', first, '--lift'));
    assert.equal((await state(first)).state, 'genuine');
    const both = ['--code', first, '--range', range.id, '--reason', 'x'];
    for (const args of [['--code', first], ['--reason', 'x'], both]) {
      assert.equal((await run(here('codes', 'freeze', ...args))).code, 1, args.join(' '));
    }
  });

  test('a QR picture of a label', async () => {
    const text = 'https://example.cn/t/10000000000000000000';
    for (const [name, head] of [
      ['label.svg', '<svg'],
      ['label.png', '\u0089PNG'],
    ]) {
      const file = path.join(folder, name);
      await done(['codes', 'qr', text, '--file', file]);
      assert.ok(fs.readFileSync(file, 'latin1').startsWith(head), name);
    }
    assert.equal((await run(['codes', 'qr', 'x'.repeat(5000), '--file', path.join(folder, 'long.svg')])).code, 1);
  });

  test('the printed address follows the settings', async () => {
    const lot = (await json(here('trace', 'JYW2604-07'))).lot.id;
    const issue = async (...settings) => {
      const file = path.join(folder, 'address.csv');
      const set = settings.flatMap((setting) => ['--set', setting]);
      await done(here('codes', 'issue', '--lot', lot, '--count', 1, '--export', file, ...set));
      return csv(fs.readFileSync(file, 'utf8'))[0];
    };
    const plain = await issue('codes.address_prefix=https://trace.example.cn/');
    assert.equal(plain.url, `https://trace.example.cn/t/${plain.code}`);
    const gs1 = await issue('codes.address_prefix=https://trace.example.cn', 'codes.qr_content=digital_link');
    assert.match(gs1.url, /^https:\/\/trace\.example\.cn\/01\/\d{13,14}\/10\/JYW2604-07\/21\/\d{20}$/);
    assert.ok(gs1.url.endsWith(gs1.code));
    const own = await issue();
    assert.match(own.url, /^https:\/\/[^/]+\/t\/\d{20}$/, 'an address that a phone can open');
  });
});

describe('beside a server', () => {
  let server;
  before(async () => {
    server = await serve();
  });
  after(() => server?.end());

  test('the exported address opens the page', async () => {
    const file = path.join(temporary(), 'codes.csv');
    await done(['codes', 'issue', '--lot', 'JYW2604-07', '--count', 1, '--export', file, '--data', server.data]);
    const [{ code, url }] = csv(fs.readFileSync(file, 'utf8'));
    assert.equal(url, `${server.https}/t/${code}`);
    const page = await request(server.https, new URL(url).pathname);
    assert.equal(page.status, 200);
  });

  test('ambiguous lots and faults of the server are told like those of the command', async () => {
    const refused = await run(['codes', 'issue', '--lot', 'NO-SUCH', '--count', 1, '--data', server.data]);
    assert.equal(refused.code, 1);
    assert.ok(refused.err.includes('NO-SUCH') || refused.err.trim().length > 5, refused.err);
  });

  test('a suspended grant stops the issue of codes at once', async () => {
    const file = path.join(temporary(), 'registry.json');
    const owner = '东方岭上芒园农业有限公司';
    fs.writeFileSync(
      file,
      JSON.stringify([
        { record_type: 'brand', name: '试验品牌', manager: '琼北金橙产业协会' },
        { record_type: 'product', owner, name: '试验产品', category: 'fruit', specification: '1kg', brand: '试验品牌' },
      ]),
    );
    await done(['import', file, '--data', server.data]);
    const rows = path.join(temporary(), 'rows.json');
    const lot_row = { product_name: '试验产品', specification: '1kg', producer_name: owner, lot_number: 'GRANT-1' };
    const made = { produced_on: '2026-01-10', production_address: '海南省', quantity: '20箱' };
    fs.writeFileSync(rows, JSON.stringify([{ ...lot_row, ...made }]));
    await done(['import', rows, '--data', server.data]);
    const story = await server.data_of('trace.query', { lot_number: 'GRANT-1' }, { as: 'demo.regulator' });
    const clerk = { as: await server.user('grant.clerk', 'party_clerk', story.party.id) };
    const manager = { browser: await server.sign_in('demo.brand') };
    const issue = { lot: story.lot.id, count: 10 };

    await server.refused(403, 'brand_grant.none', 'code.issue', issue, clerk);
    const order = { brand: story.brand.id, party: story.party.id, valid_from: '2020-01-01', valid_to: '2040-12-31' };
    const grant = await server.data_of('brand.grant', { ...order, quota: 25 }, manager);
    assert.deepEqual([grant.state, grant.quota], ['active', '25']);
    await server.refused(409, 'brand_grant.exists', 'brand.grant', { ...order, quota: 25 }, manager);
    const range = await server.data_of('code.issue', issue, clerk);

    const set = (state) => server.data_of('brand.set_grant_state', { grant: grant.id, state }, manager);
    assert.equal((await set('suspended')).state, 'suspended');
    await server.refused(403, 'brand_grant.suspended', 'code.issue', issue, clerk);
    const operator = { base: server.admin };
    await server.refused(403, 'brand_grant.suspended', 'code.issue', issue, operator);
    const code = await server.data_of('trace.query', { code: range.first_code });
    assert.equal(code.authenticity.state, 'genuine', 'what is on packs already stays what it was');

    assert.equal((await set('active')).state, 'active');
    await server.data_of('code.issue', issue, clerk);
    const over = await server.refused(409, 'brand_grant.quota', 'code.issue', issue, clerk);
    assert.match(over.message, /5/, 'how many are left');
    assert.equal((await server.data_of('code.issue', { ...issue, count: 5 }, clerk)).count, '5');

    await set('withdrawn');
    await server.refused(403, 'brand_grant.suspended', 'code.issue', issue, clerk);
    const back = { grant: grant.id, state: 'active' };
    await server.refused(409, 'brand_grant.state', 'brand.set_grant_state', back, manager);
    await server.refused(400, null, 'brand.set_grant_state', { grant: grant.id, state: 'lost' }, manager);
    for (const bad of [
      { valid_from: '2026-02-30' },
      { valid_from: '2041-01-01' },
      { valid_to: 'soon' },
      { quota: -1 },
      { party: '999' },
    ]) {
      const reply = await server.call('brand.grant', { ...order, ...bad }, manager);
      assert.ok([400, 404].includes(reply.status), `${JSON.stringify(bad)}: ${reply.text}`);
    }
  });

  test('a grant of one category does not cover another', async () => {
    const story = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' });
    const candy = await server.data_of('trace.query', { lot_number: 'YYT260508' }, { as: 'demo.regulator' });
    const order = {
      brand: story.brand.id,
      party: candy.party.id,
      category: 'citrus',
      valid_from: '2020-01-01',
      valid_to: '2040-12-31',
    };
    await server.data_of('brand.grant', order, { as: 'demo.brand' });
    const ahead = { party: candy.party.id, brand: story.brand.id, count: 5 };
    const clerk = { as: await server.user('candy.clerk', 'party_clerk', candy.party.id) };
    const issued = await server.data_of('code.issue', ahead, clerk);
    assert.equal(issued.count, '5', 'ahead of harvest any category will do');
  });

  test('an alias of another system leads to the code', async () => {
    const range = await server.data_of('code.issue', { lot: 'QJ20251122', count: 2 }, { as: 'demo.orange.clerk' });
    const alias = 'OLD/2026:0000-77';
    const clerk = { as: 'demo.orange.clerk' };
    const add = (code) => server.data_of('code.add_alias', { alias, code }, clerk);
    assert.equal((await add(range.first_code)).added, true);
    assert.equal((await add(range.first_code)).added, false);
    await server.refused(409, 'code_alias.taken', 'code.add_alias', { alias, code: range.last_code }, clerk);
    const found = await server.data_of('trace.query', { code: alias });
    assert.equal(found.code, range.first_code);
    assert.equal((await server.get(`/t/${encodeURIComponent(alias)}`)).status, 200);
  });

  test('a lost roll is frozen, found again it is not, annulled it is unknown', async () => {
    const range = await server.data_of('code.issue', { lot: 'QJ20251122', count: 3 }, { as: 'demo.orange.clerk' });
    const move = (verb) => server.data_of('code.set_state', { range: range.id, verb }, { as: 'demo.orange.clerk' });
    const state = async () =>
      (await server.data_of('trace.query', { code: range.last_code })).authenticity.state;
    for (const [verb, expected] of [
      ['print', 'genuine'],
      ['deliver', 'genuine'],
      ['lose', 'frozen'],
      ['recover', 'genuine'],
      ['take_back', 'frozen'],
      ['annul', 'unknown'],
    ]) {
      await move(verb);
      assert.equal(await state(), expected, verb);
    }
    const again = { range: range.id, verb: 'recover' };
    await server.refused(409, 'code_range.state', 'code.set_state', again, { as: 'demo.orange.clerk' });
    await server.refused(409, 'code_range.state', 'code.export', { range: range.id }, { as: 'demo.orange.admin' });
    const burn = { range: range.id, verb: 'burn' };
    await server.refused(400, 'request.invalid', 'code.set_state', burn, { as: 'demo.orange.clerk' });
  });

  test('labels printed elsewhere: of two who fetch at once one gets the file, which opens by its password alone', async () => {
    const ask = (verb, body, as) => server.data_of(`label_order.${verb}`, body, { as });
    const clerk = 'demo.orange.clerk';
    const printer = 'demo.printing';
    const { id, version } = await ask('request', { lot: 'QJ20251122', count: 1_500, pin: true }, clerk);
    await server.refused(403, 'label_order.brand_decides', 'label_order.approve', { order: id, version }, { as: 'demo.orange.reviewer' });
    await server.refused(409, 'label_order.changed', 'label_order.approve', { order: id, version: 9 }, { as: 'demo.brand' });
    const approved = await ask('approve', { order: id, version }, 'demo.brand');
    const [house] = (await ask('list_printers', {}, clerk)).items;
    const handed = await ask('assign', { order: id, version: approved.version, printer: house.id }, clerk);
    const { first_code } = await ask('get', { order: id }, clerk);
    const [{ id: block }] = (await server.data_of('code.list_ranges', { limit: 1 }, { as: clerk })).items;
    const around = { as: 'demo.orange.admin' };
    await server.refused(409, 'code_range.ordered', 'code.export', { range: block }, around);

    const wanted = { order: id, version: handed.version, format: 'csv', template: 'a4_3x8' };
    const replies = await Promise.all([1, 2].map(() => server.call('label_order.fetch', wanted, { as: printer })));
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(replies.find(({ status }) => status === 409).json.code, 'label_order.fetched');
    const [told] = (await server.data_of('audit.search', { action: 'label_order.fetch', limit: 5 }, { as: 'demo.audit' })).items
      .filter(({ result }) => result === 'label_order.fetched');
    assert.equal(told.actor, printer, 'the second try is in the trail');

    const { bytes } = replies.find(({ status }) => status === 200);
    assert.ok(!bytes.includes(first_code));
    const file = path.join(temporary(), 'labels.csv.qyf');
    fs.writeFileSync(file, bytes);
    const plain = `${file}.csv`;
    fs.writeFileSync(plain, 'of yesterday');
    const cut = `${file}.cut`;
    fs.writeFileSync(cut, bytes.subarray(0, bytes.length - 1));
    for (const [sealed, input, told] of [[file, 'AAAAA-AAAAA', /handed_file\.password/], [cut, handed.password, /handed_file\.cut/]]) {
      const wrong = await run(['codes', 'open', sealed, '--file', plain], { input: `${input}\n` });
      assert.equal(wrong.code, 1);
      assert.match(wrong.err, told);
      assert.equal(fs.readFileSync(plain, 'utf8'), 'of yesterday', 'no half of a file takes its place');
    }
    assert.ok(!fs.existsSync(`${plain}.part`));
    await done(['codes', 'open', file, '--file', plain], { input: `${handed.password.toLowerCase()}\n` });
    const rows = csv(fs.readFileSync(plain, 'utf8'));
    assert.equal(rows.length, 1_500);
    assert.deepEqual([rows[0].code, rows[0].lot_number, rows[0].brand], [first_code, 'QJ20251122', '琼北金橙']);
    assert.ok(rows.every(({ pin }) => /^\d{6}$/.test(pin)));
    const checked = await server.data_of('code.check', { codes: rows.map(({ code }) => code) }, { as: clerk });
    assert.ok(checked.items.every(({ state }) => state === 'unbound'), 'on their way they tell nothing');

    const step = (verb, as, now, more = {}) => ask(verb, { order: id, version: now, ...more }, as);
    const printed = await step('print', printer, handed.version + 1, { spoiled: [{ first: rows[0].code, last: rows[9].code }] });
    const shipped = await step('ship', printer, printed.version);
    const missing = [{ first: rows[1_490].code, last: rows[1_499].code }];
    const come = await step('receive', clerk, shipped.version, { missing });
    await server.refused(409, 'code_span.void_already', 'label_order.settle', { order: id, version: come.version, unused: missing }, { as: clerk });
    await step('settle', clerk, come.version, { unused: [{ first: rows[1_480].code, last: rows[1_489].code }] });
    const { tally } = await ask('get', { order: id }, clerk);
    const states = (await server.data_of('code.check', { codes: rows.map(({ code }) => code) }, { as: clerk })).items;
    const count = (wanted_state) => states.filter(({ state }) => state === wanted_state).length;
    assert.deepEqual(
      [tally.ordered, tally.spoiled, tally.missing, tally.delivered, tally.bound, tally.unused, tally.left],
      [1_500, 10, 10, 1_480, count('genuine'), 10, 0],
    );
    assert.equal(count('unknown'), tally.spoiled + tally.missing + tally.unused);
  });

  test('a certificate is printed once for each code of a range of its lot, as labels are; again with a reason', async () => {
    const admin = { as: 'demo.orange.admin' };
    const issue = (lot) => server.data_of('code.issue', { lot, count: 3 }, { as: 'demo.orange.clerk' });
    const { lot } = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, admin);
    const [own, other] = [await issue('QJ20251122'), await issue('YP20251120A')];
    const order = { lot: lot.id, size: 'label', format: 'pdf', range: own.id };
    const refused = async (status, code, changed) =>
      server.refused(status, code, 'certificate.print', { ...order, ...changed }, admin);
    await refused(400, 'request.invalid', { format: 'html' });
    await refused(409, 'certificate.other_lot', { range: other.id });
    await refused(404, 'code_range.not_found', { range: lot.id });

    const { status, bytes } = await server.call('certificate.print', order, admin);
    assert.equal(status, 200);
    const pdf = path.join(temporary(), 'certificates.pdf');
    fs.writeFileSync(pdf, bytes);
    execFileSync('pdftoppm', ['-r', '300', '-mono', '-png', pdf, pdf]);
    const pages = [1, 2, 3].map((page) => `${pdf}-${page}.png`);
    const urls = execFileSync('zbarimg', ['--quiet', '--raw', ...pages], { encoding: 'utf8' }).trim().split('\n');
    const codes = urls.map((url) => url.split('/').at(-1));
    assert.deepEqual([new Set(codes).size, codes[0], codes[2]], [3, own.first_code, own.last_code]);
    assert.ok(urls.every((url) => url.startsWith(server.https)));
    const text = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' });
    assert.equal(text.split('\f').length - 1, 3, 'a page for each');
    assert.match(text, /13800000001/);

    await refused(409, 'label_print.again', {});
    assert.equal((await server.call('certificate.print', { ...order, reason: '一枚贴歪' }, admin)).status, 200);
    const search = { action: 'label.reprint', limit: 1 };
    const [{ object, detail }] = (await server.data_of('audit.search', search, { as: 'demo.audit' })).items;
    assert.deepEqual([object, detail.count, detail.reason], [`code_range:${own.id}`, 3, '一枚贴歪']);
  });

  test('a carton is known by its SSCC, and what was packed into it is found from the lot', async () => {
    const as = 'demo.coffee.clerk';
    await server.data_of('carton.save_prefix', { prefix: '6905678' }, { as });
    const { items } = await server.data_of('carton.number', { lot: 'CYR260106', count: 2, quantity: '12袋' }, { as });
    assert.ok(items.every(({ sscc }) => /^06905678\d{10}$/.test(sscc)));
    const [{ sscc, product, specification, party, lot_number }] = items;
    const packing = {
      product_name: product, specification, producer_name: party, lot_number, step: 'packing',
      container: `(00)${sscc}`, shipped_quantity: '12袋', occurred_at: '2026-01-09T16:00:00+08:00',
    };
    const report = await server.data_of('event.capture', { rows: [packing] }, { as });
    assert.equal(report.accepted, 1, JSON.stringify(report.rows));
    for (const { id } of (await server.data_of('submission.list', { state: 'submitted' }, { as })).items) {
      await server.call('submission.approve', { submission: id }, { as: 'demo.regulator' });
    }
    const label = { cartons: items.map((one) => one.sscc), template: 'roll_100x70', format: 'pdf' };
    const { bytes } = await server.call('carton.print', label, { as });
    const pdf = path.join(temporary(), 'cartons.pdf');
    fs.writeFileSync(pdf, bytes);
    execFileSync('pdftoppm', ['-r', '203', '-mono', '-png', pdf, pdf]);
    const read = execFileSync('zbarimg', ['--quiet', '--raw', `${pdf}-1.png`]).toString();
    assert.match(read, new RegExp(`00${sscc}`));
    await server.refused(409, 'carton.printed', 'carton.print', label, { as });
    await server.refused(400, 'label.symbol_small', 'carton.print', { ...label, template: 'roll_40x30', reason: '补印' }, { as });
  });

  test('ten thousand codes in one check, one more is refused', async () => {
    const codes = Array.from({ length: 10_000 }, () => '12345');
    const printer = { as: 'demo.printing' };
    const { items } = await server.data_of('code.check', { codes }, printer);
    assert.equal(items.length, 10_000);
    const more = await server.refused(400, 'request.invalid', 'code.check', { codes: [...codes, '1'] }, printer);
    assert.equal(more.details[0].code, 'member.too_many');
  });
});

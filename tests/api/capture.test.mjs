// From files and requests to published records: import, review, keys, idempotency, who may record what.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, done, examples, json, root, run, serve, temporary } from './platform.mjs';

const uid = process.getuid();

/** "file: accepted 3, exists 0, rejected 0" → {file, accepted, exists, rejected}. */
function counts(lines) {
  return lines
    .map((line) => /^(.*): accepted (\d+), exists (\d+), rejected (\d+)$/.exec(line))
    .filter(Boolean)
    .map(([, file, ...numbers]) => {
      const [accepted, exists, rejected] = numbers.map(Number);
      return { file, accepted, exists, rejected };
    });
}

describe('import without a server', () => {
  const data = path.join(temporary(), 'data');
  const asked = ['CYR260106-HK01', 'QJ20251122-D07', 'YF20260622', 'LS20260310', 'YX260712-01', 'JYW2604-07'];
  const stories = async () => {
    const found = {};
    for (const text of asked) found[text] = await json(['trace', text, '--data', data]);
    return found;
  };
  let first;

  test('every row of the examples is accepted', async () => {
    const files = counts((await done(['import', ...examples, '--data', data])).lines);
    assert.deepEqual(
      files.map((file) => file.file),
      examples,
    );
    for (const file of files) {
      assert.ok(file.accepted > 0, JSON.stringify(file));
      assert.equal(file.exists + file.rejected, 0, JSON.stringify(file));
    }
    first = await stories();
    assert.ok(first['CYR260106-HK01'].events.length > 10);
  });

  test('sent twice, every row exists and nothing is doubled', async () => {
    for (const file of counts((await done(['import', ...examples, '--data', data])).lines)) {
      assert.equal(file.accepted + file.rejected, 0, JSON.stringify(file));
      assert.ok(file.exists > 0, JSON.stringify(file));
    }
    assert.deepEqual(await stories(), first);
  });

  test('a file of GB 18030 reads as one of UTF-8', async () => {
    const bytes = fs.readFileSync(path.join(root, 'examples/20-mango.csv'));
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), 'it is to be no UTF-8');
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    const story = await json(['trace', 'LS20260318', '--data', data]);
    assert.ok(text.includes(story.product.name) && story.product.name === '热岭贵妃芒');
    const again = path.join(temporary(), 'mango-utf8.csv');
    fs.writeFileSync(again, '\ufeff' + text);
    const [file] = counts((await done(['import', again, '--data', data])).lines);
    assert.equal(file.accepted, 0);
    assert.equal(file.exists, 2);
  });

  test('the whole chain of audit records holds', async () => {
    assert.ok(Number((await json(['audit', 'verify', '--data', data])).records) > 0);
    const file = path.join(temporary(), 'audit.jsonl');
    await done(['audit', 'export', file, '--data', data]);
    const records = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    const captures = records.filter((record) => record.action === 'event.capture');
    assert.equal(captures.length, examples.length * 2 + 1);
    assert.ok(captures.every((record) => record.actor === `operator:${uid}`));
  });
});

describe('a file with twenty faults', () => {
  const file = path.join(root, 'tests/data/import/twenty-faults.csv');
  const expected = csv(fs.readFileSync(path.join(root, 'tests/data/import/twenty-faults.report.csv'), 'utf8'));
  const data = path.join(temporary(), 'data');
  const as_csv = path.join(temporary(), 'report.csv');
  const as_json = path.join(temporary(), 'report.json');

  test('every fault has line, field, code and advice; the good rows are taken', async () => {
    const ended = await run(['import', file, '--data', data, '--report', as_csv]);
    assert.equal(ended.code, 3, ended.err);
    const faulty = new Set(expected.filter((row) => row.status === 'rejected').map((row) => row.line)).size;
    assert.ok(faulty >= 20);
    assert.deepEqual(counts(ended.lines), [{ file, accepted: 2, exists: 0, rejected: faulty }]);
    const text = fs.readFileSync(as_csv, 'utf8');
    assert.ok(text.startsWith('line,status,field,code,advice\r\n'), text.slice(0, 60));
    const report = csv(text);
    assert.deepEqual(
      report.map(({ line, status, field, code }) => ({ line, status, field, code })),
      expected,
    );
    for (const row of report) assert.equal(row.advice !== '', row.status === 'rejected', JSON.stringify(row));
    const codes = new Set(report.map((row) => row.code).filter(Boolean));
    assert.ok(codes.size >= 20, `${codes.size} different codes`);
  });

  test('the good rows can be traced, the bad ones cannot', async () => {
    const good = await json(['trace', 'LC-20260301', '--data', data]);
    assert.equal(good.lot.quantity, '1200 kg');
    const tested = await json(['trace', 'LC-20260323', '--data', data]);
    assert.equal(tested.inspections.length, 1);
    for (const line of [4, 5, 6, 7, 8, 9]) {
      assert.equal((await run(['trace', `LC-2026030${line}`, '--data', data])).code, 1, `LC-2026030${line}`);
    }
  });

  test('the same report as JSON, and the good rows exist now', async () => {
    const ended = await run(['import', file, '--data', data, '--report', as_json, '--lang', 'en']);
    assert.equal(ended.code, 3);
    assert.equal(counts(ended.lines)[0].exists, 2);
    const report = JSON.parse(fs.readFileSync(as_json, 'utf8'));
    assert.deepEqual(
      report.map(({ line, status, field, code }) => ({ line: String(line), status, field, code })),
      expected.map((row) => (row.status === 'accepted' ? { ...row, status: 'exists' } : row)),
    );
    for (const row of report.filter((one) => one.code)) assert.match(row.advice, /^[A-Za-z][\x20-\x7e]{9}/, row.advice);
  });
});

test('exit codes: 0 done, 1 failed, 2 bad usage, 3 rows rejected', async () => {
  const folder = temporary();
  const data = path.join(folder, 'data');
  const good = path.join(folder, 'good.json');
  const bad = path.join(folder, 'bad.json');
  fs.writeFileSync(good, JSON.stringify([row('EXIT-1')]));
  fs.writeFileSync(bad, JSON.stringify([row('')]));
  const code = async (...args) => (await run([...args, '--data', data])).code;
  assert.equal(await code('import', good), 0);
  assert.equal(await code('import', bad), 3);
  assert.equal(await code('import', path.join(folder, 'none.csv')), 1);
  assert.equal(await code('import', good, '--report', path.join(folder, 'no/such/folder.csv')), 1);
  assert.equal(await code('import'), 2);
  assert.equal(await code('import', good, '--colour', 'red'), 2);
  assert.equal(await code('nonsense'), 2);
  assert.equal(await code('import', good, '--set', 'no.such=1'), 2);
  assert.equal((await run([])).code, 2);
  assert.equal((await run(['import', '--help'])).code, 0);
  assert.match((await run(['import', '--help'])).out, /qiongyuan import .*\n/, 'an example');
  assert.equal((await run(['trace', 'X', '--data', path.join(folder, 'nowhere')])).code, 1);
});

const producer = '海口晨屿咖啡烘焙有限公司';
const farm = '澄迈云坡果业专业合作社';
const carrier = '琼达速运（海南）有限公司';
function row(lot_number, more = {}) {
  return {
    product_name: '琼北金橙',
    specification: '5kg/箱 70-80mm',
    producer_name: farm,
    lot_number,
    produced_on: '2026-01-10',
    production_address: '海南省澄迈县云坡镇分选中心',
    quantity: '20箱',
    ...more,
  };
}
function haul(lot_number, more = {}) {
  return {
    product_name: '琼北金橙',
    producer_name: farm,
    lot_number,
    carrier_name: carrier,
    vehicle: '琼A·D0Q77',
    route: '澄迈—海口',
    shipped_at: '2026-01-12 08:00',
    received_at: '2026-01-12 10:00',
    ...more,
  };
}

describe('beside a server', () => {
  let server;
  const users = {};
  const clerk = { as: 'demo.orange.clerk' };
  const reviewer = { as: 'demo.orange.reviewer' };

  before(async () => {
    server = await serve();
    const coffee = await server.data_of('trace.query', { lot_number: 'CYR260106' }, { as: 'demo.regulator' });
    const hauled = coffee.events.find((event) => event.party.name === carrier);
    assert.ok(hauled, 'an example event of the carrier');
    users.carrier = await server.user('haul.clerk', 'party_clerk', hauled.party.id);
    users.carrier_reviewer = await server.user('haul.reviewer', 'party_reviewer', hauled.party.id);
    users.coffee_reviewer = await server.user('roast.reviewer', 'party_reviewer', coffee.party.id);
    const orange = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' });
    users.both = await server.user('orange.both', 'party_clerk,party_reviewer', orange.party.id);
    users.farm = orange.party.id;
  });
  after(() => server?.end());

  const capture = (rows, options = clerk) => server.data_of('event.capture', { rows }, options);
  /** The submissions of one import. */
  const of_import = async (report, options = clerk) =>
    (await server.data_of('submission.list', { import: report.import_id }, options)).items;
  const one_of = async (report, options = clerk) => {
    const items = await of_import(report, options);
    assert.equal(items.length, 1);
    return items[0];
  };
  const decide = (verb, submission, options, more = {}) =>
    server.data_of(`submission.${verb}`, { submission: submission.id, ...more }, options);
  const visible = async (lot_number) =>
    (await server.call('trace.query', { lot_number }, { as: '' })).status === 200;
  async function audit_of(wanted) {
    const found = [];
    let cursor = '0';
    while (cursor) {
      const page = await server.data_of('audit.list', { cursor, limit: 200 }, { as: 'demo.audit' });
      found.push(...page.items.filter(wanted));
      cursor = page.next_cursor;
    }
    return found;
  }

  test('the command goes through the server and is audited as the operator', async () => {
    const file = path.join(temporary(), 'rows.json');
    fs.writeFileSync(file, JSON.stringify([row('BESIDE-1'), row('BESIDE-2')]));
    const before_it = (await audit_of((record) => record.action === 'event.capture')).length;
    const [told] = counts((await done(['import', file, '--data', server.data])).lines);
    assert.equal(told.accepted, 2);
    const captures = await audit_of((record) => record.action === 'event.capture');
    assert.equal(captures.length, before_it + 1);
    assert.equal(captures.at(-1).actor, `operator:${uid}`);
    assert.ok(await visible('BESIDE-1'), 'what the operator imports is published at once');
    assert.equal(counts((await done(['import', file, '--data', server.data])).lines)[0].exists, 2);
  });

  test('the party that records can be named', async () => {
    const file = path.join(temporary(), 'rows.json');
    fs.writeFileSync(file, JSON.stringify([row('NAMED-1')]));
    await done(['import', file, '--party', users.farm, '--data', server.data]);
    const story = await json(['trace', 'NAMED-1', '--data', server.data]);
    assert.equal(story.events[0].recorder.id, users.farm);
  });

  test('a row of a clerk is submitted, and seen once the reviewer has approved it', async () => {
    const report = await capture([row('REVIEW-1')]);
    assert.deepEqual([report.accepted, report.published, report.rows[0].status], [1, 0, 'accepted']);
    assert.equal(await visible('REVIEW-1'), false);
    const submission = await one_of(report);
    assert.equal(submission.state, 'submitted');
    assert.equal(submission.author, 'demo.orange.clerk');

    await server.refused(403, 'permission.denied', 'submission.approve', { submission: submission.id }, clerk);
    const other = { as: users.coffee_reviewer };
    for (const verb of ['approve', 'reject', 'return']) {
      await server.refused(404, 'submission.not_found', `submission.${verb}`, { submission: submission.id }, other);
    }
    assert.equal(await visible('REVIEW-1'), false);

    const approved = await decide('approve', submission, reviewer);
    assert.deepEqual([approved.state, approved.decided_by], ['approved', 'demo.orange.reviewer']);
    assert.ok(await visible('REVIEW-1'));
    for (const verb of ['approve', 'reject', 'return']) {
      await server.refused(409, 'submission.state', `submission.${verb}`, { submission: submission.id }, reviewer);
    }
  });

  test('nobody approves what they wrote', async () => {
    const options = { as: users.both };
    const submission = await one_of(await capture([row('OWN-1')], options), options);
    await server.refused(403, 'submission.own', 'submission.approve', { submission: submission.id }, options);
    assert.equal((await decide('approve', submission, reviewer)).state, 'approved');
  });

  test('a rejection releases the row, which can be sent again', async () => {
    const rows = [row('REJECT-1')];
    const submission = await one_of(await capture(rows));
    assert.equal((await capture(rows)).exists, 1, 'while it waits it exists');
    const rejected = await decide('reject', submission, reviewer, { comment: '数量不符' });
    assert.deepEqual([rejected.state, rejected.comment], ['rejected', '数量不符']);
    assert.equal(await visible('REJECT-1'), false);
    const again = await capture(rows);
    assert.equal(again.accepted, 1, 'after that it is new');
    await decide('approve', await one_of(again), reviewer);
    assert.ok(await visible('REJECT-1'));
    assert.equal((await capture(rows)).exists, 1);
  });

  test('returned, it is a draft that its author submits again', async () => {
    const submission = await one_of(await capture([row('RETURN-1')]));
    assert.equal((await decide('return', submission, reviewer, { comment: '请核对产地' })).state, 'draft');
    const drafts = await server.data_of('submission.list', { state: 'draft' }, clerk);
    assert.ok(drafts.items.some((item) => item.id === submission.id && item.comment === '请核对产地'));
    await server.refused(409, 'submission.state', 'submission.approve', { submission: submission.id }, reviewer);
    assert.equal((await decide('submit', submission, clerk)).state, 'submitted');
    assert.equal((await decide('approve', submission, reviewer)).state, 'approved');
    assert.ok(await visible('RETURN-1'));
  });

  test('every step of a submission is kept: who, when, what and why', async () => {
    const submission = await one_of(await capture([row('STEPS-1')]));
    await decide('comment', submission, clerk, { comment: '数量以磅单为准' });
    await decide('return', submission, reviewer, { comment: '请附磅单' });
    await decide('submit', submission, clerk);
    await decide('comment', submission, reviewer, { comment: '已核对' });
    await decide('approve', submission, reviewer);
    const { steps } = await server.data_of('submission.get', { submission: submission.id }, clerk);
    assert.deepEqual(
      steps.map(({ verb, state, actor, comment }) => [verb, state, actor, comment]),
      [
        ['submit', 'submitted', clerk.as, ''],
        ['comment', 'submitted', clerk.as, '数量以磅单为准'],
        ['return', 'draft', reviewer.as, '请附磅单'],
        ['submit', 'submitted', clerk.as, ''],
        ['comment', 'submitted', reviewer.as, '已核对'],
        ['approve', 'approved', reviewer.as, ''],
      ],
    );
    const times = steps.map(({ at }) => Date.parse(at));
    assert.deepEqual(times, [...times].sort((a, b) => a - b));
    const more = { submission: submission.id, comment: '晚了' };
    await server.refused(409, 'submission.state', 'submission.comment', more, clerk);
  });

  test('an import is decided as a whole, but for some', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => row(`WHOLE-${i}`));
    const report = await capture(rows);
    const items = await of_import(report);
    const whole = { import: report.import_id, verb: 'approve', except: [items[3].id], comment: '抽查合格' };
    await server.refused(403, 'permission.denied', 'submission.decide_import', whole, clerk);
    await server.refused(400, null, 'submission.decide_import', { ...whole, verb: 'withdraw' }, reviewer);
    await server.refused(400, null, 'submission.decide_import', { ...whole, except: ['x'] }, reviewer);
    const decided = await server.data_of('submission.decide_import', whole, reviewer);
    assert.deepEqual(decided, { decided: 4, refused: [], more: false });
    for (const i of [0, 1, 2, 4]) assert.ok(await visible(`WHOLE-${i}`), `WHOLE-${i}`);
    assert.equal(await visible('WHOLE-3'), false);
    const rest = { import: report.import_id, verb: 'return', comment: '请核对产地' };
    assert.equal((await server.data_of('submission.decide_import', rest, reviewer)).decided, 1);
    const states = (await of_import(report)).map(({ state }) => state);
    assert.deepEqual(states, ['approved', 'approved', 'approved', 'draft', 'approved']);
  });

  test('what the reviewer wrote is left out and told, when an import is decided', async () => {
    const options = { as: users.both };
    const report = await capture([row('MINE-1')], options);
    const [submission] = await of_import(report, options);
    const whole = { import: report.import_id, verb: 'approve' };
    const { decided, refused } = await server.data_of('submission.decide_import', whole, options);
    assert.equal(decided, 0);
    assert.deepEqual(refused.map((one) => [one.submission, one.code]), [[submission.id, 'submission.own']]);
    assert.ok(refused[0].message.length > 0);
  });

  test('withdrawn, it can be sent again', async () => {
    const rows = [row('WITHDRAW-1')];
    const submission = await one_of(await capture(rows));
    await server.refused(
      404,
      'submission.not_found',
      'submission.withdraw',
      { submission: submission.id },
      { as: 'demo.coffee.clerk' },
    );
    assert.equal((await decide('withdraw', submission, clerk)).state, 'withdrawn');
    assert.equal((await capture(rows)).accepted, 1);
  });

  test('the same event key: the same content exists, other content is a conflict', async () => {
    const key = { event_key: 'CLIENT-KEY-1' };
    assert.equal((await capture([row('KEY-1', key)])).accepted, 1);
    assert.equal((await capture([row('KEY-1', key)])).exists, 1);
    const other = await capture([row('KEY-1', { ...key, quantity: '21箱' })]);
    assert.deepEqual([other.rejected, other.rows[0].status], [1, 'conflict']);
    assert.deepEqual(
      other.rows[0].faults.map((fault) => [fault.field, fault.code]),
      [['event_key', 'event_key.conflict']],
    );
    assert.match(other.rows[0].faults[0].advice, /CLIENT-KEY-1|KEY|键/);
    const elsewhere = await capture([row('KEY-1', key)], { as: 'demo.coffee.clerk' });
    assert.equal(elsewhere.accepted, 1, 'a key belongs to the party that records');
  });

  test('good and bad rows in one request: each has its status, all its faults at once', async () => {
    const report = await capture([
      row('MIXED-1'),
      row('', { produced_on: '2026-02-30', quantity: '5马力' }),
      'no object',
      row('MIXED-1'),
    ]);
    assert.deepEqual(
      report.rows.map((one) => [one.line, one.status]),
      [
        [1, 'accepted'],
        [2, 'rejected'],
        [3, 'rejected'],
        [4, 'accepted'],
      ],
    );
    assert.deepEqual(report.rows[1].faults.map((fault) => fault.code).sort(), [
      'lot_number.missing',
      'produced_on.malformed',
      'quantity.unknown_unit',
    ]);
    const english = await server.data_of('event.capture', { rows: [row('')] }, { ...clerk, language: 'en' });
    assert.match(english.rows[0].faults[0].advice, /^[\x20-\x7e]+$/);
  });

  test('an Idempotency-Key does a write once', async () => {
    const options = { ...clerk, headers: { 'Idempotency-Key': 'idem-1' } };
    const first = await server.call('event.capture', { rows: [row('IDEM-1')] }, options);
    const second = await server.call('event.capture', { rows: [row('IDEM-1')] }, options);
    assert.equal(first.json.data.accepted, 1);
    assert.deepEqual(second.json.data, first.json.data, 'not "exists": the same answer');
    await server.refused(409, 'idempotency.other_content', 'event.capture', { rows: [row('IDEM-2')] }, options);
    await server.refused(409, 'idempotency.other_content', 'import.start', { rows: [row('IDEM-1')] }, options);
    const other = { as: 'demo.orange.admin', headers: { 'Idempotency-Key': 'idem-1' } };
    assert.equal((await server.data_of('event.capture', { rows: [row('IDEM-1')] }, other)).exists, 1);
    const long = { ...clerk, headers: { 'Idempotency-Key': 'x'.repeat(129) } };
    await server.refused(400, 'idempotency.key', 'event.capture', { rows: [row('IDEM-3')] }, long);
  });

  test('two requests with the same Idempotency-Key at once do it once', async () => {
    const options = { ...clerk, headers: { 'Idempotency-Key': 'idem-both' } };
    const order = { lot: 'QJ20251122', count: 7 };
    const replies = await Promise.all([1, 2, 3, 4].map(() => server.call('code.issue', order, options)));
    const issued = new Set(replies.filter((reply) => reply.status === 200).map((reply) => reply.json.data.id));
    assert.equal(issued.size, 1, replies.map((reply) => reply.text).join('\n'));
    assert.ok(replies.every((reply) => [200, 409, 503].includes(reply.status)));
  });

  test('a carrier records on the lot of a farm, by owner, product and lot number', async () => {
    const options = { as: users.carrier };
    const report = await capture([haul('QJ20251122-D05')], options);
    assert.equal(report.accepted, 1, JSON.stringify(report));
    const submission = await one_of(report, options);
    await server.refused(404, null, 'submission.approve', { submission: submission.id }, { as: users.coffee_reviewer });
    const approved = await decide('approve', submission, { as: users.carrier_reviewer });
    assert.equal(approved.state, 'approved');
    for (const as of ['', 'demo.orange.clerk', users.carrier]) {
      const story = await server.data_of('trace.query', { lot_number: 'QJ20251122-D05' }, { as });
      const events = story.events.filter((event) => event.party.name === carrier && event.step === 'transporting');
      assert.equal(events.length, 1, as);
      assert.equal(events[0].contents.vehicle, as === '' ? undefined : '琼AD0Q77', as);
    }
  });

  test('a carrier makes no lots, and records nothing but transport', async () => {
    const options = { as: users.carrier };
    for (const [rows, code] of [
      [[haul('NO-SUCH-LOT')], 'lot_number.unknown'],
      [[row('QJ20251122')], 'recorder.role'],
    ]) {
      const report = await capture(rows, options);
      if (report.rejected === 1) {
        assert.deepEqual(report.rows[0].faults.map((fault) => fault.code), [code]);
        continue;
      }
      const submission = await one_of(report, options);
      const refused = await server.call(
        'submission.approve',
        { submission: submission.id },
        { as: users.carrier_reviewer },
      );
      assert.ok([400, 403, 404, 409].includes(refused.status), refused.text);
      assert.equal(refused.json.code, code);
      const still = await server.data_of('submission.get', { submission: submission.id }, options);
      assert.equal(still.state, 'submitted', 'a refused approval changes nothing');
    }
    assert.equal(await visible('NO-SUCH-LOT'), false);
  });

  test('a party records for itself only', async () => {
    const rows = [row('FOREIGN-1')];
    const body = { rows, party: users.farm };
    await server.refused(404, 'party.not_found', 'event.capture', body, { as: users.carrier });
    const unknown = { rows, party: '7' };
    await server.refused(404, 'party.not_found', 'event.capture', unknown, { as: users.carrier });
  });

  test('a file through the API, and files that are none', async () => {
    const send = (name, content) => ({ file_name: name, content_base64: Buffer.from(content).toString('base64') });
    const report = await server.data_of('import.start', send('a.json', JSON.stringify([row('FILE-1')])), clerk);
    assert.deepEqual([report.accepted, report.published], [1, 0]);
    const head = '产品名称,生产企业名称,生产批次,生产日期,生产地址,莫名其妙\n';
    const body = `琼北金橙,${farm},FILE-2,2026-01-10,海南省澄迈县,1\n`;
    const columns = await server.data_of('import.start', send('b.csv', head + body), clerk);
    assert.deepEqual(columns.ignored_columns, ['莫名其妙']);
    for (const content of ['', '\u0000\u0001\u0002', 'only one line', '[1,2', '{"a":1}']) {
      const reply = await server.call('import.start', send('c.csv', content), clerk);
      assert.equal(reply.status, 400, `${JSON.stringify(content)}: ${reply.text}`);
    }
    await server.refused(400, null, 'import.start', { file_name: 'd.csv', content_base64: '!!!' }, clerk);
    const registry = JSON.stringify([{ record_type: 'party', name: '假企业', kind: 'firm', roles: 'seller' }]);
    const refused = await server.call('import.start', send('registry.json', registry), clerk);
    assert.ok(refused.status === 400 || refused.json.data.accepted === 0, refused.text);
  });

  test('a product is changed by a submission, on the version that was read', async () => {
    const ask = () => server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: '' });
    const product = (await ask()).product;
    const change = (base_version, changes) => ({ product: product.id, base_version, changes });
    const a = await server.data_of('product.save', change(product.version, { name_en: 'Golden orange A' }), clerk);
    const b = await server.data_of('product.save', change(product.version, { name_en: 'Golden orange B' }), clerk);
    assert.equal((await ask()).product.name_en, product.name_en, 'not before it is approved');
    await decide('approve', a, reviewer);
    assert.equal((await ask()).product.name_en, 'Golden orange A');
    await server.refused(409, 'submission.base_version', 'submission.approve', { submission: b.id }, reviewer);
    assert.equal((await ask()).product.name_en, 'Golden orange A');
  });

  test('without the socket, a folder in use is told as such and nothing is changed', async () => {
    const socket = path.join(server.data, 'admin.sock');
    fs.renameSync(socket, `${socket}.away`);
    try {
      const file = path.join(temporary(), 'rows.json');
      fs.writeFileSync(file, JSON.stringify([row('LOCKED-1')]));
      for (const [language, words] of [
        ['zh', /占用|使用|锁/],
        ['en', /in use|locked|another/i],
      ]) {
        const ended = await run(['import', file, '--data', server.data, '--lang', language]);
        assert.equal(ended.code, 1, ended.err);
        assert.match(ended.err, /data_folder\.locked/);
        assert.match(ended.err, words);
      }
    } finally {
      fs.renameSync(`${socket}.away`, socket);
    }
    assert.equal(await visible('LOCKED-1'), false);
  });

  test('who sent what stays apart: a list shows one party only', async () => {
    const coffee = { product_name: '东寨湾拼配咖啡豆', specification: '227g/袋', producer_name: producer };
    await capture([row('APART-1', coffee)], { as: 'demo.coffee.clerk' });
    for (const [as, mine] of [
      ['demo.orange.clerk', farm],
      ['demo.coffee.clerk', producer],
    ]) {
      const { items } = await server.data_of('submission.list', { limit: 200 }, { as });
      assert.ok(items.length > 0);
      const parties = new Set(items.map((item) => item.party_id));
      assert.equal(parties.size, 1, `${as}: ${[...parties]}`);
      assert.ok(mine);
    }
    const all = await server.data_of('submission.list', { state: 'submitted', limit: 200 }, { as: 'demo.regulator' });
    assert.ok(new Set(all.items.map((item) => item.party_id)).size >= 2);
  });

  test('a list is read by pages without loss or repeat', async () => {
    const whole = await server.data_of('submission.list', { limit: 200 }, clerk);
    const ids = [];
    let cursor;
    do {
      const page = await server.data_of('submission.list', { limit: 3, ...(cursor ? { cursor } : {}) }, clerk);
      ids.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    } while (cursor);
    assert.deepEqual(
      ids,
      whole.items.map((item) => item.id),
    );
  });
});

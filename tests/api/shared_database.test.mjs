// Several programs on one PostgreSQL database: node numbers, one writer at a time, what each sees of the others.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { listen } from './changes_stream.mjs';
import { done, serve, stays, temporary, until } from './platform.mjs';
import { database_of, database_query, on_postgres } from './postgres.mjs';

describe('two servers on one database', () => {
  let first;
  let second;
  let env;
  before(async () => {
    assert.ok(on_postgres, 'SQLite takes one program at a time: QY_TEST_DATABASE=postgresql');
    first = await serve({ demo: true });
    env = { QIONGYUAN_STORAGE_DATABASE: await database_of(first.data) };
    // The same keys, another folder.
    const data = path.join(temporary(), 'data');
    fs.mkdirSync(data, { mode: 0o700 });
    fs.cpSync(path.join(first.data, 'keys'), path.join(data, 'keys'), { recursive: true, filter: stays });
    second = await serve({ data, demo: false, env });
  });
  after(async () => {
    await second?.end();
    await first?.end();
  });

  test('each has a number of its own', async () => {
    const nodes = await database_query(first.data, 'SELECT node FROM node_lease ORDER BY node');
    assert.deepEqual(nodes, ['0', '1']);
  });

  test('what one publishes the other shows', async () => {
    const code = first.code('琼北金橙 QJ20251122-D01');
    const story = await second.data_of('trace.query', { code });
    assert.ok(story.events.length > 0);
    assert.deepEqual(story.events, (await first.data_of('trace.query', { code })).events);
  });

  test('both record at once, and the ledger has no gap', async () => {
    const before = Number((await database_query(first.data, 'SELECT count(*) FROM ledger_entry'))[0]);
    const header = '产品名称,规格型号,生产日期,生产批次,生产企业名称,生产地址,数量';
    const file = (name, from) => {
      const rows = Array.from({ length: 30 }, (_, i) => `共享芒果,5kg,2026-03-01,SH${from + i},共享农场,海口,10 kg`);
      const where = path.join(temporary(), name);
      fs.writeFileSync(where, [header, ...rows, ''].join('\n'));
      return where;
    };
    const told = await Promise.all([
      done(['import', '--data', first.data, file('a.csv', 100)], { env }),
      done(['import', '--data', second.data, file('b.csv', 200)], { env }),
    ]);
    for (const { out } of told) assert.match(out, /30/);
    const [count, least, most] = (
      await database_query(first.data, 'SELECT count(*), min(position), max(position) FROM ledger_entry')
    )[0].split('|').map(Number);
    assert.ok(count >= before + 60);
    assert.equal(least, 0);
    assert.equal(most, count - 1);
  });

  test('a page that one program serves hears what the other changes, and words follow', async () => {
    const code = first.code('琼北金橙 QJ20251122-D01');
    const stream = await listen(second, `/events?topics=code:${code}`);
    assert.equal(stream.status, 200);
    const story = await first.data_of('trace.query', { code });
    const product = story.product.id;
    const { version } = (await first.data_of('product.history', { product }, { as: 'demo.regulator' })).items.at(-1);
    const body = { product, base_version: version, changes: { name_en: 'Told across programs' } };
    const { id } = await first.data_of('product.save', body, { as: 'demo.orange.clerk' });
    await first.data_of('submission.approve', { submission: id }, { as: 'demo.regulator' });
    await until('the other program to tell it', () => stream.events().length > 0, 3);
    assert.equal((await second.data_of('trace.query', { code })).product.name_en, 'Told across programs');
    stream.close();

    const page = async () => (await second.get(`/t/${code}`)).text;
    const word = { dictionary: 'region', code: story.party.region };
    const { versions } = await first.data_of('dictionary.show', word, { as: 'demo.system' });
    const change = { ...word, base_version: versions.at(-1).version, zh: '澄迈新名' };
    assert.ok(!(await page()).includes(change.zh));
    await first.data_of('dictionary.save', change, { as: 'demo.system' });
    await until('the other program to use the word', async () => (await page()).includes(change.zh), 5);
  });

  test('a number is given back at the end', async () => {
    assert.equal(await second.end(), 0);
    second = undefined;
    const nodes = await database_query(first.data, 'SELECT node FROM node_lease');
    assert.deepEqual(nodes, ['0']);
  });
});

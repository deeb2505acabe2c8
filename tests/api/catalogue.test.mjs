// The catalogue and the dictionary while the program runs: changed, previewed, used by the next row, carried elsewhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from './platform.mjs';

describe('catalogue and dictionary', () => {
  let server;
  let orange;
  const keeper = { as: 'demo.system' };
  const clerk = { as: 'demo.orange.clerk' };
  const show = (category) => server.data_of('category.show', { category }, keeper);

  before(async () => {
    server = await serve();
    orange = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' });
  });
  after(() => server?.end());

  function row(lot_number, more = {}) {
    const category = { 产品类别: '柑橘' };
    const basics = { 产品名称: '验收绿橙', 生产批次: lot_number, 生产日期: '2025-11-20', 生产地址: '澄迈县福山镇' };
    return { ...basics, ...category, ...more };
  }
  async function capture(one) {
    const report = await server.data_of('event.capture', { rows: [one] }, clerk);
    return report.rows[0];
  }

  test('what a preview tells is what happens, and products keep what they were', async () => {
    const { version, products } = await show('citrus');
    assert.ok(products > 0);
    const change = { category: 'citrus', base_version: version, rest: 'fruit', reason: '并入水果' };
    const left = { ...change, rest: undefined };
    await server.refused(409, 'category.products_left', 'category.retire', left, keeper);
    const preview = await server.data_of('category.preview_change', { operation: 'retire', ...change }, keeper);
    assert.equal(preview.products_moved, products);
    assert.equal((await show('citrus')).products, products);
    const done = await server.data_of('category.retire', change, keeper);
    assert.equal(done.state, 'approved');
    assert.deepEqual(done.effects[0], preview);
    const retired = await show('citrus');
    assert.deepEqual([retired.retired, retired.products, retired.successors], [true, 0, ['fruit']]);
    const now = await server.data_of('trace.query', { lot_number: 'QJ20251122' });
    assert.equal(now.product.category, '水果');
    const history = await server.data_of('product.history', { product: orange.product.id }, clerk);
    assert.deepEqual(
      history.items.map((item) => item.category),
      ['citrus', 'fruit'],
    );
    assert.equal(history.items[0].reason, '并入水果');
  });

  test('two who change one category: the second gets the version that is there', async () => {
    const { version } = await show('mango');
    const change = (name_en) => ({ category: 'mango', base_version: version, name_en });
    await server.data_of('category.save', change('mangoes'), keeper);
    const told = await server.refused(409, 'submission.base_version', 'category.save', change('Mango'), keeper);
    assert.match(told.message, new RegExp(String(version + 1)));
  });

  test('a file that names the retired category goes on to what it became', async () => {
    const taken = await capture(row('YS-1'));
    assert.equal(taken.status, 'accepted', JSON.stringify(taken));
  });

  test('a word is understood from the moment it is saved', async () => {
    const sale = { 销售时间: '2025-11-25', 销售渠道: '年货节' };
    const before_it = await capture(row('YS-2', sale));
    assert.equal(before_it.status, 'rejected');
    const word = { dictionary: 'sale_channel', code: 'fair', zh: '展销会', en: 'fair', aliases: ['年货节'] };
    const proposed = await server.data_of('dictionary.save', word, { as: 'demo.brand' });
    assert.equal(proposed.state, 'submitted');
    await server.refused(403, 'permission.denied', 'dictionary.save', word, clerk);
    const approved = await server.data_of('submission.approve', { submission: proposed.id }, { as: 'demo.regulator' });
    assert.equal(approved.effects[0].items[0].outcome, 'made');
    const after_it = await capture(row('YS-2', sale));
    assert.equal(after_it.status, 'accepted', JSON.stringify(after_it));
  });

  test('a unit of the operator converts', async () => {
    const crate = { dictionary: 'unit', code: 'crate', zh: '板条箱', en: 'crate' };
    await server.refused(400, 'request.invalid', 'dictionary.save', crate, keeper);
    await server.data_of('dictionary.save', { ...crate, details: { base: 'kg', factor: '20' } }, keeper);
    const taken = await capture(row('YS-3', { 数量: '12板条箱' }));
    assert.equal(taken.status, 'accepted', JSON.stringify(taken));
    const list = await server.data_of('submission.list', { state: 'submitted', limit: 200 }, clerk);
    assert.ok(list.items.some((item) => JSON.stringify(item.changes).includes('240 kg')));
  });

  test('rows follow the order of the steps of their category', async () => {
    const { version } = await show('litchi');
    const steps = ['commissioning', 'inspecting', 'retail_selling'];
    await server.data_of('category.save', { category: 'litchi', base_version: version, steps }, keeper);
    const tested = { 产品名称: '荔枝', 产品类别: '荔枝', 检测结果: '合格', 检测日期: '2025-11-19' };
    const taken = await capture(row('YS-4', tested));
    assert.equal(taken.status, 'rejected');
    assert.deepEqual(
      taken.faults.map((fault) => fault.code),
      ['row.steps_order'],
    );
  });

  test('what a category asks of the product itself is told once, changed by version, and shown', async () => {
    const { version } = await show('litchi');
    const attributes = [
      { name: 'tree_age', zh: '树龄', en: 'Age of the trees', kind: 'product', type: 'number', unit: '年', low: '1', required: true },
      { name: 'contract_price', zh: '包销价', en: 'Contract price', kind: 'product', type: 'text', data_class: 'internal' },
    ];
    await server.data_of('category.save', { category: 'litchi', base_version: version, attributes }, keeper);
    const litchi = { 产品名称: '验收荔枝王', 产品类别: '荔枝' };
    const missing = await capture(row('YP-1', litchi));
    assert.deepEqual(
      missing.faults.map((fault) => fault.code),
      ['tree_age.missing'],
    );
    const taken = await capture(row('YP-1', { ...litchi, 树龄: '30年', 包销价: '9元/斤' }));
    assert.equal(taken.status, 'accepted', JSON.stringify(taken));
    const submission = await waiting('YP-1');
    assert.ok(submission.diff[0].fields.some((field) => field.zh === '产品属性'), JSON.stringify(submission.diff));
    await server.data_of('submission.approve', { submission: submission.id }, { as: 'demo.regulator' });
    const told = async (as) => (await server.data_of('trace.query', { lot_number: 'YP-1' }, { as })).product;
    const product = await told('');
    assert.deepEqual(
      product.attributes.map((one) => [one.zh, one.value]),
      [['树龄', '30']],
    );
    assert.equal((await told('demo.orange.clerk')).attributes.length, 2);
    const page = await server.get('/search?q=' + encodeURIComponent('验收荔枝王'));
    assert.equal(page.status, 200);
    const changed = { product: product.id, base_version: product.version, changes: { attributes: { 树龄: '31', contract_price: null } } };
    const saved = await server.data_of('product.save', changed, clerk);
    await server.data_of('submission.approve', { submission: saved.id }, { as: 'demo.regulator' });
    const { items } = await server.data_of('product.history', { product: product.id }, clerk);
    assert.deepEqual(
      items.map((item) => item.attributes.map((one) => one.value)),
      [['9元/斤', '30'], ['31']],
    );
    await server.refused(400, 'product_attribute.missing', 'product.save', { ...changed, base_version: product.version + 1, changes: { attributes: { tree_age: '' } } }, clerk);
  });

  /** The submission of the clerk that waits for this lot. */
  async function waiting(lot_number) {
    const list = await server.data_of('submission.list', { state: 'submitted', limit: 200 }, clerk);
    const found = list.items.find((item) => item.changes[0].content.lot?.lot_number === lot_number);
    assert.ok(found, `nothing waits for ${lot_number}`);
    return server.data_of('submission.get', { submission: found.id }, { as: 'demo.regulator' });
  }

  test('what a category asks for is read, refused by name, kept by class and told', async () => {
    const { version } = await show('coconut');
    const attributes = [
      { name: 'juice', zh: '出水量', en: 'Juice', type: 'quantity', unit: 'ml', low: '50', high: '2000' },
      { name: 'climber', zh: '攀树工', en: 'Climber', type: 'text', data_class: 'personal' },
    ];
    const steps = ['commissioning', 'inspecting', 'retail_selling'];
    const range = { low: '0.1', high: '0.5' };
    const save = { category: 'coconut', base_version: version, attributes, steps, yield_range: range };
    await server.data_of('category.save', save, keeper);
    const nut = { 产品名称: '验收椰青', 产品类别: '椰子' };
    const wrong = await capture(row('YE-1', { ...nut, 出水量: '5升' }));
    assert.equal(wrong.faults[0].code, 'juice.outside');
    assert.match(wrong.faults[0].advice, /出水量.*50 – 2000 ml/);
    const other = await capture(row('YE-1', { 出水量: '300毫升' }));
    assert.equal(other.faults[0].code, 'row.attribute_unknown');
    const good = await capture(row('YE-1', { ...nut, '出水量（升）': '0.35', 攀树工: '羊阿桂', 销售时间: '2025-11-22' }));
    assert.equal(good.status, 'accepted', JSON.stringify(good));
    assert.deepEqual(
      good.warnings.map((one) => one.code),
      ['steps.missing'],
    );
    const submission = await waiting('YE-1');
    assert.match(submission.warnings[0].advice, /检测|检验|inspecting/);
    assert.equal(submission.changes[0].content.written.juice, '0.35升');
    await server.data_of('submission.approve', { submission: submission.id }, { as: 'demo.regulator' });
    const told = async (as) => {
      const answer = await server.data_of('trace.query', { lot_number: 'YE-1' }, { as });
      return { answer, values: answer.events.flatMap((event) => event.attributes.map((one) => one.value)) };
    };
    const open = await told('');
    assert.deepEqual(open.values, ['350']);
    assert.equal(open.answer.lot.missing_steps, undefined);
    const own = await told('demo.orange.clerk');
    assert.deepEqual(own.values, ['羊阿桂', '350']);
    assert.deepEqual(own.answer.lot.missing_steps, ['inspecting']);
    const found = await server.get('/search?q=YE-1');
    const page = await server.get(found.headers.location);
    assert.equal(page.status, 200);
    assert.match(page.text, /出水量/);
    assert.match(page.text, /350 毫升/);
    assert.doesNotMatch(page.text, /羊阿桂/);
  });

  test('the tree as a spreadsheet: the same file out and in', async () => {
    const reply = await server.call('category.export', { format: 'csv' }, keeper);
    assert.match(reply.headers['content-type'], /^text\/csv/);
    const csv = Buffer.from(reply.text);
    const other = await serve({ demo: true });
    try {
      await other.data_of('category.import', { csv_base64: csv.toString('base64') }, keeper);
      const again = await other.call('category.export', { format: 'csv' }, keeper);
      assert.equal(again.text, reply.text);
    } finally {
      await other.end();
    }
    const bad = Buffer.from('record,code,retired\ncategory,fruit,perhaps\n').toString('base64');
    const told = await server.refused(400, 'category_csv.value', 'category.import', { csv_base64: bad }, keeper);
    assert.match(told.message, /第 2 行/);
  });

  test('the whole catalogue and dictionary come back the same from another installation', async () => {
    const tree = await server.data_of('category.export', {}, keeper);
    const words = await server.data_of('dictionary.export', {}, keeper);
    const other = await serve({ demo: true });
    try {
      await other.data_of('category.import', tree, keeper);
      await other.data_of('dictionary.import', words, keeper);
      assert.deepEqual(await other.data_of('category.export', {}, keeper), tree);
      assert.deepEqual(await other.data_of('dictionary.export', {}, keeper), words);
    } finally {
      await other.end();
    }
  });

  test('anybody may know who uses a brand, but not how much', async () => {
    const list = await server.data_of('brand.list_licensees', { brand: orange.brand.id });
    assert.ok(list.items.some((item) => item.party === orange.party.name));
    assert.ok(!JSON.stringify(list).includes('quota'));
  });
});

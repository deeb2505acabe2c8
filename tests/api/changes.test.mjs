// Change control over the wire: both versions in a conflict, nothing lost under load, streams of changes as browsers and
// programs read them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listen } from './changes_stream.mjs';
import { serve, until } from './platform.mjs';

describe('two people change one product', () => {
  let server;
  let product;
  const clerk = { as: 'demo.orange.clerk' };
  const present = async () => (await server.data_of('product.history', { product }, clerk)).items.at(-1);
  const save = (base_version, changes, as = clerk) => server.call('product.save', { product, base_version, changes }, as);

  before(async () => {
    server = await serve();
    const story = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' });
    product = story.product.id;
  });
  after(() => server?.end());

  test('the second is told base, theirs and yours, field by field, and makes it again', async () => {
    const base = await present();
    const theirs = await server.data_of('product.save', { product, base_version: base.version, changes: { name_en: 'Theirs' } }, clerk);
    const yours = await server.data_of('product.save', { product, base_version: base.version, changes: { name_en: 'Yours', allergens: ['milk'] } }, clerk);
    await server.data_of('submission.approve', { submission: theirs.id }, { as: 'demo.regulator' });
    const refused = await server.refused(409, 'submission.base_version', 'submission.approve', { submission: yours.id }, { as: 'demo.regulator' });
    const by_path = Object.fromEntries(refused.details.map((detail) => [detail.path, detail]));
    const { base: was, theirs: is, yours: mine, code } = by_path['changes.name_en'];
    assert.deepEqual([code, was, is, mine], ['submission.differs', base.name_en, 'Theirs', 'Yours']);
    assert.deepEqual(by_path['changes.allergens'].yours, ['milk']);
    assert.equal((await server.data_of('submission.get', { submission: yours.id }, clerk)).state, 'submitted');
    const again = await save(base.version + 1, { name_en: 'Yours' });
    assert.equal(again.status, 200, again.text);
    await server.data_of('submission.approve', { submission: again.json.data.id }, { as: 'demo.regulator' });
    assert.equal((await present()).name_en, 'Yours');
  });

  test('the nutrition table of a label is checked, looked at, published and told', async () => {
    const { version } = await present();
    const table = (energy) => `每100g：能量 ${energy}；蛋白质 0.8g；脂肪 0g；碳水化合物 10.5g；钠 0mg`;
    const refused = await server.refused(400, 'request.invalid', 'product.save', { product, base_version: version, changes: { nutrition: table('46kcal') } }, clerk);
    assert.deepEqual(refused.details.map(({ path, code }) => [path, code]), [['changes.nutrition', 'nutrition.wrong_unit']]);
    assert.match(refused.details[0].message, /kJ/);
    const doubtful = await server.data_of('product.save', { product, base_version: version, changes: { nutrition: table('19kJ') } }, clerk);
    const { warnings } = await server.data_of('submission.get', { submission: doubtful.id }, { as: 'demo.regulator' });
    assert.deepEqual(warnings.map(({ field, code }) => [field, code]), [['nutrition', 'nutrition.energy']]);
    const good = await server.data_of('product.save', { product, base_version: version, changes: { nutrition: table('192kJ') } }, clerk);
    assert.deepEqual((await server.data_of('submission.get', { submission: good.id }, clerk)).warnings, []);
    await server.data_of('submission.approve', { submission: good.id }, { as: 'demo.regulator' });
    assert.equal((await present()).nutrition, table('192kJ'));
    const story = await server.data_of('trace.query', { lot_number: 'QJ20251122' });
    const { nutrition } = story.product;
    assert.equal(nutrition.per_en, 'per 100 g');
    assert.deepEqual(nutrition.lines[0], { nutrient: 'energy', name: '能量', name_en: 'Energy', amount: '192', unit: 'kJ', nrv_percent: 2 });
    const log = await server.get(`/lot/${story.lot.id}/log?lang=en`);
    assert.match(log.text, /\(none\) → per 100 g: Energy 192 kJ; Protein 0.8 g/);
    await server.data_of('submission.reject', { submission: doubtful.id, comment: '能量不符' }, { as: 'demo.regulator' });
  });

  test('what lost is put on the new version in place: the same submission, with its comments', async () => {
    const base = await present();
    const reviewer = { as: 'demo.regulator' };
    const change = (name_en) => server.data_of('product.save', { product, base_version: base.version, changes: { name_en } }, clerk);
    const theirs = await change('First in');
    const mine = await change('Second in');
    await server.data_of('submission.comment', { submission: mine.id, comment: '请合并' }, reviewer);
    await server.data_of('submission.approve', { submission: theirs.id }, reviewer);
    await server.refused(409, 'submission.base_version', 'submission.approve', { submission: mine.id }, reviewer);
    await server.refused(404, 'submission.not_found', 'submission.rebase', { submission: mine.id }, { as: 'demo.coffee.clerk' });
    const contents = [{ name_en: 'Both in' }];
    const anew = await server.data_of('submission.rebase', { submission: mine.id, contents, comment: '已合并' }, clerk);
    assert.deepEqual([anew.id, anew.state, anew.changes[0].base_version], [mine.id, 'submitted', base.version + 1]);
    await server.data_of('submission.approve', { submission: mine.id }, reviewer);
    assert.equal((await present()).name_en, 'Both in');
    const { steps } = await server.data_of('submission.get', { submission: mine.id }, clerk);
    assert.deepEqual(
      steps.map((step) => step.verb),
      ['submit', 'comment', 'rebase', 'approve'],
    );
  });

  test('a decision about what the author changed meanwhile is refused, with what is there now', async () => {
    const reviewer = { as: 'demo.regulator' };
    const { version, name_en } = await present();
    const mine = await server.data_of('product.save', { product, base_version: version, changes: { name_en: 'Looked at' } }, clerk);
    const contents = [{ name_en: 'Slipped in' }];
    await server.data_of('submission.rebase', { submission: mine.id, contents }, clerk);
    for (const verb of ['approve', 'return', 'reject']) {
      const body = { submission: mine.id, version: mine.version };
      const refused = await server.refused(409, 'submission.version', `submission.${verb}`, body, reviewer);
      const name = refused.details.find((detail) => detail.path === 'changes.name_en');
      assert.deepEqual([name.code, name.now, name.then], ['submission.would_change', name_en, 'Slipped in']);
    }
    const now = await server.data_of('submission.get', { submission: mine.id }, reviewer);
    assert.deepEqual([now.state, now.version], ['submitted', mine.version + 1]);
    await server.refused(400, 'request.invalid', 'submission.approve', { submission: mine.id, version: 'one' }, reviewer);
    await server.data_of('submission.approve', { submission: mine.id, version: now.version }, reviewer);
    assert.equal((await present()).name_en, 'Slipped in');
  });

  test('a conflict in the catalogue tells both versions too', async () => {
    const keeper = { as: 'demo.system' };
    const { version, name_en } = await server.data_of('category.show', { category: 'tea' }, keeper);
    const save = (text) => server.call('category.save', { category: 'tea', base_version: version, name_en: text }, keeper);
    assert.equal((await save('Teas')).status, 200);
    const refused = await save('Tea leaves');
    assert.equal(refused.json.code, 'submission.base_version');
    const name = refused.json.details.find((detail) => detail.path === 'name_en');
    assert.deepEqual([name.base, name.theirs, name.yours], [name_en, 'Teas', 'Tea leaves']);
  });

  test('under load each version has one successor, and what was told as done is in the history', async () => {
    const start = await present();
    const done = [];
    const lost = [];
    const reviewers = ['demo.regulator', 'demo.brand'];
    const writer = async (number) => {
      for (let round = 0; round < 6; ++round) {
        const { version } = await present();
        const name_en = `writer ${number} round ${round}`;
        const saved = await save(version, { name_en });
        if (saved.status === 409) {
          lost.push(saved.json);
          continue;
        }
        assert.equal(saved.status, 200, saved.text);
        const options = { as: reviewers[number % 2] };
        const approved = await server.call('submission.approve', { submission: saved.json.data.id }, options);
        if (approved.status === 200) done.push({ version, name_en });
        else lost.push(approved.json);
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(writer));
    for (const error of lost) {
      assert.equal(error.code, 'submission.base_version', JSON.stringify(error));
      const name = error.details.find((detail) => detail.path === 'changes.name_en');
      assert.match(name.theirs, /writer/);
      assert.match(name.yours, /writer/);
    }
    done.sort((a, b) => a.version - b.version);
    assert.deepEqual(
      done.map((one) => one.version),
      done.map((_, i) => start.version + i),
    );
    const { items } = await server.data_of('product.history', { product }, clerk);
    assert.deepEqual(
      items.slice(-done.length).map((item) => item.name_en),
      done.map((one) => one.name_en),
    );
    assert.ok(lost.length > 0 && done.length > 0, `${done.length} done, ${lost.length} lost`);
  });

  describe('streams', () => {
    const change = async (name_en) => {
      const { version } = await present();
      const saved = await save(version, { name_en });
      await server.data_of('submission.approve', { submission: saved.json.data.id }, { as: 'demo.regulator' });
    };
    const code = () => server.code('琼北金橙 QJ20251122-D01');

    test('a visitor hears that a code tells something new, and nothing else', async () => {
      const stream = await listen(server, `/events?topics=code%3A${code()}`);
      assert.equal(stream.status, 200);
      assert.match(stream.headers['content-type'], /^text\/event-stream/);
      assert.equal(stream.headers['cache-control'], 'no-store');
      await change('Heard');
      const [event] = await until('an event', () => stream.events().length > 0 && stream.events());
      assert.deepEqual(Object.keys(event).sort(), ['id', 'topic']);
      stream.close();
    });

    test('who comes again with the last id hears what came in between', async () => {
      const stream = await listen(server, `/events?topics=code:${code()}`);
      await change('First');
      const [first] = await until('an event', () => stream.events().length > 0 && stream.events());
      stream.close();
      await change('Second');
      const again = await listen(server, `/events?topics=code:${code()}`, { 'Last-Event-ID': first.id });
      const [second] = await until('the missed one', () => again.events().length > 0 && again.events());
      assert.ok(Number(second.id) > Number(first.id));
      again.close();
    });

    test('staff hear of their own party alone', async () => {
      const auth = (user) => ({ Authorization: `Bearer ${server.token(user)}` });
      const own = await listen(server, '/events?topics=submissions,products', auth('demo.orange.reviewer'));
      const other = await listen(server, '/events?topics=submissions,products', auth('demo.coffee.clerk'));
      const all = await listen(server, '/events?topics=submissions', auth('demo.regulator'));
      assert.deepEqual([own.status, other.status, all.status], [200, 200, 200]);
      await change('For staff');
      const heard = await until('three events', () => own.events().length >= 3 && own.events());
      assert.deepEqual(
        heard.map((event) => `${event.thing} ${event.what}`).sort(),
        ['product product.save', 'submission approved', 'submission submitted'],
      );
      await until('the regulator', () => all.events().length >= 2);
      assert.deepEqual(other.events(), []);
      for (const stream of [own, other, all]) stream.close();
    });

    test("a brand's manager hears of what is submitted under its brand, until its token ends", async () => {
      const auth = { Authorization: `Bearer ${server.token('demo.brand')}` };
      const manager = await listen(server, '/events?topics=submissions', auth);
      await change('Under the brand');
      const heard = await until('its submissions', () => manager.events().length >= 2 && manager.events());
      assert.deepEqual(heard.map((event) => `${event.thing} ${event.what}`).slice(0, 2), ['submission submitted', 'submission approved']);
      const { items } = await server.data_of('user.list_tokens', { name: 'demo.brand' }, { base: server.admin });
      await server.data_of('user.revoke_token', { token: items[0].id }, { base: server.admin });
      await until('the end of the stream', () => manager.ended);
      assert.equal((await listen(server, '/events?topics=submissions', auth)).status, 401);
    });

    test('what cannot be listened to is refused in words', async () => {
      const cases = [
        ['/events?topics=submissions', 401, 'token.missing'],
        ['/events?topics=nothing', 400, 'change.topic_unknown'],
        ['/events', 400, 'change.topic_unknown'],
        ['/events?topics=code:12', 400, 'code.malformed'],
        ['/events?topics=code:12345678901234567890', 404, 'change.no_story'],
        ['/events?topics=lot:1', 404, 'lot.not_found'],
        [`/events?topics=code:${code()}&since=yesterday`, 400, 'request.invalid'],
      ];
      for (const [where, status, told] of cases) {
        const reply = await server.get(where);
        assert.equal(reply.status, status, `${where}: ${reply.text}`);
        assert.equal(reply.json.code, told, where);
      }
      assert.equal((await server.get('/events', { method: 'POST' })).status, 405);
    });

    test('a program asks once for what it missed', async () => {
      const from = await server.call('change.stream', { topics: [`code:${code()}`], since: '0', once: true });
      assert.equal(from.status, 200);
      assert.match(from.text, /event: change/);
    });

    test('a server that stops ends its streams in good order', async () => {
      const stream = await listen(server, `/events?topics=code:${code()}`);
      const started = Date.now();
      assert.equal(await server.end(), 0);
      server = undefined;
      await until('the end of the stream', () => stream.ended);
      assert.ok(Date.now() - started < 8000, 'not only after the grace');
    });
  });
});

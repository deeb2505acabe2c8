// From a code, a lot number, a barcode or a name to the story of a product; who sees what of it; scans and PINs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import zlib from 'node:zlib';
import { csv, done, has_chinese, json, request, root, run, serve, temporary, texts, until } from './platform.mjs';

const carrier = '海南椰岚冷链物流有限公司';
const dealers = fs
  .readFileSync(path.join(root, 'examples/12-orange-dealers.csv'), 'utf8')
  .replace(/^\ufeff/, '')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(';'))
  .map((cells) => ({ lot: cells[4], name: cells[5], quantity: cells[6] }));
const phone = {
  'User-Agent': 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36',
};

const wide = (text) => [...text].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');

let server;
const coffee_code = () => server.code('东寨湾拼配咖啡豆 CYR260106-HK01');
const query = (body, as = '') => server.data_of('trace.query', body, { as });

/** Codes of a new range of a lot: [{code, url, pin?}]. */
async function fresh_codes(lot, count, pin = false) {
  const file = path.join(temporary(), 'codes.csv');
  const args = ['codes', 'issue', '--lot', lot, '--count', count, '--export', file, '--data', server.data];
  await done(pin ? [...args, '--pin'] : args);
  return csv(fs.readFileSync(file, 'utf8'));
}

/** A forged code: the last digit of a real one changed (one in a million of these would pass). */
const slip = (code) => code.slice(0, 19) + String((Number(code[19]) + 1) % 10);

describe('tracing', () => {
  before(async () => {
    server = await serve();
  });
  after(() => server?.end());

  describe('example codes', () => {
    test('each has the state that the examples give it', async () => {
      const states = {};
      for (const { code, product } of server.ready.codes) {
        const { authenticity, view, proof, lot } = await query({ code });
        (states[authenticity.state] ??= []).push(product);
        assert.equal(view, 'code_holder');
        assert.equal(proof, null);
        assert.equal(lot !== null, authenticity.state !== 'unbound', product);
        assert.equal(authenticity.scan_count, 0, 'looking does not count');
      }
      assert.deepEqual(states.unbound, ['琼北金橙']);
      assert.deepEqual(states.frozen, ['椰林走地鸡（冷鲜）']);
      assert.equal(states.genuine.length, server.ready.codes.length - 2);
    });

    test('each opens a page', async () => {
      for (const { code, product } of server.ready.codes) {
        const page = await server.get(`/t/${code}`);
        assert.equal(page.status, 200, product);
        assert.match(page.headers['content-type'], /^text\/html/);
        const gzip = await server.get(`/t/${code}`, { headers: { 'Accept-Encoding': 'gzip' } });
        assert.equal(gzip.headers['content-encoding'], 'gzip');
        assert.ok(gzip.bytes.length <= 14 * 1024, `${product}: ${gzip.bytes.length} bytes`);
      }
    });
  });

  describe('the roasted coffee', () => {
    const cherries = ['CQS-20251208', 'FYL-20251208', 'HAF-20251209'];
    const washed = ['XPW2512-1', 'XPW2512-2', 'XPW2512-3'];

    function check_story(story) {
      const numbers = story.graph.nodes.map((node) => node.lot_number);
      for (const lot of [...cherries, ...washed, 'CYB260104', 'CYR260106', 'CYR260106-HK01']) {
        assert.ok(numbers.includes(lot), `${lot} in ${numbers}`);
      }
      assert.ok(!numbers.some((lot) => lot.startsWith('CYR260210')), 'nothing of the other roast');
      const number_of = Object.fromEntries(story.graph.nodes.map((node) => [node.id, node.lot_number]));
      const links = story.graph.links.map((link) => `${number_of[link.from]} ${link.kind} ${number_of[link.to]}`);
      for (let i = 0; i < 3; ++i) {
        assert.ok(links.includes(`${cherries[i]} transformation ${washed[i]}`), links.join('\n'));
        assert.ok(links.includes(`${washed[i]} merge CYB260104`), links.join('\n'));
      }
      assert.ok(links.includes('CYB260104 transformation CYR260106'), links.join('\n'));
      assert.ok(links.includes('CYR260106 split CYR260106-HK01'), links.join('\n'));
      for (const link of story.graph.links) assert.ok(link.event_id && link.from in number_of && link.to in number_of);

      const times = story.events.map((event) => Date.parse(event.event_time));
      assert.deepEqual(times, [...times].sort((a, b) => a - b), 'oldest first');
      const when = (step, lot) => {
        const found = story.events.findIndex((event) => event.step === step && (!lot || event.lot_number === lot));
        assert.ok(found >= 0, `${step} ${lot ?? ''}`);
        return found;
      };
      const order = [
        when('commissioning', 'CQS-20251208'),
        when('transforming', 'XPW2512-1'),
        when('merging', 'CYB260104'),
        when('transforming', 'CYR260106'),
        when('inspecting', 'CYR260106'),
        when('packing'),
        story.events.findIndex((event) => event.step === 'transporting' && event.event_time >= '2026-01-10'),
        when('retail_selling', 'CYR260106-HK01'),
      ];
      assert.deepEqual(order, [...order].sort((a, b) => a - b), order.join(' '));
      assert.equal(story.inspections.filter((event) => event.lot_number === 'CYR260106').length, 3);
      assert.equal(story.product.name, '东寨湾拼配咖啡豆');
      assert.equal(story.brand.name, '东寨湾咖啡');
      assert.equal(story.cut.cut, false);
    }

    test('farms → cherries → washing → blending, roasting → test → transport → shop', async () => {
      const story = await query({ code: coffee_code() });
      check_story(story);
      assert.equal(story.lot.lot_number, 'CYR260106-HK01');
      const shop = story.events.find((event) => event.step === 'retail_selling');
      assert.equal(shop.party.name, '海口琼货集商贸有限公司');
      assert.equal(shop.contents.sale_price, '6800', 'opened by the product');
    });

    test('the same from the command line, as JSON and as lines', async () => {
      check_story(await json(['trace', coffee_code(), '--data', server.data]));
      const { lines } = await done(['trace', coffee_code(), '--data', server.data]);
      assert.equal(lines[0], 'state: genuine');
      assert.ok(lines.some((line) => line.includes('retail_selling') && line.includes('海口琼货集商贸有限公司')));
    });

    test('the page tells it in both languages', async () => {
      for (const [language, words] of [
        ['zh', ['正品', '东寨湾拼配咖啡豆', '万宁', '赭曲霉毒素A', 'CYR260106-HK01', '来龙去脉']],
        ['en', ['Genuine', 'Dongzhai Bay coffee blend, roasted', 'Wanning', 'CYR260106-HK01', 'Where it comes from']],
      ]) {
        const { text } = await server.get(`/t/${coffee_code()}?lang=${language}`);
        for (const word of words) assert.ok(text.includes(word), `${language}: ${word}`);
        assert.match(text, language === 'zh' ? /<html lang="zh-CN"/ : /<html lang="en"/);
        const scripts = [...text.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
        assert.deepEqual(scripts, ['<script>', '<script>'], 'only those that hear of updates and share');
        assert.ok(text.includes('SC-QY-0003'), `${language}: the licence on the label`);
        for (const lot of [...cherries, ...washed]) assert.ok(text.includes(lot), `${language}: ${lot}`);
      }
    });

    test('farmers keep their names, and nobody sees quantities', async () => {
      const page = (await server.get(`/t/${coffee_code()}`)).text.replace(/<style>[^]*?<\/style>/, '');
      const answer = await query({ code: coffee_code() });
      const story = JSON.stringify(answer);
      for (const event of answer.events) {
        assert.deepEqual([event.quantity, event.inputs], [null, []], event.step);
        for (const field of ['quantity', 'inputs', 'vehicle', 'container', 'shipped_quantity', 'note']) {
          assert.equal(event.contents[field], undefined, `${event.step}: ${field}`);
        }
      }
      for (const link of answer.graph.links) assert.equal(link.quantity, null);
      for (const name of ['陈启山', '符玉莲', '黄阿福']) {
        assert.ok(!page.includes(name), `page: ${name}`);
        assert.ok(!story.includes(name), `answer: ${name}`);
      }
      const words = page.replace(/<svg[^]*?<\/svg>/g, '');
      for (const hidden of ['1200', '1,200', '262', '琼CD0Q05', '琼C·D0Q05']) {
        // As a number of its own: the digits of a code are any.
        assert.doesNotMatch(words, new RegExp(`(?<!\\d|\\d )${hidden}(?!\\d| \\d)`), `page: ${hidden}`);
      }
    });
  });

  describe('a lot sold to twenty dealers', () => {
    test('a code of a dealer names that dealer at most', async () => {
      assert.equal(dealers.length, 20);
      for (const dealer of dealers) {
        const code = server.code(`琼北金橙 ${dealer.lot}`);
        const story = await query({ code });
        assert.equal(story.lot.lot_number, dealer.lot);
        const shown = [
          texts(story).join('\n'),
          (await server.get(`/t/${code}`)).text,
          (await server.get(`/t/${code}?lang=en`)).text,
          (await server.get(`/lot/${encodeURIComponent(dealer.lot)}`)).text,
        ];
        for (const other of dealers.filter((one) => one !== dealer)) {
          for (const text of shown) {
            assert.ok(!text.includes(other.name), `${dealer.lot}: ${other.name}`);
            assert.ok(!text.includes(other.lot), `${dealer.lot}: ${other.lot}`);
          }
        }
        for (const text of shown) assert.ok(text.includes(dealer.lot));
      }
    });

    test('where the dealer put it on sale, the buyer sees that', async () => {
      for (const { lot, name } of dealers.slice(0, 3)) {
        const story = await query({ code: server.code(`琼北金橙 ${lot}`) });
        const sales = story.events.filter((event) => event.step === 'retail_selling');
        assert.deepEqual(sales.map((event) => event.party.name), [name], lot);
        assert.equal(sales[0].contents.sale_price, undefined, 'the price is not opened');
      }
    });

    test('the whole lot tells the public no dealer', async () => {
      for (const body of [{ lot_number: 'QJ20251122' }, { code: server.code('琼北金橙') }]) {
        const text = texts(await query(body)).join('\n');
        for (const { name, lot } of dealers) {
          assert.ok(!text.includes(name), name);
          assert.ok(!text.includes(lot), lot);
        }
      }
      const page = (await server.get('/lot/QJ20251122')).text;
      for (const { name, lot } of dealers) assert.ok(!page.includes(name) && !page.includes(lot), lot);
    });

    test('the manager of the brand sees which dealer each range went to', async () => {
      const story = await query({ lot_number: 'QJ20251122' }, 'demo.brand');
      assert.equal(story.view, 'own_party');
      for (const { lot, name, quantity } of dealers) {
        const range = story.ranges.find((one) => one.lot_number === lot);
        assert.ok(range, lot);
        assert.equal(range.consignee, name);
        assert.equal(range.count, String(parseInt(quantity, 10)));
        assert.equal((await query({ code: range.first_code })).lot.lot_number, lot);
        assert.equal((await query({ code: range.last_code })).lot.lot_number, lot);
      }
      const owner = await query({ lot_number: 'QJ20251122' }, 'demo.orange.clerk');
      assert.deepEqual([owner.view, owner.ranges.length], ['own_party', story.ranges.length]);
      const regulator = await query({ lot_number: 'QJ20251122' }, 'demo.regulator');
      assert.equal(regulator.view, 'regulator');
      assert.ok(regulator.events.length >= story.events.length);
      for (const as of ['', 'demo.coffee.clerk', 'demo.audit', 'demo.system']) {
        const other = await query({ lot_number: 'QJ20251122' }, as);
        assert.deepEqual([other.view, other.ranges], ['public', []], as);
      }
      const { out } = await done(['trace', 'QJ20251122', '--data', server.data]);
      assert.ok(out.includes('QJ20251122-D20 西安秦果记果品经营部'), out.slice(-600));
    });

    test('the manager of one brand sees nothing inside of another', async () => {
      const story = await query({ lot_number: 'CYR260106' }, 'demo.brand');
      assert.deepEqual([story.view, story.ranges], ['public', []]);
    });
  });

  describe('a carrier', () => {
    let as;
    before(async () => {
      const story = await query({ lot_number: 'QJ20251122-D01' }, 'demo.regulator');
      const hauled = story.events.find((event) => event.party.name === carrier);
      as = await server.user('cold.clerk', 'party_clerk', hauled.party.id);
    });

    test('sees its own haul whole, and of the rest what the public sees', async () => {
      const story = await query({ lot_number: 'QJ20251122-D01' }, as);
      const own = story.events.filter((event) => event.party.name === carrier);
      assert.equal(own.length, 1);
      assert.equal(own[0].contents.vehicle, '琼AD0Q01');
      assert.ok(own[0].readings.length > 3);
      assert.deepEqual(story.ranges, []);
      const text = texts(story).join('\n');
      for (const { name, lot } of dealers.slice(1)) assert.ok(!text.includes(name) && !text.includes(lot), lot);
      for (const event of story.events) {
        if (event.party.name === carrier) continue;
        assert.ok((event.contents.grower_name ?? '').replace(/^.\**$/, '') === '', 'a surname at most');
        for (const field of ['sale_price', 'quantity', 'inputs', 'vehicle', 'contract_number']) {
          assert.equal(event.contents[field], undefined, `${event.step}: ${field}`);
        }
        assert.equal(event.quantity, null, event.step);
        assert.deepEqual(event.inputs, [], event.step);
      }
      assert.equal(story.lot.quantity, null);
    });

    test('sees no dealers of the lot, no prices, customers or contracts anywhere', async () => {
      const hauled = ['QJ20251122-D01', 'QJ20251122-D02'];
      for (const lot_number of ['QJ20251122', 'YX260712-01', 'YF20260615-SY', 'CYR260106']) {
        const story = await query({ lot_number }, as);
        const words = texts(story);
        const text = words.join('\n');
        for (const { name, lot } of dealers.filter((one) => !hauled.includes(one.lot))) {
          assert.ok(!text.includes(name) && !text.includes(lot), `${lot_number}: ${lot}`);
        }
        for (const secret of ['周若溪', '12000000101', 'YX-HT-2607-01']) {
          assert.ok(!text.includes(secret), `${lot_number}: ${secret}`);
        }
        // As whole values: the digits of a price may stand inside an id.
        for (const price of ['8900', '8200', '9500', '8800']) assert.ok(!words.includes(price), `${lot_number}: ${price}`);
      }
      const service = await query({ lot_number: 'YX260712-01' }, as);
      assert.equal(service.services[0].contents.service_price, '39800', 'opened to everyone');
    });
  });

  describe('who serves the customer knows the customer', () => {
    test('others see a surname at most, and no contract', async () => {
      const text = texts(await query({ lot_number: 'YX260712-01' })).join('\n');
      const page = (await server.get('/lot/YX260712-01')).text;
      for (const secret of ['周若溪', '120-0000-0101', '12000000101', 'YX-HT-2607-01', '雷暴预警全额退款']) {
        assert.ok(!text.includes(secret), secret);
        assert.ok(!page.includes(secret), secret);
      }
      const told = await query({ lot_number: 'YX260712-01' }, 'demo.regulator');
      assert.equal(told.services[0].contents.customer_name, '周若溪');
    });
  });

  describe('asking by other things than a code', () => {
    test('a lot number that several lots have gives candidates; product or party decide', async () => {
      const rows = ['东方岭上芒园农业有限公司', '白沙岭雾茶业有限公司'].map((producer_name, i) => ({
        product_name: `同号产品${i + 1}`,
        producer_name,
        lot_number: 'SAME-1',
        produced_on: '2026-01-10',
        production_address: '海南省',
        quantity: '20箱',
      }));
      const file = path.join(temporary(), 'same.json');
      fs.writeFileSync(file, JSON.stringify(rows));
      await done(['import', file, '--data', server.data]);
      const asked = await query({ lot_number: 'SAME-1' });
      assert.equal(asked.lot, null);
      assert.equal(asked.candidates.length, 2);
      assert.deepEqual(asked.candidates.map((one) => one.product).sort(), ['同号产品1', '同号产品2']);
      for (const one of asked.candidates) assert.equal(one.lot_number, 'SAME-1');
      for (const more of [{ product: '同号产品2' }, { party: rows[1].producer_name }]) {
        const found = await query({ lot_number: 'SAME-1', ...more });
        assert.equal(found.product.name, '同号产品2');
      }
      const found = await query({ lot_number: 'SAME-1', product: asked.candidates[0].product });
      assert.equal(found.lot.id, asked.candidates[0].id);
      const by_id = await query({ lot_number: 'SAME-1', product: found.product.id, party: found.party.id });
      assert.equal(by_id.lot.id, found.lot.id);
      await server.refused(404, 'lot.not_found', 'trace.query', { lot_number: 'SAME-1', party: carrier });
      const page = await server.get('/lot/SAME-1');
      assert.equal(page.status, 200);
      for (const one of asked.candidates) assert.ok(page.text.includes(`/lot/${one.id}`));
      const { out } = await done(['trace', 'SAME-1', '--data', server.data]);
      assert.equal(out.match(/^candidate: /gm).length, 2);
    });

    test('a barcode: its only lot, else candidates; with a lot number that lot', async () => {
      const scarf = await query({ gtin: '6999900000064' });
      assert.equal(scarf.lot.lot_number, 'JYW2604-07');
      const coffee = await query({ gtin: '6999900000033' });
      assert.equal(coffee.product.name, '东寨湾拼配咖啡豆');
      assert.ok(coffee.candidates.some((one) => one.lot_number === 'CYR260106'));
      assert.ok(coffee.candidates.some((one) => one.lot_number === 'CYR260210'));
      const lot = await query({ gtin: '06999900000033', lot_number: 'CYR260106' });
      assert.equal(lot.lot.lot_number, 'CYR260106');
      await server.refused(404, 'lot.not_found', 'trace.query', { gtin: '6999900000033', lot_number: 'NO-1' });
      await server.refused(404, 'gtin.not_found', 'trace.query', { gtin: '6999900009999' });
      await server.refused(400, 'gtin.check', 'trace.query', { gtin: '6999900000034' });
      await server.refused(400, 'gtin.malformed', 'trace.query', { gtin: '69999' });
    });

    test('unknown lots are 404, nothing asked and malformed texts 400', async () => {
      await server.refused(404, 'lot.not_found', 'trace.query', { lot_number: 'NO-SUCH-LOT' });
      await server.refused(400, 'trace.nothing_asked', 'trace.query', {});
      const letters = 'abcdefghijklmnopqrst';
      for (const code of ['', '1', '123', '1'.repeat(19), '1'.repeat(21), letters, '０'.repeat(20), '<b>']) {
        await server.refused(400, 'code.malformed', 'trace.query', { code });
      }
      await server.refused(400, 'request.invalid', 'trace.query', { code: '1'.repeat(301) });
      const lot = await server.get('/lot/NO-SUCH-LOT');
      assert.equal(lot.status, 404);
      assert.equal((await run(['trace', 'NO-SUCH-LOT', '--data', server.data])).code, 1);
    });

    test('a code as people write it', async () => {
      const code = coffee_code();
      for (const text of [
        code.replace(/(.{4})/g, '$1 ').trim(),
        code.replace(/(.{5})/g, '$1-').slice(0, -1),
        wide(code),
        `  ${code}\n`,
        `https://example.cn/t/${code}`,
        `https://localhost:8443/t/${code}?lang=en`,
        `http://example.cn/01/06999900000033/10/CYR260106/21/${code}`,
      ]) {
        const found = await query({ code: text });
        assert.equal(found.code, code, text);
        assert.equal(found.authenticity.state, 'genuine', text);
      }
      assert.equal((await server.get(`/t/${encodeURIComponent(wide(code))}`)).status, 200);
    });

    test('search by characters, pinyin and initials', async () => {
      const gtin = '6999900000033';
      const names = ['咖啡', 'kafei', 'kf', 'KaFei', '拼配咖啡', 'dongzhaiwan', '东寨湾拼配咖啡豆', wide(gtin), gtin];
      for (const name of names) {
        const found = await server.data_of('trace.search', { name });
        const item = found.items.find((one) => one.product.name === '东寨湾拼配咖啡豆');
        assert.ok(item, `${name}: ${found.items.map((one) => one.product.name)}`);
        assert.equal(item.party, '海口晨屿咖啡烘焙有限公司');
        assert.equal(item.brand, '东寨湾咖啡');
        assert.ok(item.lots.some((lot) => lot.lot_number.startsWith('CYR')));
        const page = await server.get(`/search?q=${encodeURIComponent(name)}`);
        assert.ok(page.text.includes('东寨湾拼配咖啡豆'), name);
      }
      assert.deepEqual((await server.data_of('trace.search', { name: '没有这种产品' })).items, []);
      await server.refused(400, 'search.too_short', 'trace.search', { name: '咖' });
      await server.refused(400, 'request.invalid', 'trace.search', { name: '咖'.repeat(65) });
      const lot = await server.data_of('trace.search', { name: 'CYR260106' });
      assert.deepEqual(lot.lots.map((one) => one.lot_number), ['CYR260106']);
      const text = texts(await server.data_of('trace.search', { name: '咖啡鲜果' })).join('\n');
      for (const farmer of ['陈启山', '符玉莲', '黄阿福']) assert.ok(!text.includes(farmer), farmer);
    });

    test('the search page leads on: a code and a lot number to their pages', async () => {
      const code = await server.get(`/search?q=${coffee_code()}`);
      assert.deepEqual([code.status, code.headers.location], [303, `/t/${coffee_code()}`]);
      const lot = await server.get('/search?q=CYR260106&lang=en');
      assert.equal(lot.status, 303);
      assert.match(lot.headers.location, /^\/lot\/\d+\?lang=en$/);
      assert.equal((await server.get(lot.headers.location)).status, 200);
      for (const where of ['/search', '/search?q=', '/search?q=%E5%92%96', '/search?q=%3Cscript%3Ealert(1)']) {
        const page = await server.get(where);
        assert.equal(page.status, 200, where);
        assert.ok(!page.text.includes('<script'), where);
      }
      const empty = await server.get('/search?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E7%A7%8D');
      assert.ok(empty.text.includes('没有找到'));
    });

    test('a product name on the command line', async () => {
      const story = await json(['trace', '黎锦围巾', '--data', server.data]);
      assert.equal(story.lot.lot_number, 'JYW2604-07');
    });

    test('GS1 Digital Link addresses', async () => {
      const page = await server.get('/01/06999900000033/10/CYR260106');
      assert.equal(page.status, 200);
      assert.ok(page.text.includes('CYR260106'));
      const code = await server.get(`/01/06999900000033/10/CYR260106/21/${coffee_code()}`);
      assert.equal(code.status, 200);
      assert.ok(code.text.includes('正品'));
      const choice = await server.get('/01/06999900000033');
      assert.equal(choice.status, 200);
      assert.ok(choice.text.includes('CYR260106') && choice.text.includes('CYR260210'));
      assert.equal((await server.get('/01/06999900000064')).status, 200);
      assert.equal((await server.get('/01/06999900009999')).status, 404);
      assert.equal((await server.get('/01/06999900000034')).status, 400);
      assert.equal((await server.get('/01/06999900000033/10/NO-1')).status, 404);
      assert.equal((await server.get('/01')).status, 400);
      assert.equal((await server.get('/01/06999900000033/21/1/10/2')).status, 400);
    });

    test('GS1 Digital Link for programs: the list of links, and the way to one', async () => {
      const code = coffee_code();
      const of = (where, accept = 'application/linkset+json') => server.get(where, { headers: { Accept: accept } });
      const linkset = async (where, accept) => {
        const reply = await of(where, accept);
        assert.equal(reply.status, 200, where);
        assert.equal(reply.headers['content-type'], 'application/linkset+json');
        const { linkset } = JSON.parse(reply.text);
        assert.equal(linkset.length, 1);
        assert.ok(linkset[0].anchor.endsWith(where.split('?')[0]), linkset[0].anchor);
        return linkset[0];
      };
      const own = await linkset(`/01/06999900000033/10/CYR260106/21/${code}`);
      const [zh, en] = own['https://gs1.org/voc/traceability'];
      assert.ok(zh.href.endsWith(`/t/${code}?lang=zh`) && en.href.endsWith(`/t/${code}?lang=en`));
      assert.deepEqual([zh.hreflang, en.hreflang, zh.type], [['zh-CN'], ['en'], 'text/html']);
      assert.ok('https://gs1.org/voc/verificationService' in own && 'https://gs1.org/voc/defaultLink' in own);
      const lot = await linkset('/01/06999900000033/10/CYR260106?linkType=linkset', '*/*');
      assert.ok(!('https://gs1.org/voc/verificationService' in lot), 'a lot has no code to verify');
      const target = new URL(lot['https://gs1.org/voc/defaultLink'][0].href);
      assert.ok((await server.get(target.pathname + target.search)).text.includes('CYR260106'));

      const page = await of('/01/06999900000033/10/CYR260106', 'text/html');
      assert.match(page.headers.link, /linkType=linkset>; rel="linkset"/);
      for (const type of ['gs1:traceability', 'https://gs1.org/voc/traceability', 'traceability']) {
        const led = await of(`/01/06999900000033/21/${code}?linkType=${encodeURIComponent(type)}`, 'text/html');
        assert.deepEqual([led.status, led.headers.location], [307, `/t/${code}`], type);
      }
      assert.equal((await of(`/01/06999900000033/21/${code}?linkType=gs1:recipeInfo`, 'text/html')).status, 404);
      for (const [where, status, problem] of [
        ['/01/06999900009999', 404, 'gtin.not_found'],
        ['/01/06999900000034', 400, 'gtin.check'],
        ['/01/06999900000033/10/NO-1', 404, 'lot.not_found'],
        [`/01/06999900000033/21/${slip(code)}`, 404, 'code.not_found'],
        ['/01/06999900000033/21/x/10/y', 400, 'digital_link.malformed'],
      ]) {
        const reply = await of(where);
        assert.deepEqual([reply.status, JSON.parse(reply.text).code], [status, problem], where);
      }
    });
  });

  describe('codes that tell no story', () => {
    let void_code;
    before(async () => {
      const range = await server.data_of('code.issue', { lot: 'QJ20251122', count: 1 }, { as: 'demo.orange.clerk' });
      await server.data_of('code.set_state', { range: range.id, verb: 'annul' }, { as: 'demo.orange.clerk' });
      void_code = range.first_code;
    });
    const state_rows = () => [
      { code: slip(coffee_code()), state: 'forged', status: 404, zh: '这不是我们的码', en: 'Not one of our codes' },
      { code: '9' + coffee_code().slice(1), state: 'forged', status: 404, zh: '这不是我们的码', en: 'Not one of our codes' },
      { code: void_code, state: 'unknown', status: 404, zh: '查无此码', en: 'No such code' },
      { code: unbound(), state: 'unbound', status: 200, zh: '此码尚未启用', en: 'Not in use yet' },
      { code: frozen(), state: 'frozen', status: 200, zh: '此码已停用', en: 'This code is blocked' },
    ];
    const unbound = () => server.ready.codes.filter((one) => one.product === '琼北金橙').at(-1).code;
    const frozen = () => server.ready.codes.filter((one) => one.product === '椰林走地鸡（冷鲜）').at(-1).code;

    test('distinct states, statuses and polite words in both languages', async () => {
      for (const { code, state, status, zh, en } of state_rows()) {
        const answer = await query({ code });
        assert.equal(answer.authenticity.state, state, code);
        assert.equal((await server.data_of('scan.confirm', { code })).state, state);
        for (const [language, words] of [
          ['zh', zh],
          ['en', en],
        ]) {
          const page = await server.get(`/t/${code}?lang=${language}`);
          assert.equal(page.status, status, `${state} ${language}`);
          assert.ok(page.text.includes(words), `${state} ${language}`);
          const others = state_rows().filter((row) => row[language] !== words);
          for (const other of others) assert.ok(!page.text.includes(other[language]), `${state}: ${other[language]}`);
        }
      }
      for (const [language, words] of [
        ['zh', '这不是一枚完整的溯源码'],
        ['en', 'Not a complete trace code'],
      ]) {
        const page = await server.get(`/t/12345?lang=${language}`);
        assert.equal(page.status, 400);
        assert.ok(page.text.includes(words));
      }
    });

    test('an English page holds no Chinese but names and words of the parties', async () => {
      for (const { code } of state_rows().slice(0, 3)) {
        const page = (await server.get(`/t/${code}?lang=en`)).text.replace(/<style>[^]*?<\/style>/, '');
        const words = page.replace(/<a class="?lang[^]*?<\/a>/, '');
        assert.ok(!has_chinese(words), words.match(/.{0,60}\p{Script=Han}.{0,60}/u)?.[0]);
      }
    });

    test('a forged or unknown code tells nothing else', async () => {
      for (const { code } of state_rows().slice(0, 3)) {
        const answer = await query({ code });
        for (const member of ['product', 'party', 'brand', 'lot']) assert.equal(answer[member], null);
        assert.deepEqual([answer.events, answer.graph.nodes, answer.ranges], [[], [], []]);
        assert.equal(answer.authenticity.scan_count, 0);
      }
    });

    test('an unbound code tells its brand, a frozen one why', async () => {
      assert.equal((await query({ code: unbound() })).brand.name, '琼北金橙');
      const answer = await query({ code: frozen() });
      assert.match(answer.authenticity.reason, /抽检不合格/);
      assert.ok((await server.get(`/t/${frozen()}`)).text.includes('抽检不合格，本批已封存，请勿食用'));
      assert.ok(answer.inspections.some((event) => event.contents.test_result === 'unqualified'));
    });
  });

  describe('scans', () => {
    let codes;
    const taken = () => codes.pop().code;
    before(async () => {
      codes = await fresh_codes('JYW2604-07', 40);
    });
    const count_of = async (code) => (await query({ code })).authenticity.scan_count;
    const cookie_of = (reply) => (reply.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
    const beacon_of = (page) => /<img[^>]*src="?(\/scan\/[^"\s>]+)/.exec(page.text)?.[1];

    test('the beacon of the page counts once, the page itself does not', async () => {
      const code = taken();
      const page = await server.get(`/t/${code}`, { headers: phone });
      assert.ok(page.text.includes('首次查询'));
      const beacon = beacon_of(page);
      assert.ok(beacon, 'the page has a beacon');
      assert.equal(await count_of(code), 0);
      const Cookie = cookie_of(page);
      assert.match(Cookie, /^qy_device=/);
      const image = await server.get(beacon, { headers: { ...phone, Cookie } });
      assert.deepEqual([image.status, image.headers['content-type']], [200, 'image/gif']);
      assert.equal(image.headers['cache-control'], 'no-store');
      assert.equal(await count_of(code), 1);
      await server.get(beacon, { headers: { ...phone, Cookie } });
      assert.equal(await count_of(code), 1, 'the same device again merges');
      const again = await server.get(`/t/${code}`, { headers: { ...phone, Cookie } });
      assert.equal(again.headers['set-cookie'], undefined, 'it keeps its cookie');
      await server.get(beacon_of(again), { headers: { ...phone, Cookie } });
      assert.equal(await count_of(code), 1);
      const other = await server.get(`/t/${code}`, { headers: phone });
      assert.ok(other.text.includes('第 2 次查询'), 'another device is told that it is the second');
      await server.get(beacon_of(other), { headers: { ...phone, Cookie: cookie_of(other) } });
      assert.equal(await count_of(code), 2);
    });

    test('the cookie keeps to this site', async () => {
      const secure = await request(server.https, `/t/${taken()}`, { headers: phone });
      const [line] = secure.headers['set-cookie'];
      assert.match(line, /^__Host-qy_device=[\w-]{20,}; /);
      for (const part of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure']) assert.ok(line.includes(part), line);
    });

    test('HEAD, prefetch, previews and crawlers count nothing', async () => {
      const code = taken();
      const beacon = beacon_of(await server.get(`/t/${code}`, { headers: phone }));
      await server.get(beacon, { method: 'HEAD', headers: phone });
      await server.get(`/t/${code}`, { method: 'HEAD', headers: phone });
      for (const headers of [
        { ...phone, 'Sec-Purpose': 'prefetch' },
        { ...phone, 'Sec-Purpose': 'prefetch;prerender' },
        { ...phone, Purpose: 'prefetch' },
        { ...phone, 'X-Moz': 'prefetch' },
        { 'User-Agent': 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)' },
        { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
        { 'User-Agent': 'WhatsApp/2.23.20.0' },
      ]) {
        const page = await server.get(`/t/${code}`, { headers });
        assert.equal(page.status, 200);
        assert.equal(beacon_of(page), undefined, JSON.stringify(headers));
        assert.equal((await server.get(beacon, { headers })).status, 200);
      }
      assert.equal(await count_of(code), 0);
    });

    test('a beacon needs the token of a page', async () => {
      const code = taken();
      const other = taken();
      const beacon = beacon_of(await server.get(`/t/${code}`, { headers: phone }));
      const moved = beacon.replace(code, other);
      const invented = `/scan/${code}/0123456789abcdef0123456789abcdef.gif`;
      for (const where of [moved, invented, `/scan/${code}.gif`, '/scan', beacon.replace('.gif', '')]) {
        assert.equal((await server.get(where, { headers: phone })).status, 404, where);
      }
      assert.deepEqual([await count_of(code), await count_of(other)], [0, 0]);
    });

    test('codes that are not genuine have no beacon but a frozen one', async () => {
      assert.equal(beacon_of(await server.get(`/t/${slip(taken())}`, { headers: phone })), undefined);
    });

    test('a program counts by asking for it, and the answer includes itself', async () => {
      const code = taken();
      const ask = async (device, body = { code, count: true }) => {
        const headers = { Cookie: `qy_device=${device}` };
        return (await server.data_of('trace.query', body, { headers })).authenticity;
      };
      const first = await ask('device-number-one-0001');
      assert.equal(first.scan_count, 1);
      assert.ok(Math.abs(Date.parse(first.first_scanned_at) - Date.now()) < 60_000);
      assert.equal((await ask('device-number-one-0001')).scan_count, 1, 'merged');
      assert.equal((await ask('device-number-two-0002')).scan_count, 2);
      assert.equal((await ask('device-number-two-0002', { code, count: false })).scan_count, 2);
      assert.equal((await ask('device-number-tri-0003', { code })).scan_count, 2, 'not without asking');
      const headers = { Cookie: 'qy_device=device-number-for-0004' };
      const confirmed = await server.data_of('scan.confirm', { code }, { headers });
      assert.equal(confirmed.scan_count, 3);
      assert.equal(confirmed.first_scanned_at, first.first_scanned_at);
    });

    test('forty devices at once are forty scans', async () => {
      const code = taken();
      await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          server.data_of('scan.confirm', { code }, { headers: { Cookie: `qy_device=parallel-device-${1000 + i}` } }),
        ),
      );
      assert.equal(await count_of(code), 40);
    });

    test('a scan survives kill -9 as soon as it is durable, which is within a second', async (t) => {
      const own = await serve();
      let again;
      try {
        const code = own.code('岭雾绿茶');
        const started = Date.now();
        const counted = await own.data_of('scan.confirm', { code });
        assert.equal(counted.scan_count, 1);
        await until('no scan waits', async () => {
          const { text } = await request(own.ops, '/metrics');
          const pending = /^qiongyuan_scans_pending (\S+)$/m.exec(text);
          assert.ok(pending, 'the metric is there');
          return Number(pending[1]) === 0;
        });
        const took = Date.now() - started;
        t.diagnostic(`durable after ${took} ms`);
        assert.ok(took < 3000, `durable after ${took} ms`); // a second, and what a busy machine adds
        assert.equal(await own.end('SIGKILL'), 'SIGKILL');
        again = await serve({ data: own.data });
        assert.equal((await again.data_of('trace.query', { code })).authenticity.scan_count, 1);
        assert.equal(again.code('岭雾绿茶'), code);
      } finally {
        await (again ?? own).end();
      }
    });
  });

  describe('an answer that stands ready', () => {
    test('is the same in every form of the code, and in each language its own', async () => {
      const [{ code }] = await fresh_codes('CYR260106-HK01', 1);
      const asked = (text, language) => server.data_of('trace.query', { code: text }, { language });
      const first = await asked(code, 'zh-CN');
      for (const text of [code, wide(code), `${code.slice(0, 4)} ${code.slice(4)}`, `https://localhost/t/${code}`]) {
        assert.deepEqual(await asked(text, 'zh-CN'), first, text);
      }
      const english = await asked(code, 'en');
      assert.deepEqual(await asked(code, 'en'), english);
      assert.deepEqual({ ...english, allergens: null }, { ...first, allergens: null });
    });

    test('is the same page compressed and plain, but for the beacon; each language has its own', async () => {
      const [{ code }] = await fresh_codes('CYR260106-HK01', 1);
      const page = async (where, encoding) => {
        const reply = await server.get(where, { headers: { ...phone, 'Accept-Encoding': encoding, Cookie: 'qy_device=0123456789abcdef' } });
        assert.equal(reply.status, 200);
        assert.equal(reply.headers['content-encoding'], encoding === 'gzip' ? 'gzip' : undefined);
        const text = encoding === 'gzip' ? zlib.gunzipSync(reply.bytes).toString() : reply.text;
        assert.match(text, /class="beacon"/);
        return text;
      };
      const seen = new Set();
      for (const where of [`/t/${code}`, `/t/${code}?lang=en`, `/t/${code}?lang=zh`]) {
        const plain = await page(where, 'identity');
        assert.equal(await page(where, 'gzip'), plain);
        assert.equal(await page(where, 'gzip'), plain, 'from memory');
        seen.add(plain);
      }
      assert.equal(seen.size, 3);
      const other = await server.get(`/t/${code}?from=poster`, { headers: { ...phone, 'Accept-Encoding': 'gzip' } });
      assert.match(zlib.gunzipSync(other.bytes).toString(), /from=poster&amp;lang=en/, 'what else stood in the address is kept');
    });

    test('its page counts each look of another device', async () => {
      const [{ code }] = await fresh_codes('CYR260106-HK01', 1);
      for (let device = 1; device <= 3; ++device) {
        const headers = { ...phone, 'Accept-Encoding': 'gzip', Cookie: `qy_device=looking-device-${1000 + device}` };
        const page = zlib.gunzipSync((await server.get(`/t/${code}`, { headers })).bytes).toString();
        assert.match(page, device === 1 ? /首次/ : new RegExp(`${device} ?次`), `look ${device}`);
        const [, beacon] = /class="beacon" src="([^"]+)"/.exec(page);
        assert.equal((await server.get(beacon, { headers })).status, 200);
      }
      assert.equal((await query({ code })).authenticity.scan_count, 3);
    });

    test('is not told to who may see more', async () => {
      const code = coffee_code();
      const public_answer = await query({ code });
      const regulator = await query({ code }, 'demo.regulator');
      assert.equal(regulator.view, 'regulator');
      assert.deepEqual(await query({ code }), public_answer);
      assert.notDeepEqual(regulator.events, public_answer.events);
    });

    test('gives way to what is changed, at once', async () => {
      const [{ code, pin }] = await fresh_codes('CYR260106-HK01', 1, true);
      const state = async () => (await query({ code })).authenticity;
      const freeze = (...more) => done(['codes', 'freeze', '--code', code, '--data', server.data, ...more]);
      for (let round = 0; round < 3; ++round) {
        assert.equal((await state()).state, 'genuine');
        await freeze('--reason', `第${round}次核查`);
        assert.deepEqual([(await state()).state, (await state()).reason], ['frozen', `第${round}次核查`]);
        await freeze('--lift');
      }
      assert.equal((await state()).first_verified_at, null);
      await server.data_of('trace.verify', { code, pin });
      assert.notEqual((await state()).first_verified_at, null);
    });
  });

  describe('the scratch-off PIN', () => {
    let codes;
    before(async () => {
      codes = await fresh_codes('LWT260403', 5, true);
    });
    const wrong = (pin) => (pin === '000000' ? '000001' : '000000');

    test('wrong, right first, right again; scans are apart from it', async () => {
      const { code, pin } = codes.pop();
      assert.match(pin, /^\d{6}$/);
      assert.deepEqual([(await query({ code })).authenticity.has_pin], [true]);
      const missed = await server.refused(400, 'pin.wrong', 'trace.verify', { code, pin: wrong(pin) });
      assert.match(missed.message, /4/, 'tries left');
      assert.equal((await query({ code })).authenticity.first_verified_at, null);
      const first = await server.data_of('trace.verify', { code, pin });
      assert.equal(first.first, true);
      const again = await server.data_of('trace.verify', { code, pin: ` ${pin} ` });
      assert.deepEqual([again.first, again.first_verified_at], [false, first.first_verified_at]);
      const { authenticity } = await query({ code });
      assert.equal(authenticity.first_verified_at, first.first_verified_at);
      assert.equal(authenticity.scan_count, 0);
      for (const text of ['', '12345', '1234567', 'abcdef']) {
        await server.refused(400, 'pin.malformed', 'trace.verify', { code, pin: text });
      }
    });

    test('too many wrong tries rest the code for an hour, even with the right PIN', async () => {
      const { code, pin } = codes.pop();
      for (let left = 4; left >= 0; --left) {
        const error = await server.refused(400, 'pin.wrong', 'trace.verify', { code, pin: wrong(pin) });
        assert.match(error.message, new RegExp(String(left)));
      }
      for (const tried of [wrong(pin), pin]) {
        const reply = await server.call('trace.verify', { code, pin: tried });
        assert.equal(reply.status, 429, reply.text);
        assert.equal(reply.json.code, 'pin.too_many_tries');
        assert.ok(Number(reply.headers['retry-after']) > 0);
      }
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const page = await server.get(`/t/${code}`, { method: 'POST', body: `pin=${pin}`, headers });
      assert.ok(page.text.includes('试错次数太多'));
      const other = codes[0];
      const right = await server.data_of('trace.verify', { code: other.code, pin: other.pin });
      assert.equal(right.first, true, 'other codes are not at rest');
    });

    test('the form of the page', async () => {
      const { code, pin } = codes.shift();
      const send = (text, language) =>
        server.get(`/t/${code}?lang=${language}`, {
          method: 'POST',
          body: new URLSearchParams({ pin: text }).toString(),
          headers: { ...phone, 'Content-Type': 'application/x-www-form-urlencoded' },
        });
      assert.ok((await server.get(`/t/${code}`)).text.includes('刮码验真'));
      assert.ok((await send(wrong(pin), 'zh')).text.includes('密码不对'));
      await send(pin, 'en');
      const again = await send(pin, 'en');
      assert.equal(again.status, 200);
      assert.ok(!/The PIN is wrong/.test(again.text));
      assert.equal((await send('1'.repeat(500), 'zh')).status, 413);
    });

    test('a code without a PIN has none to check', async () => {
      await server.refused(400, 'pin.not_available', 'trace.verify', {
        code: server.code('琼北金橙 QJ20251122-D01'),
        pin: '123456',
      });
      assert.ok(!(await server.get(`/t/${server.code('琼北金橙 QJ20251122-D01')}`)).text.includes('刮码验真'));
    });
  });
});

// Photos and documents as users and strangers meet them: by functions, by address, by the driver's page.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { captcha_answer, done, json, request, root, serve, until } from './platform.mjs';

const sample = (name) => fs.readFileSync(path.join(root, 'fuzz/corpus/picture', name));
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** Bytes of an answer, which `request` gives as text. */
const fetched = (server, where, headers = {}) => request(server.http, where, { headers });

/** A picture that a phone took: turned, with its place inside. */
function phone_photo() {
  const plain = sample('corners.jpg');
  const tiff = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
  const content = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPS 20.0174N 110.3492E')]);
  const head = Buffer.from([0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([plain.subarray(0, 2), head, content, plain.subarray(2)]);
}

const key_in = (page) => page.text.match(/name="key" value="([^"]+)"/)[1];

/** Sends a page's form with a photo, as browsers do. */
async function send_form(server, address, fields, photo) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('photo', new Blob([photo], { type: 'image/jpeg' }), photo.length ? 'IMG 1.jpg' : '');
  const body = new Request('http://x/', { method: 'POST', body: form });
  return request(server.http, address, {
    method: 'POST',
    headers: { 'Content-Type': body.headers.get('content-type') },
    body: Buffer.from(await body.arrayBuffer()),
  });
}

describe('photos and documents', () => {
  let server;
  let product;
  const clerk = { as: 'demo.orange.clerk' };
  const reviewer = { as: 'demo.orange.reviewer' };
  before(async () => {
    server = await serve();
    product = (await server.data_of('trace.query', { lot_number: 'QJ20251122' }, clerk)).product.id;
  });
  after(() => server?.end());
  const upload = (bytes, more = {}, as = clerk) =>
    server.data_of('media.upload', { subject: 'product', id: product, content_base64: base64(bytes), ...more }, as);
  const bearer = (name) => ({ Authorization: `Bearer ${server.ready.users.find((user) => user.name === name).token}` });

  test('a photo is turned upright, loses what it tells, and is seen by its party and who reviews it', async () => {
    const photo = await upload(phone_photo(), { caption: '包装正面' });
    assert.deepEqual([photo.kind, photo.media_type, photo.width, photo.height], ['photo', 'image/jpeg', 32, 48]);
    assert.deepEqual([photo.data_class, photo.audience], ['personal', 'recorder']);
    assert.equal((await upload(phone_photo())).id, photo.id, 'sent again');
    const own = await fetched(server, photo.url, bearer('demo.orange.clerk'));
    assert.equal(own.status, 200);
    assert.equal(own.headers['content-type'], 'image/jpeg');
    assert.equal(own.headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'; sandbox");
    assert.equal(own.headers['x-content-type-options'], 'nosniff');
    assert.match(own.headers['content-disposition'], /^inline; filename="\d+\.jpg"$/);
    assert.equal(own.headers['cache-control'], 'private, no-cache');
    assert.ok(!own.text.includes('110.3492E') && !own.text.includes('Exif'));
    const again = await fetched(server, photo.url, { ...bearer('demo.orange.clerk'), 'If-None-Match': own.headers.etag });
    assert.equal(again.status, 304);
    assert.equal((await fetched(server, photo.small_url, bearer('demo.orange.reviewer'))).status, 200);
    for (const headers of [{}, bearer('demo.coffee.clerk'), bearer('demo.printing'), { Authorization: 'Bearer x' }]) {
      const refused = await fetched(server, photo.url, headers);
      assert.ok([401, 404].includes(refused.status), `${refused.status}`);
      assert.equal(refused.text, '');
    }
    const browser = await server.sign_in('demo.orange.clerk');
    const shown = await fetched(server, photo.url, { Cookie: browser.headers().Cookie, 'Sec-Fetch-Site': 'same-origin' });
    assert.equal(shown.status, 200, 'an <img> of the console');
    const stolen = await fetched(server, photo.url, { Cookie: browser.headers().Cookie, 'Sec-Fetch-Site': 'cross-site' });
    assert.equal(stolen.status, 404, 'a page of another site');
  });

  test('a document arrives in parts, is kept as it is and offered as a file', async () => {
    const bytes = sample('empty.pdf');
    const first = await server.data_of('media.part', { offset: 0, content_base64: base64(bytes.subarray(0, 50)) }, clerk);
    await server.refused(409, 'upload.offset', 'media.part', { ...first, bytes: undefined, offset: 20, content_base64: 'AAAA' }, clerk);
    const rest = { upload: first.upload, offset: first.bytes, content_base64: base64(bytes.subarray(50)) };
    assert.equal((await server.data_of('media.part', rest, clerk)).bytes, bytes.length);
    const order = { subject: 'product', id: product, upload: first.upload };
    await server.refused(404, 'media.subject_not_found', 'media.upload', order, { as: 'demo.coffee.clerk' });
    const document = await server.data_of('media.upload', order, clerk);
    assert.deepEqual([document.kind, document.small_url], ['document', null]);
    const reply = await fetched(server, document.url, bearer('demo.orange.clerk'));
    assert.equal(reply.headers['content-disposition'].split(';')[0], 'attachment');
    assert.equal(reply.text, bytes.toString());
  });

  test('what is no picture is refused with what to do', async () => {
    const body = (bytes) => ({ subject: 'product', id: product, content_base64: base64(bytes) });
    for (const [bytes, code, status] of [
      ['<svg onload="x"/>', 'media.format', 400],
      [Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'media.heic', 400],
      [sample('too_many_pixels.png'), 'media.too_many_pixels', 413],
      [sample('animated.webp'), 'media.animated', 400],
      [sample('corners.jpg').subarray(0, 300), 'media.damaged', 400],
    ]) {
      await server.refused(status, code, 'media.upload', body(bytes), clerk);
    }
    const neither = await server.call('media.upload', { subject: 'product', id: product }, clerk);
    assert.equal(neither.json.details[0].code, 'media.content');
  });

  test('pictures of the examples are for everyone, below the first view', async () => {
    const code = server.code('琼北金橙 QJ20251122-D01');
    const story = await server.data_of('trace.query', { code });
    assert.equal(story.pictures.length, 2);
    const page = await request(server.http, `/t/${code}`, {});
    for (const picture of story.pictures) {
      assert.match(page.text, new RegExp(`<img src="${picture.url}" loading="lazy"[^>]* alt="${picture.caption}"`));
      const reply = await fetched(server, picture.url);
      assert.equal(reply.status, 200);
      assert.equal(reply.headers['cache-control'], 'public, max-age=86400, immutable');
    }
  });

  test("the driver's photo goes with its record to the party and its reviewers", async () => {
    const lot = (await server.data_of('trace.query', { code: server.code('琼北金橙 QJ20251122-D01') })).lot.id;
    const link = await server.data_of('shipment.link', { lot, steps: ['depart', 'arrive', 'receive'] }, clerk);
    const address = new URL(link.url).pathname;
    const page = await request(server.http, address, {});
    assert.match(page.text, /<form [^>]*enctype="multipart\/form-data"/);
    assert.match(page.text, /<input id="photo"[^>]* type="file" accept="image\/jpeg,image\/png,image\/webp" capture="environment"/);
    assert.ok(!/<script/.test(page.text));
    const send = (fields, photo) => send_form(server, address, { key: key_in(page), ...fields }, photo);
    const bad = await send({ step: 'depart', place: '澄迈县' }, Buffer.from('no picture'));
    assert.equal(bad.status, 400);
    assert.match(bad.text, /JPEG、PNG、WebP/);
    assert.match(bad.text, /value="澄迈县"/, 'what was filled in stays');
    const sent = await send({ step: 'depart', place: '澄迈县' }, phone_photo());
    assert.deepEqual([sent.status, sent.headers.location], [303, `${address}?done=photo`]);
    assert.equal((await send({ step: 'depart', place: '澄迈县' }, phone_photo())).status, 303, 'sent twice');
    assert.match((await request(server.http, `${address}?done=photo`, {})).text, /照片已收到/);
    assert.equal((await send({ step: 'arrive' }, Buffer.alloc(0))).status, 303, 'without a photo');
    const { items } = await server.data_of('media.list', { subject: 'shipment', id: link.id }, reviewer);
    assert.deepEqual(items.map((one) => one.occasion), ['depart']);
    const submission = items[0].submission;
    const came = await server.data_of('media.list', { subject: 'submission', id: submission }, reviewer);
    assert.equal(came.items[0].id, items[0].id);
    assert.deepEqual((await server.data_of('media.list', { subject: 'shipment', id: link.id }, { as: 'demo.coffee.clerk' })).items, []);
    const by_program = { secret: link.secret, step: 'receive', photo_base64: base64(sample('corners.png')) };
    assert.equal((await server.data_of('shipment.record', by_program)).photo, true);
  });

  test('"this looks fake" with a photo, from the page of a code: a receipt, the queue, an answer', async () => {
    const code = server.code('琼北金橙 QJ20251122-D01');
    const page = await request(server.http, `/t/${code}`, {});
    const address = `/report/${code}`;
    assert.ok(page.text.includes(`href="${address}"`));
    const form = await request(server.http, address, {});
    assert.match(form.text, /<form [^>]*enctype="multipart\/form-data"/);
    assert.match(form.text, /只有品牌管理者和监管部门能看到/);
    const key = key_in(form);
    const filled = { key, kind: 'fake', words: '盒子上的字是歪的', phone: '13900139000' };
    const without = await send_form(server, address, filled, phone_photo());
    assert.equal(without.status, 409, 'a contact without consent');
    assert.match(without.text, /盒子上的字是歪的<\/textarea>/, 'what was filled in stays');
    assert.equal(key_in(without), key);
    const sent = await send_form(server, address, { ...filled, policy_version: '1' }, phone_photo());
    assert.equal(sent.status, 303);
    const [, number] = /^\/receipt\/([A-Z2-9-]{19})\?sent=1$/.exec(sent.headers.location);
    const again = await send_form(server, address, { ...filled, policy_version: '1' }, phone_photo());
    assert.equal(again.headers.location, sent.headers.location, 'sent twice');

    const brand = { as: 'demo.brand' };
    const { items } = await server.data_of('report.queue', { kind: 'fake' }, brand);
    assert.equal(items.length, 1);
    const [one] = items;
    assert.deepEqual([one.code, one.product, one.authenticity, one.phone, one.may_answer], [code, '琼北金橙', 'genuine', '13900139000', true]);
    assert.deepEqual(one.of_code, { fake: 1, complaints: 0 });
    const whole = await server.data_of('report.get', { report: one.id }, brand);
    const photo = Buffer.from(whole.photo.split(',')[1], 'base64').toString('latin1');
    assert.ok(photo.includes('JFIF') && !photo.includes('110.3492E') && !photo.includes('Exif'));
    const concerned = await server.data_of('report.get', { report: one.id }, reviewer);
    assert.deepEqual([concerned.words, concerned.phone, concerned.contact_kept, concerned.may_answer], [filled.words, null, true, false]);
    await server.refused(403, 'permission.denied', 'report.answer', { report: one.id, version: 1, words: 'x' }, reviewer);
    const story = await server.data_of('trace.query', { code }, brand);
    assert.deepEqual(story.reports, { fake: 1, complaints: 0 });
    assert.equal((await server.data_of('trace.query', { code })).reports, undefined, 'not for everybody');
    assert.equal(story.authenticity.state, 'genuine', 'it marks nothing by itself');

    await server.data_of('report.take', { report: one.id, version: 1 }, brand);
    await server.refused(409, 'report.changed', 'report.take', { report: one.id, version: 1 }, { as: 'demo.regulator' });
    await server.data_of('report.answer', { report: one.id, version: 2, words: '请把包装寄给我们' }, brand);
    const receipt = await request(server.http, `/receipt/${number.toLowerCase().replaceAll('-', '')}`, {});
    assert.equal(receipt.status, 200);
    assert.match(receipt.text, /请把包装寄给我们/);
    assert.match(receipt.text, /已答复/);
    assert.ok(receipt.text.includes(number) && !receipt.text.includes('13900139000'));
    assert.equal(receipt.headers['referrer-policy'], 'no-referrer');
    assert.equal((await request(server.http, '/receipt/AAAA-BBBB-CCCC-DDDD', {})).status, 401);
    const forget = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'forget=1' };
    assert.equal((await request(server.http, `/receipt/${number}`, forget)).status, 303);
    assert.equal((await server.data_of('report.get', { report: one.id }, brand)).phone, null);
    const records = (await server.data_of('audit.search', { object: `consumer_report:${one.id}` }, { as: 'demo.audit' })).items;
    assert.deepEqual([...new Set(records.map((record) => record.action))].sort(), ['report.answer', 'report.forget_contact', 'report.get', 'report.send', 'report.take']);
    const seen = records.filter((record) => record.action === 'report.get').map(({ detail }) => [...detail.personal_fields].sort().join());
    assert.deepEqual([...new Set(seen)].sort(), ['contact,photo,words', 'photo,words'], 'who saw the contact, and who did not');
  });

  test('a complaint about a lot, by a program; too many ask for a captcha; what is no picture is told', async () => {
    const lot = (await server.data_of('trace.query', { code: server.code('琼北金橙 QJ20251122-D01') })).lot.id;
    assert.match((await request(server.http, `/report/lot/${lot}`, {})).text, /QJ20251122-D01/);
    assert.equal((await request(server.http, '/report/lot/7', {})).status, 404);
    assert.equal((await request(server.http, '/report/1234', {})).status, 400);
    const order = (more) => ({ kind: 'complaint', lot, words: '有几个是坏的', key: `program-${Math.random().toString(36).slice(2)}-key-key`, ...more });
    const bad = await server.refused(400, '', 'report.send', order({ photo_base64: base64(Buffer.from('no picture')) }));
    assert.match(bad.message, /JPEG、PNG、WebP/);
    const twice = order();
    const first = await server.data_of('report.send', twice);
    assert.deepEqual(await server.data_of('report.send', twice), { ...first, status: 'exists' });
    assert.equal((await server.data_of('report.view', { receipt: first.receipt })).state, 'received');
    await server.data_of('report.send', order());
    await server.refused(401, 'login.captcha_required', 'report.send', order());
    const { id, question } = await server.data_of('session.captcha', { kind: 'arithmetic' }, { language: 'en' });
    await server.data_of('report.send', order({ captcha: { id, answer: captcha_answer(question) } }));
    const form = await request(server.http, `/report/lot/${lot}`, {});
    assert.match(form.text, /<label for="captcha">/, 'the form asks before it is filled in');
  });

  test('what a form cannot take is told in the form, with what to change', async () => {
    const encoded = 'application/x-www-form-urlencoded';
    const multipart = 'multipart/form-data; boundary=b';
    const lot = (await server.data_of('trace.query', { code: server.code('琼北金橙 QJ20251122-D01') })).lot.id;
    const link = await server.data_of('shipment.link', { lot, steps: ['depart'] }, clerk);
    for (const [address, type, body, status, told] of [
      [`/report/lot/${lot}`, encoded, 'words=%B2%E2%CA%D4', 400, '表单内容不完整'], // GBK
      [`/report/lot/${lot}`, encoded, 'words=a&words=b', 400, '表单内容不完整'],
      [`/report/lot/${lot}`, multipart, '--b\r\n', 400, '表单内容不完整'],
      [`/report/lot/${lot}`, encoded, `words=${'x'.repeat(17_000)}`, 413, '请求内容过大'],
      [`/report/lot/${lot}`, encoded, `kind=fake&key=${'k'.repeat(20)}&words=${'x'.repeat(1_001)}`, 400, '1000'],
      ['/receipt', encoded, 'receipt=%B2%E2', 400, '表单内容不完整'],
      ['/receipt', encoded, `receipt=${'A'.repeat(41)}`, 400, '40'],
      ['/register', encoded, 'party_name=%B2%E2', 400, '表单内容不完整'],
      [new URL(link.url).pathname, multipart, '--b\r\n', 400, '表单内容不完整'],
    ]) {
      const reply = await request(server.http, address, { method: 'POST', headers: { 'Content-Type': type }, body });
      const about = `${address} ${body.slice(0, 40)}`;
      assert.equal(reply.status, status, about);
      assert.match(reply.text, /<form /, about);
      const faults = [...reply.text.matchAll(/class="says bad" role="alert">([^<]*)</g)].map(([, words]) => words);
      assert.ok(faults.some((words) => words.includes(told)), `${about}: ${faults}`);
    }
    // Tied to its input, for programs that read aloud.
    const form = await send_form(server, `/report/lot/${lot}`, { kind: 'complaint', key: 'k'.repeat(20) }, Buffer.alloc(0));
    assert.match(form.text, /<textarea id="words"[^>]* aria-invalid="true" aria-describedby="words-fault">/);
    assert.match(form.text, /<p id="words-fault" class="says bad" role="alert">/);
    const photo = Buffer.alloc((8 << 20) + 1);
    const headers = { 'Content-Type': multipart, 'Content-Length': photo.length, Connection: 'close' };
    const large = await request(server.http, `/report/lot/${lot}`, { method: 'POST', headers, body: '' });
    assert.equal(large.status, 413);
    assert.match(large.text, /换一张小一些的照片/);
  });

  test('a person who is erased from a record takes its photos along', async () => {
    const operator = { base: server.admin };
    const code = server.code('热带雨林徒步导览');
    const event = (await server.data_of('trace.query', { code }, { as: 'demo.regulator' })).services[0];
    assert.equal(event.contents.customer_name, '周若溪');
    const body = { subject: 'event', id: event.id, content_base64: base64(sample('corners.png')) };
    const photo = await server.data_of('media.upload', body, operator);
    assert.equal(photo.audience, 'recorder');
    await server.data_of('person.erase', { name: '周若溪' }, operator);
    assert.deepEqual((await server.data_of('media.list', { subject: 'event', id: event.id }, operator)).items, []);
    await server.refused(404, 'media.not_found', 'media.get', { media: photo.id }, operator);
  });

  test('nothing of a file can be read on the disk, and a rotation seals it anew', async () => {
    const secret = `%PDF-1.4\n% 符玉兰的合同 ${Date.now()}\n%%EOF\n`;
    const document = await upload(secret);
    assert.equal(createHash('sm3').update(secret).digest('hex'), document.hash);
    const file = path.join(server.data, 'objects', document.hash.slice(0, 2), document.hash);
    assert.ok(!fs.readFileSync(file).includes('符玉兰'));
    await json(['keys', 'rotate', '--purpose', 'object', '--data', server.data]);
    await until('objects are sealed anew', async () => fs.readFileSync(file).readUInt16BE(4) === 2);
    const reply = await fetched(server, document.url, bearer('demo.orange.clerk'));
    assert.equal(reply.text, secret);
    assert.match((await done(['keys', 'list', '--data', server.data])).out, /object/);
  });
});

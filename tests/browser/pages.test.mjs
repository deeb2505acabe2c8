// What visitors see, in a real browser: every example code and the pages around it, on phone and desktop, in both languages,
// light and dark. QY_READY_FILE names the file that `qiongyuan serve --ready-file` (or sample_server.mjs) wrote;
// QY_CHROMIUM the browser (/usr/bin/chromium). Screenshots are left in output/ for somebody to look at.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {ownTextFaults} from './text_faults.mjs';
import {assertAccessible} from './accessible.mjs';
import {shot} from './shot.mjs';

const pageBytesMax = 14 * 1024;  // the first flight of TCP
const output = join(dirname(fileURLToPath(import.meta.url)), 'output');
const ready = JSON.parse(readFileSync(process.env.QY_READY_FILE, 'utf8'));
const base = (ready.https ?? ready.http).replace(/\/$/, '');
// Every two of width, language and theme meet in one of them.
const narrow = {width: 390, lang: 'zh', scheme: 'light'};
const views = [narrow, {width: 1280, lang: 'en', scheme: 'light'}, {width: 390, lang: 'en', scheme: 'dark'}, {width: 1280, lang: 'zh', scheme: 'dark'}];

let browser;
before(async () => {
    mkdirSync(output, {recursive: true});
    browser = await chromium.launch({
        executablePath: process.env.QY_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
    });
});
after(async () => browser?.close());

/** An address with its language. */
function addressOf(path, lang) {
    return `${base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
}

/** Opens an address in a fresh browser context and hands the page, its answer and what it complained of to `look`. */
async function withPage(path, {width, lang, scheme, ...options}, look) {
    const context = await browser.newContext(
        {viewport: {width, height: 844}, colorScheme: scheme, ignoreHTTPSErrors: true, ...options});
    try {
        const page = await context.newPage();
        const seen = {complaints: [], requests: []};
        page.on('console', message => {
            const expected = /Failed to load resource.*status of (400|404)/.test(message.text());
            if (['error', 'warning'].includes(message.type()) && !expected) seen.complaints.push(message.text());
        });
        page.on('pageerror', error => seen.complaints.push(String(error)));
        page.on('request', request => seen.requests.push({type: request.resourceType(), url: request.url()}));
        const answer = await page.goto(addressOf(path, lang), {waitUntil: 'load'});
        await look(page, answer, seen);
    } finally {
        await context.close();
    }
}

/** Size of the compressed answer as it comes over the wire, without its header. */
/** A minimal machine may not know the name localhost: a browser does by itself, Node does not. */
function compressedSize(address) {
    const get = address.startsWith('https') ? https.get : http.get;
    return new Promise((resolve, reject) => {
        const options = {headers: {'accept-encoding': 'gzip'}, rejectUnauthorized: false};
        get(address.replace('//localhost', '//127.0.0.1'), options, response => {
            let size = 0;
            response.on('data', part => { size += part.length; });
            response.on('end', () => resolve({size, encoding: response.headers['content-encoding']}));
        }).on('error', reject);
    });
}

async function assertFits(page) {
    const {wide, room} = await page.evaluate(
        () => ({wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth}));
    assert.ok(wide <= room, `${wide} px of content in ${room} px`);
}

/** One request for the page; beside it the image that counts the scan, the icon of the tab, the stream of updates, and
 * pictures that the browser fetches because somebody may soon come down to them. */
function assertOneRequest(requests) {
    const documents = requests.filter(({type}) => type === 'document');
    assert.ok(requests.filter(({type}) => type === 'eventsource').length <= 1);
    const others = requests.filter(
        ({type, url}) => !['document', 'eventsource'].includes(type) && !url.includes('/assets/') && !url.includes('/media/'));
    assert.equal(documents.length, 1);
    assert.ok(others.every(({type}) => type === 'image') && others.length <= 1, JSON.stringify(others));
}

async function look(name, path, status, view) {
    await withPage(path, view, async (page, answer, seen) => {
        assert.equal(answer.status(), status);
        assert.equal(await page.locator('html').getAttribute('lang'), view.lang === 'zh' ? 'zh-CN' : 'en');
        assert.ok(await page.locator('script').count() <= 2);  // news and sharing
        assert.match(answer.headers()['content-security-policy'] ?? '', /default-src 'none'/);
        const file = `${name}-${view.width}-${view.lang}-${view.scheme}.png`;
        await shot(page, {path: join(output, file), fullPage: true});
        await assertFits(page);
        if (!ready.samples) assert.deepEqual(await ownTextFaults(page), []);  // samples are made of texts to be cut
        await assertAccessible(page);
        assertOneRequest(seen.requests);
        assert.deepEqual(seen.complaints, []);
    });
}

// Many codes show the same product: the first of each is looked at in every view, the others in one. Samples have many
// states, so two views of each must do, but for the first.
const seenProducts = new Set();
const opposite = {width: 1280, lang: 'en', scheme: 'dark'};
for (const {code, product} of ready.codes) {
    const path = `/t/${code}`;
    const kind = ready.samples ? code : product.split(' ')[0];
    const first = !seenProducts.has(kind);
    const few = first ? [narrow, opposite] : [narrow];
    const inFull = first && !(ready.samples && seenProducts.size > 0);
    seenProducts.add(kind);
    for (const view of inFull ? views : few) {
        test(`${product} (${code}) at ${view.width} px, ${view.lang}, ${view.scheme}`,
             () => look(code, path, 200, view));
    }

    if (!first) continue;

    test(`${product} (${code}) comes compressed in one flight`, async () => {
        for (const lang of ['zh', 'en']) {
            const {size, encoding} = await compressedSize(addressOf(path, lang));
            assert.equal(encoding, 'gzip');
            assert.ok(size <= pageBytesMax, `${size} bytes`);
        }
    });

    test(`${product} (${code}) fits 320 px and text of twice the size`, async () => {
        await withPage(path, {width: 320, lang: 'zh', scheme: 'light'}, assertFits);
        // bypassCSP: only the test may add a style.
        await withPage(path, {width: 390, lang: 'zh', scheme: 'light', bypassCSP: true}, async page => {
            await page.addStyleTag({content: 'html{font-size:200%}'});
            await assertFits(page);
        });
    });

    test(`${product} (${code}) is read without JavaScript`, async () => {
        await withPage(path, {width: 390, lang: 'zh', scheme: 'light', javaScriptEnabled: false}, async page => {
            assert.ok((await page.locator('main').innerText()).length > 0);
            assert.ok(await page.locator('.verdict h2').isVisible());
            const heading = await page.locator('h1').innerText();
            assert.ok(heading === product || product.startsWith(heading) || heading === '查询结果', heading);
        });
    });
}

const forged = '12345678901234567890';
const others = [
    {name: 'home', path: '/', status: 200},
    {name: 'search', path: `/search?q=${encodeURIComponent('咖啡')}`, status: 200},
    {name: 'search_nothing', path: `/search?q=${encodeURIComponent('没有这样的产品')}`, status: 200},
    {name: 'forged', path: `/t/${forged}`, status: 404},
    {name: 'malformed', path: '/t/123', status: 400},
    {name: 'not_found', path: '/no/such/page', status: 404},
];
if (!ready.samples) {
    others.push({name: 'report', path: `/report/${ready.codes[0].code}`, status: 200}, {name: 'receipt', path: '/receipt', status: 200});
}
for (const {name, path, status} of others) {
    // A server answers only so many failures a minute.
    for (const view of ready.samples || status !== 200 ? [narrow, opposite] : views) {
        test(`${name} at ${view.width} px, ${view.lang}, ${view.scheme}`, () => look(name, path, status, view));
    }
    test(`${name} fits 320 px`, () => withPage(path, {width: 320, lang: 'en', scheme: 'light'}, assertFits));
}

// A report from the page of a code, over a network that breaks: nothing that was filled in is lost, nothing filed twice.
test('a report with a large photo gets through a broken network, once', {skip: ready.samples}, async () => {
    await withPage(`/t/${ready.codes[0].code}`, {width: 390, lang: 'zh', scheme: 'light'}, async (page, _, seen) => {
        await page.click('a[href^="/report/"]');
        const photo = await page.evaluate(async () => {
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [2000, 1500];
            const pen = canvas.getContext('2d');
            const grain = pen.createImageData(2000, 1500);  // as of a camera in the dark
            for (let i = 0; i < grain.data.length; ++i) grain.data[i] = i % 4 === 3 ? 255 : 96 + Math.random() * 24;
            pen.putImageData(grain, 0, 0);
            return canvas.toDataURL('image/png').split(',')[1];
        });
        const large = Buffer.from(photo, 'base64');
        await page.setInputFiles('#photo', {name: 'IMG 1.png', mimeType: 'image/png', buffer: large});
        await page.fill('#words', '盒子上的字是歪的');
        await page.fill('#phone', '13900139000');
        // Without consent the form comes back, with what was filled in and the photo.
        await page.click('main button');
        await page.locator('.says.bad:not(#lost)').waitFor();
        assert.equal(await page.inputValue('#words'), '盒子上的字是歪的');
        assert.equal(await page.evaluate(() => document.getElementById('photo').files.length), 1);
        await page.check('input[name=policy_version]');
        // The network breaks after the server got it: nobody knows.
        const sizes = [];
        await page.route('**/report/*', async route => {
            if (route.request().method() !== 'POST') return route.continue();
            sizes.push(route.request().postDataBuffer()?.length ?? 0);
            if (sizes.length > 1) return route.continue();
            await route.fetch({maxRedirects: 0});
            return route.abort();
        });
        await page.click('main button');
        await page.locator('#lost:not([hidden])').waitFor();
        await shot(page, {path: join(output, 'report-lost.png'), fullPage: true});
        await assertAccessible(page);
        await page.click('main button');
        await page.waitForURL(/\/receipt\//);
        await shot(page, {path: join(output, 'receipt.png'), fullPage: true});
        await assertFits(page);
        await assertAccessible(page);
        assert.match(await page.innerText('main'), /等待处理/);
        const {token} = ready.users.find(({name}) => name === 'demo.regulator');
        const queue = await page.request.post(`${base}/api/v1/report.queue`, {headers: {Authorization: `Bearer ${token}`}, data: {kind: 'fake'}});
        const filed = (await queue.json()).data.items.filter(({words}) => words === '盒子上的字是歪的');
        assert.deepEqual(filed.map(({photo_kept, phone}) => [photo_kept, phone]), [[true, '13900139000']], 'filed once');
        assert.equal(sizes.length, 2);
        assert.ok(sizes[0] > 0 && sizes[0] < large.length, `${sizes[0]} bytes were sent of a photo of ${large.length}`);
        assert.deepEqual(seen.complaints.filter(text => !/ERR_FAILED|status of 409/.test(text)), []);
    });
});

test('a refusal that is not the form is told in it, and nothing is lost', {skip: ready.samples}, async () => {
    await withPage(`/report/${ready.codes[0].code}`, {width: 320, lang: 'zh', scheme: 'light'}, async page => {
        const limited = '<main><div class="words"><h2>查询太频繁</h2><p>请一分钟后再试。</p></div></main>';
        const replies = [{status: 429, contentType: 'text/html; charset=utf-8', body: limited}, {status: 502, body: ''}];
        await page.route('**/report/*', route =>
            route.request().method() === 'POST' ? route.fulfill(replies.shift()) : route.continue());
        await page.fill('#words', '盒子上的字是歪的');
        for (const told of ['查询太频繁 请一分钟后再试。', '没有发送成功']) {
            await page.click('main button');
            await page.locator('#lost:not([hidden])', {hasText: told}).waitFor();
            assert.equal(await page.inputValue('#words'), '盒子上的字是歪的');
            assert.ok(await page.isEnabled('main button'));
        }
        await assertFits(page);
    });
});

test('the form as it comes back leads to what is wrong', {skip: ready.samples}, async () => {
    await withPage(`/report/${ready.codes[0].code}`, {width: 390, lang: 'en', scheme: 'light'}, async page => {
        await page.fill('#words', 'It looks odd');
        await page.fill('#phone', '12');
        await page.click('main button');
        await page.locator('#phone[aria-invalid]').waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.id), 'phone');
        const described = await page.getAttribute('#phone', 'aria-describedby');
        assert.match(await page.innerText(`#${described}`), /6–20 digits/);
        await assertAccessible(page);
    });
});

test('a form of another site files nothing', {skip: ready.samples}, async () => {
    const context = await browser.newContext({ignoreHTTPSErrors: true});
    const page = await context.newPage();
    await page.setContent(`<form method="post" action="${addressOf(`/report/${ready.codes[0].code}`, 'en')}"><button>Win</button></form>`);
    const [answer] = await Promise.all([page.waitForResponse(/\/report\//), page.click('button')]);
    assert.equal(answer.status(), 403);
    await page.getByText('Open the page here').waitFor();
    await context.close();
});

test('a report is sent without JavaScript too', {skip: ready.samples}, async () => {
    const view = {width: 320, lang: 'en', scheme: 'dark', javaScriptEnabled: false};
    await withPage(`/report/${ready.codes[0].code}`, view, async page => {
        await page.check('input[value=complaint]');
        await page.click('main button');
        await page.locator('.says.bad:not(#lost)').waitFor();
        await page.fill('#words', 'Two of them are rotten');
        await page.click('main button');
        await page.waitForURL(/\/receipt\//);
        assert.match(await page.innerText('main'), /Waiting to be looked at/);
        await assertFits(page);
    });
});

test('a phone that can share is offered it, with the picture', {skip: ready.samples}, async () => {
    const path = `/t/${ready.codes[0].code}`;
    await withPage(path, {width: 390, lang: 'zh', scheme: 'light'}, async page => {
        assert.ok(await page.isHidden('#share button'));
        const address = await page.getAttribute('#share a', 'href');
        const picture = await page.request.get(new URL(address, base).href);
        assert.equal(picture.headers()['content-type'], 'image/png');
    });
    const context = await browser.newContext({viewport: {width: 390, height: 844}, ignoreHTTPSErrors: true});
    await context.addInitScript(() => {
        navigator.share = async what => { window.shared = {files: what.files?.map(({name, size, type}) => ({name, size, type})), url: what.url}; };
        navigator.canShare = ({files}) => files.length === 1;
    });
    const page = await context.newPage();
    await page.goto(addressOf(path, 'zh'));
    await page.click('#share button');
    await page.waitForFunction(() => window.shared);
    const [file] = await page.evaluate(() => window.shared.files);
    assert.ok(file.type === 'image/png' && file.size > 5000);
    await context.close();
});

test('the keyboard reaches content, search and language', async () => {
    await withPage('/', {width: 390, lang: 'zh', scheme: 'light'}, async page => {
        const reached = [];
        for (let i = 0; i < 8; ++i) {
            await page.keyboard.press('Tab');
            reached.push(await page.evaluate(() => document.activeElement.className || document.activeElement.id));
        }
        for (const stop of ['skip', 'logo', 'lang', 'q']) assert.ok(reached.includes(stop), `${stop} in ${reached}`);
    });
});

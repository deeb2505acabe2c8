// Forms of people who are not signed in, and a driver's page, in a real browser: empty, with faults, filled in; on phone and
// desktop, in both languages. Screenshots are left in output/ for somebody to look at.
import {AxeBuilder} from '@axe-core/playwright';
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, 'output');
const ready = JSON.parse(readFileSync(process.env.QY_READY_FILE, 'utf8'));
const base = (ready.https ?? ready.http).replace(/\/$/, '');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const views = [390, 1280].flatMap(width => ['zh', 'en'].map(lang => ({width, lang})));
const photo = join(here, '../../fuzz/corpus/picture/corners.jpg');

let browser;
before(async () => {
    mkdirSync(output, {recursive: true});
    browser = await chromium.launch({
        executablePath: process.env.QY_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
    });
});
after(async () => browser?.close());

async function withPage(path, {width, lang}, look) {
    // The server answers alone: what it refuses must be readable without the browser's own bubbles, and without a script.
    const context = await browser.newContext(
        {viewport: {width, height: 844}, ignoreHTTPSErrors: true, javaScriptEnabled: false});
    try {
        const page = await context.newPage();
        const answer = await page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        await look(page, answer);
    } finally {
        await context.close();
    }
}

async function judge(page, name) {
    await page.screenshot({path: join(output, `form ${name}.png`), fullPage: true});
    const {wide, room} = await page.evaluate(
        () => ({wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth}));
    assert.ok(wide <= room, `${name}: ${wide} px of content in ${room} px`);
    const cut = await page.evaluate(() => [...document.querySelectorAll('button, label, legend, h1, h2, .says')]
        .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
        .map(one => one.textContent));
    assert.deepEqual(cut, [], `${name}: texts that are cut`);
    const {violations} = await new AxeBuilder({page}).withTags(wcag).analyze();
    assert.deepEqual(violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.html).slice(0, 3).join(' | ')}`), [], name);
}

/** Sends the form without the browser's own checks. */
async function send(page) {
    await page.evaluate(() => { for (const form of document.forms) form.noValidate = true; });
    await Promise.all([page.waitForLoadState('load'), page.click('form.ask button[type=submit]')]);
}

const long = '海南省洋浦经济开发区西部陆海新通道热带特色农产品冷链物流与加工专业合作联社';
const filled = {
    party_name: long, credit_code: '91460000MA5T0001X7', region: '460400', address: `${long}三号库房`, full_name: '欧阳冬梅',
    phone: '13876543210', mail: 'ouyang.dongmei.of.a.very.long.name@example.cn', name: 'ouyang', code: '123456',
};

// Samples are pages without a server behind them.
if (!ready.samples) describe('forms', () => {
    for (const path of ['register', 'farmer', 'enrol', 'forgot', 'confirm', 'correct', 'join', 'password']) {
        for (const view of views) {
            test(`/${path} at ${view.width} px in ${view.lang}`, () => withPage(`/${path}`, view, async page => {
                const name = `${path} ${view.width} ${view.lang}`;
                await judge(page, `${name} empty`);
                await send(page);
                assert.ok(await page.locator('[role=alert]').count() > 0, 'what is missing is told');
                await judge(page, `${name} faults`);
                for (const [field, value] of Object.entries(filled)) {
                    const box = page.locator(`input[name=${field}]:not([type=hidden]):not([type=checkbox])`);
                    if (await box.count() > 0) await box.fill(value);
                }
                for (const tick of await page.locator('input[type=checkbox]').all()) await tick.check();
                await judge(page, `${name} filled`);
            }));
        }
    }
});

if (!ready.samples) describe("a driver's shipment", () => {
    const token = ready.users?.find(({name}) => name === 'demo.orange.clerk')?.token;
    const call = async (name, body) => {
        const reply = await fetch(`${ready.http.replace('//localhost', '//127.0.0.1')}/api/v1/${name}`, {
            method: 'POST', body: JSON.stringify(body),
            headers: {'Content-Type': 'application/json', Authorization: `Bearer ${token}`},
        });
        const answer = await reply.json();
        assert.equal(answer.code, 'ok', JSON.stringify(answer));
        return answer.data;
    };
    for (const view of views) {
        test(`with a photo at ${view.width} px in ${view.lang}`, async () => {
            const {code} = ready.codes.find(({product}) => product.startsWith('琼北金橙'));
            const lot = (await call('trace.query', {code})).lot.id;
            const link = await call('shipment.link', {lot, steps: ['depart', 'temperature', 'note', 'arrive', 'receive']});
            await withPage(new URL(link.url).pathname, view, async page => {
                const name = `shipment ${view.width} ${view.lang}`;
                await judge(page, `${name} empty`);
                await page.fill('#temperature', '很冷');
                await page.click('button[value=temperature]');
                assert.ok(await page.locator('[role=alert]').count() > 0);
                await judge(page, `${name} faults`);
                await page.fill('#temperature', '');
                await page.fill('#place', long);
                await page.setInputFiles('#photo', photo);
                await judge(page, `${name} filled`);
                await page.click('button[value=depart]');
                assert.match(page.url(), /done=photo/);
                await judge(page, `${name} recorded`);
                await page.click('button[value=receive]');
                await judge(page, `${name} over`);
            });
            const {items} = await call('media.list', {subject: 'shipment', id: link.id});
            assert.deepEqual(items.map(({occasion}) => occasion), ['depart']);
        });
    }
    test('a link that opens nothing says so', () => withPage(`/s/${'x'.repeat(43)}`, views[0], async (page, answer) => {
        assert.equal(answer.status(), 401);
        await judge(page, 'shipment invalid');
    }));
});

if (!ready.samples) describe('pictures of the examples', () => {
    test('stand below the first view and are fetched when needed', async () => {
        const {code} = ready.codes.find(({product}) => product.startsWith('琼北金橙'));
        await withPage(`/t/${code}`, {width: 390, lang: 'zh'}, async page => {
            const pictures = page.locator('.pictures img');
            assert.equal(await pictures.count(), 2);
            for (const one of await pictures.all()) {
                assert.equal(await one.getAttribute('loading'), 'lazy');
                assert.ok((await one.boundingBox()).y > 844);
            }
            await page.locator('.pictures').scrollIntoViewIfNeeded();
            await page.waitForFunction(() => [...document.querySelectorAll('.pictures img')].every(one => one.naturalWidth > 0));
            await page.locator('.pictures').screenshot({path: join(output, 'pictures 390 zh.png')});
        });
    });
});

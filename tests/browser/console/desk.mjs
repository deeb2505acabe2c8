// What the tests of the console share: a browser, signing in as an example user, looking at a page.
import assert from 'node:assert/strict';
import {createHmac, randomUUID} from 'node:crypto';
import {mkdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {assertAccessible} from '../accessible.mjs';
import {shot} from '../shot.mjs';
import {ownTextFaults} from '../text_faults.mjs';

const output = join(dirname(fileURLToPath(import.meta.url)), '..', 'output');
export const ready = JSON.parse(readFileSync(process.env.QY_READY_FILE, 'utf8'));
export const base = (process.env.QY_CONSOLE ?? ready.https ?? ready.http).replace(/\/$/, '');
const policyTold = /Content Security Policy|Refused to/;

async function openBrowser() {
    mkdirSync(output, {recursive: true});
    return chromium.launch({
        executablePath: process.env.QY_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
    });
}

const usedSteps = new Map();  // secret → last step: no code opens twice

/** A one-time code (RFC 6238) that was not used yet. */
export async function freshCode(secret) {
    const step = () => Math.floor(Date.now() / 30_000);
    while ((usedSteps.get(secret) ?? 0) >= step() + 1) await new Promise(go => setTimeout(go, 500));
    const mine = Math.max((usedSteps.get(secret) ?? 0) + 1, step());
    usedSteps.set(secret, mine);
    const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(mine));
    const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const asking = new WeakMap();  // page → its requests that were not answered yet

/** A browser of its own for one person. `complaints` are what the browser says is wrong. */
export async function deskOf(browser, {width = 1280, lang = 'zh', scheme = 'light'} = {}) {
    const context = await browser.newContext(
        {viewport: {width, height: 900}, colorScheme: scheme, ignoreHTTPSErrors: true,
         locale: lang === 'en' ? 'en-US' : 'zh-CN', timezoneId: 'Asia/Shanghai',
         reducedMotion: 'reduce'});
    if (lang === 'en') await context.addInitScript(() => localStorage.setItem('qy.console.language', 'en'));
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const complaints = [];
    page.on('console', message => {
        const refused = /Failed to load resource.*status of (400|401|403|404|409)/.test(message.text());
        if (['error', 'warning'].includes(message.type()) && (!refused || policyTold.test(message.text()))) {
            complaints.push(message.text());
        }
    });
    page.on('pageerror', error => complaints.push(String(error)));
    const asked = new Set();
    asking.set(page, asked);
    page.on('request', request => {
        if (request.isNavigationRequest()) asked.clear();  // what the page before asked for is of no use any more
        asked.add(request);
    });
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, request => asked.delete(request));
    return {context, page, complaints};
}

/** A browser for the tests of one file. The answer runs `work` with a desk of that browser, at which nothing may be wrong. */
export function ownBrowser() {
    let browser;
    before(async () => (browser = await openBrowser()));
    after(async () => browser?.close());
    return async (view, work) => {
        const desk = await deskOf(browser, view);
        try {
            await work(desk.page, desk);
            assert.deepEqual(desk.complaints, []);
        } finally {
            await desk.context.close();
        }
    };
}

/** Where the console is: beside the tests, or a server of a test's own. */
const here = {base, ready};
export const placeOf = server => ({base: server.https, ready: server.ready});

/** Name and password, as a person types them. */
export async function typeLogin(page, name, password) {
    await page.locator('input[autocomplete=username]').fill(name);
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.locator('form button[type=submit]').click();
}

/** By the form, as a person does. */
async function signInByForm(page, name, at) {
    const user = at.ready.users.find(one => one.name === name);
    await page.goto(`${at.base}/console/`);
    await typeLogin(page, name, user.password);
    if (user.totp_secret) {
        await page.locator('input[autocomplete=one-time-code]').fill(await freshCode(user.totp_secret));
        await page.locator('form button[type=submit]').click();
    }
    await page.locator('#menu').waitFor({state: 'attached'});
    return {cookies: await page.context().cookies(), at: Date.now()};
}

const sessions = new Map();  // server and user → the promise of the cookies of a log-in
const sessionGood_ms = 240_000;  // well within the time for which a log-in counts as fresh

/** At the start page as an example user: by the form at first, then in the same session, as somebody who opens another
 * window; who has a second factor would wait half a minute for each further code. */
export async function signIn(page, name, at = here) {
    const key = `${at.base} ${name}`;
    const known = await sessions.get(key)?.catch(() => null);
    if (known && Date.now() - known.at < sessionGood_ms) {
        await page.context().addCookies(known.cookies);
        await page.goto(`${at.base}/console/`);
        await page.locator('#menu').waitFor({state: 'attached'});
        return;
    }
    const signingIn = signInByForm(page, name, at);
    sessions.set(key, signingIn);
    await signingIn;
}

export async function assertFits(page) {
    const {wide, room} = await page.evaluate(
        () => ({wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth}));
    assert.ok(wide <= room, `${wide} px of content in ${room} px`);
}

const settled_s = 60;

/** Nothing is asked for any more, and what came is drawn: also what an answer led to asking. */
export async function settled(page) {
    await page.waitForLoadState();
    if (!page.url().includes('/console/')) return;  // pages of codes listen for news all the time
    const asked = asking.get(page);
    const drawn = () => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
    const end = Date.now() + settled_s * 1000;
    for (let quiet = 0; quiet < 2; quiet = asked.size === 0 ? quiet + 1 : 0) {
        await drawn();
        assert.ok(Date.now() < end, `still asked for after ${settled_s} s: ${[...asked].map(one => one.url()).join(' ')}`);
    }
    await page.locator('.el-skeleton').waitFor({state: 'detached'});
}

/** The same page in another window, language and theme, as a person turns it; `scheme` is that of the device. */
export async function turn(page, {width, lang, scheme}) {
    await page.setViewportSize({width, height: 900});
    await page.emulateMedia({colorScheme: scheme});
    if ((await page.locator('html').getAttribute('lang')).slice(0, 2) !== lang) await page.locator('.top-tools button[lang]').click();
    await settled(page);
}

/** Nothing is cut off, covered, or of the other language. */
export async function assertReads(page, name = page.url()) {
    assert.deepEqual(await ownTextFaults(page), [], name);
}

/** Calls a function as an example user. */
export async function api(name, body, user) {
    const {token} = ready.users.find(one => one.name === user);
    const answer = await fetch(`${ready.http.replace('//localhost', '//127.0.0.1').replace(/\/$/, '')}/api/v1/${name}`, {
        method: 'POST', body: JSON.stringify(body),
        headers: {'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': randomUUID()},
    });
    const told = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(told));
    return told.data;
}

/** Whether a page fits its window and reads well. */
export async function glance(page, name) {
    await settled(page);
    await assertFits(page);
    await assertReads(page, name);
}

/** A screenshot for somebody to look at, and what a script can see by itself; of a page that is looked at in another width
 * as well, `readers` may be left to that. */
export async function look(page, name, {readers = true} = {}) {
    await settled(page);
    await page.evaluate(() => window.scrollTo(0, 0));  // the bar on top is where it is at first
    await shot(page, {path: join(output, `console-${name}.png`), fullPage: true, animations: 'disabled'});
    await glance(page, name);
    if (readers) await assertAccessible(page);
}

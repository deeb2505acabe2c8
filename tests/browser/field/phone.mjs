// What the tests of field records share: a phone with its browser, a person who signs in, and what the platform has.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {assertAccessible} from '../accessible.mjs';
import {shot} from '../shot.mjs';
import {ownTextFaults} from '../text_faults.mjs';

const output = join(dirname(fileURLToPath(import.meta.url)), '..', 'output');
export const ready = JSON.parse(readFileSync(process.env.QY_READY_FILE, 'utf8'));
// Workers are refused with the certificate that the program makes for itself, but not on the loopback without one.
export const base = ready.http.replace(/\/$/, '').replace('127.0.0.1', 'localhost');

export function openBrowser(...flags) {
    mkdirSync(output, {recursive: true});
    return chromium.launch({
        executablePath: process.env.QY_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', ...flags],
    });
}

/** A phone of one person. `complaints` are what the browser says is wrong; a missing network is none. */
export async function phoneOf(browser, {lang = 'zh', scheme = 'light', permissions = [], userAgent} = {}) {
    const context = await browser.newContext({
        ...(userAgent && {userAgent}),
        viewport: {width: 390, height: 844}, colorScheme: scheme, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce',
        permissions, geolocation: {latitude: 20.0174, longitude: 110.3492}, hasTouch: true,
    });
    if (lang === 'en') await context.addInitScript(() => location.protocol === 'http:' && localStorage.setItem('qy.console.language', 'en'));
    const complaints = [];
    context.on('weberror', error => complaints.push(String(error.error())));
    context.on('console', message => {
        if (message.type() !== 'error' || /Failed to load resource|ERR_/.test(message.text())) return;
        complaints.push(message.text());
    });
    context.setDefaultTimeout(120_000);
    return {context, page: await context.newPage(), complaints};
}

export const userOf = name => ready.users.find(one => one.name === name);

export async function signIn(page, name, origin = base) {
    await page.goto(`${origin}/field/#/me`);
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(userOf(name).password);
    await page.locator('form button[type=submit]').click();
    await page.locator('section .card', {hasText: name}).waitFor();
}

/** The application is kept on the phone: it opens without network from now on. */
export async function keptOffline(page) {
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        const names = () => caches.keys().then(all => all.filter(name => name.startsWith('qy-field-')));
        while ((await names()).length === 0) await new Promise(go => setTimeout(go, 100));
    });
}

/** What a function of the platform answers to a user of the examples. */
export async function ask(name, func, body = {}) {
    const answer = await fetch(`${ready.http.replace(/\/$/, '')}/api/v1/${func}`, {
        method: 'POST', body: JSON.stringify(body),
        headers: {'content-type': 'application/json', authorization: `Bearer ${userOf(name).token}`},
    });
    const told = await answer.json();
    assert.equal(told.code, 'ok', JSON.stringify(told));
    return told.data;
}

export async function look(page, name) {
    await shot(page, {path: join(output, `field-${name}.png`), animations: 'disabled'});
    const {wide, room} = await page.evaluate(
        () => {
            const main = document.querySelector('main');
            return {wide: main.scrollWidth, room: main.clientWidth};
        });
    assert.ok(wide <= room, `${name}: ${wide} px of content in ${room} px`);
    assert.deepEqual(await ownTextFaults(page), [], name);
    await assertAccessible(page);
}

/** What is recorded on the phone, without photos. */
export const recordsOn = page => page.evaluate(() => new Promise((resolve, reject) => {
    const open = indexedDB.open('qy-field');
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
        const all = open.result.transaction('records').objectStore('records').getAll();
        all.onsuccess = () => {
            resolve(all.result.map(one => ({...one, photos: one.photos.map(({state}) => state)})));
            open.result.close();
        };
    };
}));

/** A film for the camera: the QR code of a text as the program prints it, held a little askew. */
export async function filmOf(browser, text) {
    const folder = mkdtempSync(join(tmpdir(), 'qy-film-'));
    const file = join(folder, 'label.png');
    execFileSync(process.env.QY_PROGRAM, ['codes', 'qr', text, '--file', file]);
    const page = await browser.newPage();
    const grey = await page.evaluate(async picture => {
        const image = new Image();
        image.src = picture;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [640, 480];
        const draw = canvas.getContext('2d');
        draw.fillStyle = '#b9ad98';  // a carton
        draw.fillRect(0, 0, 640, 480);
        draw.translate(320, 240);
        draw.rotate(0.21);
        draw.transform(1, 0.06, -0.04, 1, 0, 0);
        draw.filter = 'blur(0.6px)';
        draw.drawImage(image, -120, -120, 240, 240);
        const {data} = draw.getImageData(0, 0, 640, 480);
        let bytes = '';
        for (let at = 0; at < data.length; at += 4) {
            bytes += String.fromCharCode((data[at] * 299 + data[at + 1] * 587 + data[at + 2] * 114) / 1000);
        }
        return btoa(bytes);
    }, `data:image/png;base64,${readFileSync(file).toString('base64')}`);
    await page.close();
    const colours = Buffer.alloc(2 * 320 * 240, 128);
    const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey, 'base64'), colours]);
    const film = join(folder, 'label.y4m');
    writeFileSync(film, Buffer.concat([Buffer.from('YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n'), frame, frame, frame]));
    return {film, drop: () => rmSync(folder, {recursive: true})};
}

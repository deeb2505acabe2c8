// How people find their way in a journey: on a server of its own, with a real mail server beside it.
import {readFileSync} from 'node:fs';
import {after, before} from 'node:test';
import {MailServer} from '../../api/outside.mjs';
import {serve} from '../../api/platform.mjs';
import {ownBrowser, placeOf, settled, signIn, typeLogin} from './desk.mjs';

export const password = 'Fresh-grass-7';
export let server;
export let mail;
export const during = ownBrowser();
/** A server and a mail server of their own for the tests of one file. `settings`: further ones. */
export function ownPlatform(settings = {}) {
    before(async () => {
        mail = await MailServer.start();
        server = await serve({settings: {...mail.settings(), 'messages.per_address_hour': 0, 'messages.per_contact_hour': 0, ...settings}});
    });
    after(async () => {
        await server?.end();
        await mail?.end();
    });
}

/** An example user at work. */
export const as = (name, view, work) =>
    during(view, async page => {
        await signIn(page, name, placeOf(server));
        await work(page);
    });
export const go = async (page, path) => {
    await page.goto(`${server.https}/console/${path}`);
    await page.locator('main h1').waitFor();
    await settled(page);
};
export const press = (place, name) => place.getByRole('button', {name, exact: true}).click();
export const pick = async (page, place, label, option) => {
    await place.getByRole('combobox', {name: label}).click();
    await page.getByRole('option', {name: option, exact: true}).click();
};
export const linkIn = (text, page) => new RegExp(`https://\\S+/${page}/\\S+`).exec(text)[0];
export async function saved(page, work) {
    const saving = page.waitForEvent('download');
    await work();
    return readFileSync(await (await saving).path());
}

export async function openLot(page, number) {
    await go(page, 'lots');
    await page.getByLabel('批次号开头').fill(number);
    await press(page, '查询');
    await page.getByRole('link', {name: number, exact: true}).click();
}

/** A link of a mail leads to an account. */
export async function join(page, mailed, name) {
    await page.goto(linkIn(mailed.text, 'join'));
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(password);
    const consent = page.locator('[name=policy_version]');
    if (await consent.count()) await consent.check();
    await page.locator('button[type=submit]').click();
    await page.getByText(name).first().waitFor();
}
export async function enter(page, name) {
    await page.goto(`${server.https}/console/`);
    await typeLogin(page, name, password);
    await page.locator('#menu').waitFor({state: 'attached'});
}

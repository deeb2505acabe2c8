// An open page says within two seconds that what it tells was changed: a clerk proposes, a regulator approves, the visitor's
// page knows. Beside a real server alone.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import http from 'node:http';
import {after, before, test} from 'node:test';
import {chromium} from 'playwright-core';

const ready = JSON.parse(readFileSync(process.env.QY_READY_FILE, 'utf8'));
const secondsMax = 2;
let browser;

/** Calls a function as an example user. */
function call(name, body, user) {
    const {token} = ready.users.find(one => one.name === user) ?? {};
    const options = {method: 'POST', headers: {'content-type': 'application/json'}};
    if (token) options.headers.authorization = `Bearer ${token}`;
    return new Promise((resolve, reject) => {
        const address = `${ready.http.replace('//localhost', '//127.0.0.1')}/api/v1/${name}`;
        const sent = http.request(address, options, response => {
            let text = '';
            response.on('data', piece => { text += piece; });
            response.on('end', () => {
                const answer = JSON.parse(text);
                if (response.statusCode === 200) resolve(answer.data);
                else reject(new Error(`${name}: ${text}`));
            });
        });
        sent.on('error', reject);
        sent.end(JSON.stringify(body));
    });
}

/** Has a change of the product waiting; approves it when asked. */
async function waiting(product, name_en) {
    const history = await call('product.history', {product}, 'demo.regulator');
    const base_version = history.items.at(-1).version;
    const {id} = await call('product.save', {product, base_version, changes: {name_en}}, 'demo.orange.clerk');
    return () => call('submission.approve', {submission: id}, 'demo.regulator');
}

async function open(path) {
    const context = await browser.newContext({viewport: {width: 390, height: 844}, ignoreHTTPSErrors: true});
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
    });
    page.on('pageerror', error => page.complaints.push(String(error)));
    const heard = page.waitForResponse(response => response.url().includes('/events?'));
    await page.goto(`${ready.https}${path}`, {waitUntil: 'load'});
    assert.equal((await heard).status(), 200);
    return page;
}

if (!ready.samples) {
    before(async () => {
        browser = await chromium.launch({
            executablePath: process.env.QY_CHROMIUM ?? '/usr/bin/chromium',
            args: ['--no-sandbox', '--disable-gpu'],
        });
    });
    after(async () => browser?.close());

    const {code} = ready.codes.find(({product}) => product === '琼北金橙 QJ20251122-D01') ?? ready.codes[0];
    for (const where of ['code', 'lot']) {
        test(`the open page of a ${where} tells of an approved change`, async () => {
            const story = await call('trace.query', {code}, '');
            const approve = await waiting(story.product.id, `Updated while ${where} was open`);
            const page = await open(where === 'code' ? `/t/${code}?lang=en` : `/lot/${story.lot.id}?lang=en`);
            const news = page.locator('#news');
            assert.equal(await news.isVisible(), false);
            const started = Date.now();
            await approve();
            await news.waitFor({state: 'visible', timeout: secondsMax * 1000});
            assert.ok(Date.now() - started < secondsMax * 1000);
            await Promise.all([page.waitForNavigation(), news.getByRole('link').click()]);
            assert.match(await page.locator('h1').innerText(), new RegExp(`Updated while ${where} was open`));
            assert.equal(await page.locator('#news').isVisible(), false, 'it is the newest now');
            assert.deepEqual(page.complaints, []);
            await page.context().close();
        });
    }

    test('a page that nothing happens to stays as it is', async () => {
        const other = ready.codes.find(({product}) => product.startsWith('东寨湾'));
        const story = await call('trace.query', {code}, '');
        const approve = await waiting(story.product.id, 'Another product');
        const quiet = await open(`/t/${other.code}?lang=en`);
        const told = await open(`/t/${code}?lang=en`);
        await approve();
        await told.locator('#news').waitFor({state: 'visible', timeout: secondsMax * 1000});
        assert.equal(await quiet.locator('#news').isVisible(), false);
        await quiet.context().close();
        await told.context().close();
    });
}

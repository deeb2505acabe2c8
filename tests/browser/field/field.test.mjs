// Field records on a phone: scanned by the camera, recorded without network, sent once each whatever the network does.
// Screenshots are left in ../output for somebody to look at.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {free_port, WechatInterface} from '../../api/outside.mjs';
import {serve, until} from '../../api/platform.mjs';
import {slow_proxy} from '../../faults/slow_proxy.mjs';
import {ask, base, filmOf, keptOffline, look, openBrowser, phoneOf, ready, recordsOn, signIn} from './phone.mjs';

const clerk = 'demo.orange.clerk';
const firstLoadMax = 60 * 1024;
let browser;
let code;
let lot;
before(async () => {
    browser = await openBrowser();
    const [range] = (await ask(clerk, 'code.list_ranges', {limit: 200})).items.filter(one => one.lot_id);
    ({first_code: code, lot_number: lot} = range);
});
after(async () => browser?.close());

async function during(options, work) {
    const phone = await phoneOf(options.browser ?? browser, options);
    try {
        await work(phone.page, phone.context);
        assert.deepEqual(phone.complaints, []);
    } finally {
        await phone.context.close();
    }
}

/** The steps of a record after its code is known: which, what is asked, save. */
async function record(page, step, fill = async () => {}) {
    await page.locator('.steps button', {hasText: step}).click();
    await fill();
    await page.getByRole('button', {name: '保存', exact: true}).click();
    await page.locator('.note.good[role=status]').waitFor();
}

async function typed(page, text) {
    await page.goto(page.url().replace(/#.*/, '#/'));
    await page.locator('#typed').fill(text);
    await page.getByRole('button', {name: '下一步'}).click();
    await page.locator('.steps').waitFor();
}

const sent = async (page, many) => {
    await page.waitForFunction(many => document.querySelectorAll('.tag.good').length >= many, many);
};
const mine = async () => (await ask(clerk, 'submission.list', {limit: 200})).items.map(one => one.id);

test('pages in both languages fit a phone, read well, and the first load is small', async () => {
    for (const view of [{lang: 'zh', scheme: 'light'}, {lang: 'en', scheme: 'dark'}]) {
        const name = `${view.lang}-${view.scheme}`;
        await during(view, async page => {
            const asked = [];
            page.on('response', response => asked.push(response));
            await page.goto(`${base}/field/`);
            await page.locator('main h1').waitFor();
            const first = asked.filter(one => !/\/api\/|worker\.js|icon|manifest|zxing|reader/.test(one.url()));
            let bytes = 0;
            for (const one of first) bytes += (await one.request().sizes()).responseBodySize;
            console.log(`# first load: ${bytes} bytes`);
            assert.ok(bytes > 20_000 && bytes <= firstLoadMax, `${bytes} bytes`);
            assert.ok(asked.every(one => one.url().startsWith(base)));
            const policy = asked[0].headers()['content-security-policy'];
            assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
            await look(page, `who-${name}`);
            await page.goto(`${base}/field/#/me`);
            await look(page, `login-${name}`);
            await signIn(page, clerk);
            await page.goto(`${base}/field/#/`);
            await look(page, `scan-${name}`);
            await page.goto(`${base}/field/#/record/${code}`);
            await page.getByText(lot).first().waitFor();
            await look(page, `steps-${name}`);
            for (const step of [0, 1, 2, 3]) {
                await page.goto(`${base}/field/#/`);
                await page.locator('#typed').waitFor();  // two addresses before the page has drawn itself are one
                await page.goto(`${base}/field/#/record/${code}`);
                await page.locator('.steps button').nth(step).click();
                await page.locator('summary').click();
                await look(page, `step-${step}-${name}`);
            }
            await page.goto(`${base}/field/#/list`);
            await look(page, `list-${name}`);
        });
    }
});

test('the camera reads a label; scanned, chosen, saved: three taps to a record with photo', async () => {
    const {film, drop} = await filmOf(browser, `${base}/t/${code}`);
    const seeing = await openBrowser(
        '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`);
    try {
        const before = await mine();
        await during({browser: seeing, permissions: ['camera', 'geolocation']}, async page => {
            await signIn(page, clerk);
            await page.locator('.bottom a').first().click();  // the camera opens by itself: it was allowed before
            await page.locator('.steps, .note.bad').first().waitFor();
            assert.deepEqual(await page.locator('.note.bad').allInnerTexts(), []);
            assert.ok(page.url().endsWith(`#/record/${code}`), page.url());
            await record(page, '收货', async () => {
                await page.locator('input[type=file]').setInputFiles(
                    {name: 'p.png', mimeType: 'image/png', buffer: await page.screenshot()});
                await page.locator('.photo img').waitFor();
                await page.locator('summary').click();
                await page.getByRole('button', {name: '附上大概位置'}).click();
                await page.waitForFunction(() => [...document.querySelectorAll('input')].some(one => /20\.02, 110\.35/.test(one.value)));
                await look(page, 'record-photo');
            });
            await page.goto(`${base}/field/#/list`);
            await sent(page, 1);
            const [one] = await recordsOn(page);
            assert.deepEqual([one.state, one.photos, one.faults], ['sent', ['sent'], []]);
            await page.locator('.lines a').click();
            await look(page, 'item-sent');
        });
        const fresh = (await mine()).filter(id => !before.includes(id));
        assert.equal(fresh.length, 1);
        const {items} = await ask(clerk, 'media.list', {subject: 'submission', id: fresh[0]});
        assert.equal(items.length, 1);
    } finally {
        await seeing.close();
        drop();
    }
});

test('ten records without network outlive page and login, and arrive once each through a network that breaks', async () => {
    const back = {};
    const proxy = await slow_proxy(base, {back});
    try {
        const before = await mine();
        await during({}, async (page, context) => {
            await signIn(page, clerk, proxy.base);
            await keptOffline(page);
            await context.setOffline(true);
            for (let i = 0; i < 10; ++i) {
                await typed(page, code);
                const step = ['收货', '发货', '检测', '销售'][i % 4];
                await record(page, step, async () => {
                    if (step === '检测') await page.getByText('合格', {exact: true}).click();
                    await page.locator('summary').click();
                    await page.getByLabel('备注').fill(`离线 ${i}`);
                });
            }
            await page.locator('.told', {hasText: '10 条未发送'}).waitFor();
            await look(page, 'offline');
            // The browser is closed and opened without network; the login ends meanwhile.
            await page.close();
            const again = await context.newPage();
            await again.goto(`${proxy.base}/field/#/list`);
            await again.locator('.lines li').nth(9).waitFor();
            await look(again, 'offline-list');
            const [file] = await Promise.all([again.waitForEvent('download'), again.getByRole('button', {name: '导出未发送的记录'}).click()]);
            assert.match(file.suggestedFilename(), /^qiongyuan-field-.*\.json$/);
            await context.clearCookies();
            back.cut_after = 1_500;  // answers break off in the middle
            await context.setOffline(false);
            await again.getByText('登录已结束').waitFor();
            await look(again, 'login-ended');
            assert.equal((await recordsOn(again)).filter(one => one.state === 'waiting').length, 10);
            back.cut_after = Infinity;
            await again.goto(`${proxy.base}/field/#/me`);
            await again.locator('#password').fill(ready.users.find(one => one.name === clerk).password);
            // Two answers are lost after the work was done, one request never arrives.
            const lost = {2: 'answer', 4: 'answer', 6: 'request'};
            let requests = 0;
            await again.route('**/api/v1/event.capture', async route => {
                const how = lost[++requests];
                if (how === 'answer') await route.fetch();
                if (how) await route.abort('connectionreset');
                else await route.continue();
            });
            await again.locator('form button[type=submit]').click();
            await again.goto(`${proxy.base}/field/#/list`);
            const give = setInterval(() => void again.evaluate(() => window.dispatchEvent(new Event('online'))).catch(() => {}), 500);
            await sent(again, 10);
            clearInterval(give);
            assert.equal(requests, 13);
            const all = await recordsOn(again);
            assert.deepEqual(all.map(one => [one.state, one.faults]), all.map(() => ['sent', []]));
            await look(again, 'all-sent');
        });
        const fresh = (await mine()).filter(id => !before.includes(id));
        assert.equal(fresh.length, 10, 'once each');
        const notes = [];
        for (const submission of fresh) {
            notes.push(/离线 \d/.exec(JSON.stringify(await ask(clerk, 'submission.get', {submission})))?.[0]);
        }
        assert.deepEqual(notes.sort(), [...Array(10).keys()].map(i => `离线 ${i}`));
    } finally {
        proxy.close();
    }
});

test('a phone whose clock is wrong tells the right time; what the platform refuses says what to change', async () => {
    await during({}, async page => {
        await page.clock.setSystemTime(Date.now() + 600_000);
        await signIn(page, clerk);
        await typed(page, code);
        await record(page, '销售');
        await page.goto(`${base}/field/#/list`);
        await sent(page, 1);
        const [one] = await recordsOn(page);
        const told = Date.parse(one.request.body.rows[0].sold_at);
        assert.ok(Math.abs(told - Date.now()) < 60_000, `${one.request.body.rows[0].sold_at}`);
        assert.ok(one.tapped_at - told > 540_000);
        await page.locator('.lines a').first().click();
        await page.getByText(/手机时钟偏差 -(59|60)\d 秒/).waitFor();
        // A code that is not one: kept, refused with words, changed, sent.
        await typed(page, 'NO-SUCH-LOT');
        await record(page, '收货');
        await page.goto(`${base}/field/#/list`);
        await page.locator('.tag.bad').waitFor();
        await page.locator('.lines a', {hasText: 'NO-SUCH-LOT'}).click();
        await page.getByText('平台上没有“NO-SUCH-LOT”').waitFor();
        await look(page, 'item-refused');
    });
});

test('a driver opens a shipment link once and records without account and without network', async () => {
    const {url, secret} = await ask(clerk, 'shipment.link', {lot, steps: ['depart', 'temperature', 'receive']});
    assert.ok(url.endsWith(`/s/${secret}`));
    await during({}, async (page, context) => {
        await page.goto(`${base}/s/${secret}`);
        await page.locator('a[href^="/field/#/s/"]').click();
        await page.getByRole('button', {name: '出发'}).waitFor();
        await keptOffline(page);
        await look(page, 'link');
        await context.setOffline(true);
        for (const [step, fill] of [['出发'], ['温度', '4.5'], ['收货']]) {
            await page.locator('.steps button', {hasText: step}).click();
            if (fill) await page.getByLabel('温度（℃）').fill(fill);
            await page.getByRole('button', {name: '保存', exact: true}).click();
            await page.locator('.steps').waitFor();
        }
        await page.locator('.lines li').nth(2).waitFor();
        await look(page, 'link-offline');
        // The answer to the receipt, which ends the link, is lost: it counts all the same, and once.
        let receipts = 0;
        await page.route('**/api/v1/shipment.record', async route => {
            const receipt = route.request().postDataJSON().step === 'receive';
            if (receipt && ++receipts === 1) {
                await route.fetch();
                await route.abort('connectionreset');
            } else {
                await route.continue();
            }
        });
        await context.setOffline(false);
        const give = setInterval(() => void page.evaluate(() => window.dispatchEvent(new Event('online'))).catch(() => {}), 500);
        await sent(page, 3);
        clearInterval(give);
        assert.equal(receipts, 2);
        assert.deepEqual((await recordsOn(page)).map(one => one.faults), [[], [], []]);
    });
    const {items} = await ask(clerk, 'shipment.list_links', {limit: 50});
    assert.deepEqual(items.filter(one => one.lot_number === lot).map(({state, records}) => [state, records])[0], ['received', 3]);
});

const inWechat = {
    android: 'Mozilla/5.0 (Linux; Android 13; V2217A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47.2560(0x28002F35) WeChat/arm64 Language/zh_CN',
    iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/WIFI Language/zh_CN',
};

/** The native side of WeChat, as its app puts it into a page: `answers` by the name of what the page asks for; none is no
 *  answer. What was asked stands in window.asked. */
const wechatApp = answers => {
    window.asked = [];
    window.WeixinJSBridge = {
        on: () => {},
        invoke: (name, given, tell) => {
            window.asked.push({name, given});
            if (answers[name]) setTimeout(() => tell({...answers[name]}));
        },
    };
};

/** What the policy of the page refuses of two frames: the one through which some versions of WeChat's bridge speak, and another. */
const refusedFrames = () => new Promise(resolve => {
    const refused = [];
    document.addEventListener('securitypolicyviolation', ({blockedURI}) => {
        refused.push(blockedURI);
        if (blockedURI.startsWith('https:')) resolve(refused);
    });
    for (const src of ['weixin://dispatch_message/', 'https://other.example/']) {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.body.append(frame);
    }
});

test("inside WeChat its own scanner reads labels; where it does not, the camera of the page goes on and says why", async () => {
    const wechat = await WechatInterface.start();
    const port = await free_port();
    const own = `http://localhost:${port}`;
    const settings = {...wechat.settings(), 'codes.address_prefix': own};
    const server = await serve({demo: false, settings, ports: {http: port}});
    const sdk = asked => asked.filter(url => /wechat_sdk/.test(url));
    /** The page after one tap on its scanner, in a WeChat whose app answers so. */
    const scanned = (userAgent, answers, then, origin = own) => during({userAgent}, async page => {
        const asked = [];
        page.on('request', request => asked.push(request.url()));
        await page.addInitScript(wechatApp, answers);
        await page.goto(`${origin}/field/?from=singlemessage#/`);
        await page.locator('button.main').click();
        await then(page, asked);
        assert.ok(asked.every(url => url.startsWith(origin) || url.startsWith('data:')), asked.join(' '));
    });
    const says = (page, words) => page.locator('.note.open[role=status]', {hasText: words}).waitFor();
    const camera = page => page.locator('.note.bad', {hasText: /没有打开相机|没有使用相机的权限/}).waitFor();  // there is none here
    const admitted = {preVerifyJSAPI: {err_msg: 'preVerifyJSAPI:ok'}, getNetworkType: {err_msg: 'network_type:wifi'}};
    const label = `${base}/t/${code}`;
    try {
        await until('a ticket', async () => (await server.call('scan.wechat_config', {url: `${own}/field/`})).status === 200);
        await scanned(inWechat.android, {...admitted, scanQRCode: {err_msg: 'scanQRCode:ok', resultStr: label}}, async (page, asked) => {
            await page.waitForURL(`${own}/field/?from=singlemessage#/record/${code}`);
            assert.equal(sdk(asked).length, 1);
            const told = await page.evaluate(() => window.asked);
            const {given} = told.find(({name}) => name === 'preVerifyJSAPI');
            const signed = {timestamp: given.verifyTimestamp, nonce: given.verifyNonceStr, signature: given.verifySignature};
            assert.equal(given.verifyAppId, WechatInterface.app_id);
            assert.ok(wechat.admits(`${own}/field/?from=singlemessage`, signed), JSON.stringify(given));
            assert.deepEqual(given.verifyJsApiList, ['scanQRCode']);
            const scan = told.find(({name}) => name === 'scanQRCode').given;
            assert.deepEqual([scan.needResult, scan.scanType], [1, ['qrCode', 'barCode']]);
            // The next label: the app is not asked for leave again.
            await page.goto(`${own}/field/?from=singlemessage#/`);
            await page.getByRole('button', {name: '微信扫一扫'}).click();
            await page.waitForURL(/#.record.\d{20}$/);
            assert.equal((await page.evaluate(() => window.asked)).filter(({name}) => name === 'preVerifyJSAPI').length, 1);
        });
        const result = {scan_code: {type: 'CODE_128', scan_result: 'CODE_128,CYR260106'}};
        const onIphone = {err_msg: 'scanQRCode:ok', resultStr: JSON.stringify(result)};
        await scanned(inWechat.iphone, {...admitted, scanQRCode: onIphone}, page => page.waitForURL(/#.record.CYR260106$/));
        await scanned(inWechat.android, {...admitted, scanQRCode: {err_msg: 'scanQRCode:cancel'}}, async page => {
            await says(page, '已关闭微信扫一扫');
            await look(page, 'wechat-cancelled');
            await page.getByRole('button', {name: '打开相机'}).click();
            await camera(page);
        });
        await scanned(inWechat.android, {preVerifyJSAPI: {err_msg: 'preVerifyJSAPI:fail_invalid signature'}}, async page => {
            await says(page, 'config:invalid signature');
            await camera(page);
            await look(page, 'wechat-refused');
        });
        await scanned(inWechat.iphone, {...admitted, scanQRCode: {err_msg: 'scanQRCode:fail_the permission value is offline verifying'}}, async page => {
            await says(page, 'offline verifying');
            await camera(page);
        });
        // The platform of the other tests has no account with WeChat: its page does not even load the SDK.
        await scanned(inWechat.android, admitted, async (page, asked) => {
            await says(page, '未启用微信扫一扫');
            await camera(page);
            assert.deepEqual(sdk(asked), []);
        }, base);
        await scanned(undefined, admitted, async (page, asked) => {
            await camera(page);
            assert.equal(await page.locator('.note.open[role=status]').count(), 0);
            assert.deepEqual([sdk(asked), asked.filter(url => url.includes('wechat'))], [[], []]);
        });
        const {page, context} = await phoneOf(browser);
        await page.goto(`${own}/field/`);
        assert.deepEqual(await page.evaluate(refusedFrames), ['https://other.example']);
        await context.close();
    } finally {
        await server.end();
        await wechat.end();
    }
});

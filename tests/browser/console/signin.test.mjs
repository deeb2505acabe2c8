// Signing in as people meet it, on a server of its own: captchas, one-time codes, SM2 keys, a forgotten password, accounts
// that are locked. Mails go to a real mail server beside it.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {MailServer} from '../../api/outside.mjs';
import {Browser, captcha_answer, done, json, serve, until} from '../../api/platform.mjs';
import {assertAccessible} from '../accessible.mjs';
import {assertReads, freshCode, look, ownBrowser, typeLogin} from './desk.mjs';

const password = 'Fresh-grass-7';
const later = 'Later-grass-8';
let server;
let mail;
const during = ownBrowser();
before(async () => {
    mail = await MailServer.start();
    // Failures from one address bring captchas for an hour: here the tests of captchas have a server of their own.
    server = await serve({demo: false, settings: {...mail.settings(), 'session.reauthenticate_minutes': 1, 'login.captcha': 'never'}});
});
after(async () => {
    await server?.end();
    await mail?.end();
});

const address = (path = '', at = server) => `${at.https}/console/${path}`;
async function open(page, name, pass = password) {
    await page.goto(address('login'));
    await typeLogin(page, name, pass);
}
const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
const isIn = page => page.locator('#menu').waitFor({state: 'attached'});
async function leave(page) {
    await press(page, '退出登录');
    await page.getByRole('heading', {name: '登录', exact: true}).waitFor();
}
const refused = (page, words) => page.locator('.note-error', {hasText: words}).waitFor();
const agree = page => press(page, '我已阅读并同意');

// Side by side: each has users of its own, and one of them waits until a proof has grown old.
describe('signing in', {concurrency: 2}, () => {
    test('failures bring a captcha: a picture, a sound, a sum; the sum opens', async t => {
        const asking = await serve({demo: false});
        t.after(() => asking.end());
        await asking.user('wu.lei', 'party_clerk');
        for (const view of [{}, {width: 390, lang: 'en', scheme: 'dark'}]) {
            await during(view, async page => {
                const english = view.lang === 'en';
                await page.goto(address('login', asking));
                for (let i = 0; i < 4 && !(await page.locator('.captcha').isVisible()); ++i) {
                    await typeLogin(page, 'wu.lei', 'wrong-grass-1');
                    await page.locator('.note-error, .captcha').first().waitFor();
                    await page.locator('form button[type=submit]:not(.is-loading)').waitFor();
                }
                const picture = page.locator('.captcha img');
                await picture.waitFor();
                assert.ok(await picture.evaluate(image => image.naturalWidth > 80));
                assert.equal(await page.evaluate(() => document.activeElement.closest('.captcha') !== null), true, 'whoever types goes on there');
                await look(page, `signin-captcha-${english ? 'en' : 'zh'}`);
                await page.locator('.captcha .tabs').getByText(english ? 'Sound' : '语音').click();
                const sound = page.locator('.captcha audio');
                await sound.waitFor();
                await until('the sound can be played', () => sound.evaluate(element => element.readyState > 0 && element.duration > 1));
                await assertAccessible(page);
                await page.locator('.captcha .tabs').getByText(english ? 'Sum' : '算术题').click();
                const question = await page.locator('.captcha .question').innerText();
                await assertReads(page);
                if (!english) return;
                await page.locator('input[autocomplete=current-password]').fill(password);
                await page.getByLabel('Answer').fill('1000');
                await page.locator('form button[type=submit]').click();
                await refused(page, 'The captcha is wrong');
                await page.locator('.captcha .tabs').getByText('Sum').click();
                const next = page.locator('.captcha .question', {hasNotText: question});
                await page.getByLabel('Answer').fill(captcha_answer(await next.innerText()));
                await page.locator('form button[type=submit]').click();
                await page.getByRole('heading', {name: 'Privacy policy'}).waitFor();
            });
        }
    });

    test('one-time codes: scanned, confirmed, recovery codes kept; the next log-in asks for one; a recovery code opens once', async () => {
        await server.user('zhao.min', 'regulator');
        let recovery;
        await during({width: 390}, async page => {
            await open(page, 'zhao.min');
            await page.getByRole('heading', {name: '启用第二因素'}).waitFor();
            await look(page, 'signin-must-factor');
            await press(page, '启用动态口令');
            assert.ok(await page.locator('img.qr').evaluate(image => image.decode().then(() => image.naturalWidth > 50)));
            await look(page, 'signin-totp');
            const secret = await page.locator('code.secret').innerText();
            const code = page.getByLabel('应用显示的 6 位数字');
            await code.fill('000000');
            await press(page, '确认');
            await page.locator('.note-error').waitFor();
            await code.fill(await freshCode(secret));
            await press(page, '确认');
            await page.getByText('请立即保存这些恢复码').waitFor();
            recovery = await page.locator('.codes code').allInnerTexts();
            assert.ok(recovery.length >= 8);
            await look(page, 'signin-recovery');
            await press(page, '我已保存');
            await agree(page);
            await isIn(page);
            await leave(page);

            await open(page, 'zhao.min');
            const field = page.locator('input[autocomplete=one-time-code]');
            await field.waitFor();
            assert.equal(await field.evaluate(element => element === document.activeElement), true);
            await look(page, 'signin-asks-code');
            await page.keyboard.type(await freshCode(secret));  // by the keyboard alone
            await page.keyboard.press('Enter');
            await isIn(page);
            await leave(page);
        });
        for (const opens of [true, false]) {
            await during({}, async page => {
                await open(page, 'zhao.min');
                await page.locator('input[autocomplete=one-time-code]').fill(recovery[0]);
                await page.keyboard.press('Enter');
                await (opens ? isIn(page) : refused(page, '第二因素不正确'));
            });
        }
    });

    test('an SM2 key in this browser: set up, signs the log-in and the fresh proof, is not in another browser', async () => {
        await server.user('key.holder', 'security_administrator');
        await during({}, async page => {
            await open(page, 'key.holder');
            await press(page, '启用国密密钥');
            await look(page, 'signin-key');
            await page.getByLabel('名称').fill('办公室电脑');
            await press(page, '启用密钥');
            await page.getByText('请立即保存这些恢复码').waitFor();
            await press(page, '我已保存');
            await agree(page);
            await isIn(page);
            assert.deepEqual(await keptKeys(page), [{name: 'key.holder', extractable: false}]);
            await leave(page);

            await open(page, 'key.holder');
            await page.getByText('将使用本浏览器中保存的密钥签名').waitFor();
            await look(page, 'signin-key-kept');
            await press(page, '登录');
            await isIn(page);

            // A dangerous act after the proof has grown old goes on by itself once the key has signed again.
            await page.goto(address('users'));
            await until('the proof has grown old', async () => {
                const told = await page.evaluate(() => fetch('/api/v1/session.whoami', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'}).then(reply => reply.json()));
                return told.data.recent === false;
            }, 90);
            await press(page, '新建用户');
            await page.getByRole('dialog').getByLabel('用户名').fill('made.later');
            await page.getByRole('dialog').getByLabel('邮箱').fill('made.later@example.cn');
            await page.getByRole('dialog').getByRole('button', {name: '新建用户'}).click();
            const prove = page.getByRole('dialog', {name: '请再次验证身份'});
            await prove.getByText('将使用本浏览器中保存的密钥签名').waitFor();
            await prove.locator('input[type=password]').fill('wrong-grass-1');
            await prove.getByRole('button', {name: '确认'}).click();
            await prove.locator('.note-error').waitFor();
            await prove.locator('input[type=password]').fill(password);
            await look(page, 'signin-prove');
            await prove.getByRole('button', {name: '确认'}).click();
            await page.getByText(/已发送至 m\*+@example\.cn/).waitFor();
        });
        await during({}, async page => {
            await open(page, 'key.holder');
            await page.locator('input[autocomplete=one-time-code]').waitFor();
            assert.equal(await page.getByText('本浏览器的密钥').count(), 0);
        });
    });

    /** What stands in the browser's own database: names, and whether a script could read the wrapping key out. */
    const keptKeys = page =>
        page.evaluate(() => new Promise((resolve, reject) => {
            const opening = indexedDB.open('qiongyuan.keys');
            opening.onerror = reject;
            opening.onsuccess = () => {
                const all = opening.result.transaction('keys').objectStore('keys').getAll();
                all.onsuccess = () => resolve(all.result.map(({name, wrap}) => ({name, extractable: wrap.extractable})));
            };
        }));

    test('an SM2 key in a file: opens with its password, not with another; the key of somebody else opens nothing', async () => {
        const files = [];
        for (const name of ['file.holder', 'file.other']) {
            await server.user(name, 'regulator');
            await during({width: 390, scheme: 'dark'}, async page => {
                await open(page, name);
                await press(page, '启用国密密钥');
                await page.getByText('保存为文件', {exact: true}).click();
                await page.getByLabel('文件密码', {exact: true}).fill('short');
                await press(page, '启用密钥');
                await page.getByText('至少 10 个字符').waitFor();
                await look(page, 'signin-key-file');
                await page.getByLabel('文件密码', {exact: true}).fill('Coconut-tree-9');
                await page.getByLabel('再次输入文件密码').fill('Coconut-tree-9');
                const saving = page.waitForEvent('download');
                await press(page, '启用密钥');
                files.push(readFileSync(await (await saving).path()));  // a browser that is closed takes it along
                await press(page, '我已保存');
                await page.getByRole('heading', {name: '隐私政策'}).waitFor();
            });
        }
        assert.ok(!files[0].toString().includes('privateKey'));
        await during({}, async page => {
            await open(page, 'file.holder');
            await page.getByText('密钥文件', {exact: true}).click();
            const tryWith = async (file, pass) => {
                await page.getByLabel('密钥文件', {exact: true}).last().setInputFiles({name: 'key.json', mimeType: 'application/json', buffer: file});
                await page.getByLabel('文件密码').fill(pass);
                await press(page, '登录');
            };
            const [own, other] = files;
            await tryWith(Buffer.from('{}'), 'Coconut-tree-9');
            await refused(page, '这不是琼源的密钥文件');
            await tryWith(own, 'Coconut-tree-8');
            await refused(page, '文件密码不正确');
            await look(page, 'signin-key-refused');
            await tryWith(other, 'Coconut-tree-9');
            await refused(page, '第二因素不正确');
            await tryWith(own, 'Coconut-tree-9');
            await page.getByRole('heading', {name: '隐私政策'}).waitFor();
        });
    });

    test('a one-time secret becomes a password of one\'s own; consent comes before anything else', async () => {
        await server.user('feng.yu', 'party_clerk');
        const {secret} = await json(['user', 'reset', '--data', server.data, '--name', 'feng.yu']);
        await during({width: 390}, async page => {
            await open(page, 'feng.yu');
            await refused(page, '不正确');
            await page.getByRole('link', {name: '用一次性密钥首次设置密码'}).click();
            await page.getByLabel('一次性密钥').fill(secret);
            await page.getByLabel('新密码', {exact: true}).fill('short');
            await page.getByLabel('再次输入新密码').fill('shorter');
            await page.getByText('两次输入的新密码不同').waitFor();
            await look(page, 'signin-first');
            await page.getByLabel('新密码', {exact: true}).fill(later);
            await page.getByLabel('再次输入新密码').fill(later);
            await press(page, '保存');
            await page.getByRole('heading', {name: '登录', exact: true}).waitFor();
            await typeLogin(page, 'feng.yu', later);
            await page.getByRole('heading', {name: '隐私政策'}).waitFor();
            await look(page, 'signin-consent');
            await page.goto(address('products'));
            await page.getByRole('heading', {name: '隐私政策'}).waitFor();
            await agree(page);
            await page.getByRole('heading', {name: '产品', exact: true}).waitFor();
        });
    });

    test('a forgotten password is set anew by the link in a mail', async () => {
        await server.user('li.hong', 'party_clerk');
        const own = new Browser();
        await server.data_of('session.login', {name: 'li.hong', password}, {browser: own});
        await server.data_of('user.consent', {policy_version: '1'}, {browser: own});
        await server.data_of('user.save_profile', {mail: 'li.hong@example.cn'}, {browser: own});
        const told = (await mail.mails('li.hong')).length;
        await during({lang: 'en', width: 390}, async page => {
            await page.goto(address('login'));
            await page.getByRole('link', {name: 'Forgotten password'}).click();
            await page.goto(`${server.https}/forgot?lang=en`);
            await page.locator('#name').fill('li.hong');
            await page.locator('#mail').fill('li.hong@example.cn');
            await page.locator('#captcha').fill(captcha_answer(await page.locator('label[for=captcha]').innerText()));
            await assertAccessible(page);
            await page.locator('button[type=submit]').click();
            await page.getByText('l***@example.cn').waitFor();
            const link = /https:\/\/\S+\/password\/\S+/.exec((await mail.mail('li.hong', told + 1)).text)[0];
            await page.goto(link);
            await page.locator('input[type=password]').fill(later);
            await page.locator('button[type=submit]').click();
            await page.getByText('li.hong').first().waitFor();
            await page.goto(address('login'));
            await typeLogin(page, 'li.hong', password);
            await page.locator('.note-error').waitFor();
            await typeLogin(page, 'li.hong', later);
            await isIn(page);
        });
    });

    test('an account that is locked says so to its user alone, in both languages', async () => {
        await server.user('wang.qi', 'party_clerk');
        await done(['user', 'lock', '--data', server.data, '--name', 'wang.qi']);
        for (const [lang, words] of [['zh', '账号已停用（由安全管理员停用）'], ['en', 'disabled (by a security administrator)']]) {
            await during({lang}, async page => {
                await open(page, 'wang.qi');
                await refused(page, words);
                await look(page, `signin-locked-${lang}`);
                await open(page, 'wang.qi', 'wrong-grass-1');
                await refused(page, lang === 'zh' ? '不正确' : 'wrong');
            });
        }
    });
});

// The console by the keyboard alone, and the tour. Screenshots are left in ../output for somebody to look at.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assertFits, base, freshCode, look, ownBrowser, ready, signIn} from './desk.mjs';
import {pressOn, skip, tabTo, typeDay, typeInto} from './keyboard.mjs';

const during = ownBrowser();

/** By the keyboard alone, to the page's content. */
async function signInByKeyboard(page, name) {
    const {password, totp_secret} = ready.users.find(one => one.name === name);
    await page.goto(`${base}/console/`);
    await page.locator('form input[autocomplete=username]').waitFor();
    await skip(page);
    await tabTo(page, page.locator('input[autocomplete=username]'));
    await page.keyboard.type(name);
    await tabTo(page, page.locator('input[autocomplete=current-password]'));
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    if (totp_secret) {
        await page.locator('input[autocomplete=one-time-code]').waitFor();
        await page.keyboard.type(await freshCode(totp_secret));
        await page.keyboard.press('Enter');
    }
    await page.locator('#menu').waitFor({state: 'attached'});
}
const open = async (page, path, ready) => {
    await page.goto(`${base}/console/${path}`);
    await ready.waitFor();
    await skip(page);
};

test('by the keyboard alone: product, lot and record from a form; reviewed; on the public page', async () => {
    const lot = `WEB-${Date.now().toString(36).toUpperCase()}`;
    const form = page => page.locator('form.form-box');
    await during({width: 390}, async page => {
        await signInByKeyboard(page, 'demo.orange.clerk');
        await open(page, 'products/new', form(page));
        await pressOn(page, page.getByRole('button', {name: '提交记录'}));
        await page.getByText('请填写此项').first().waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true', 'the focus is where something is missing');
        await look(page, 'journey-1-missing');
        await open(page, 'products/new', form(page));
        await typeInto(page, '产品名称', '云坡柠檬');
        await typeInto(page, '规格型号', '2kg/箱');
        await typeInto(page, '生产批次', lot);
        await typeDay(page, '生产日期', '2026-01-10');
        await typeInto(page, '生产地址', '海南省澄迈县云坡镇');
        // The draft is there after the browser went away from the page.
        await page.goto(`${base}/console/`);
        await page.getByRole('link', {name: '新建产品'}).first().waitFor();
        await look(page, 'journey-2-draft');
        await open(page, 'products/new', page.getByText('已恢复上次未提交的内容'));
        assert.equal(await page.getByLabel('生产批次').inputValue(), lot);
        await pressOn(page, page.getByRole('button', {name: '提交记录'}));
        await page.getByRole('link', {name: `云坡柠檬 ${lot}`}).waitFor();
        await look(page, 'journey-3-sent');
    });
    await during({}, async page => {
        await signInByKeyboard(page, 'demo.orange.reviewer');
        const subject = page.getByRole('link', {name: `云坡柠檬 ${lot}`});
        await open(page, 'review', subject);
        await pressOn(page, subject);
        await page.getByRole('rowheader', {name: '产品名称'}).waitFor();
        await look(page, 'journey-4-review');
        await pressOn(page, page.getByRole('button', {name: '批准', exact: true}));
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        await look(page, 'journey-5-approve');
        await pressOn(page, dialog.getByRole('button', {name: '批准', exact: true}));
        await page.locator('.page-head .tag', {hasText: '已批准'}).waitFor();
    });
    await during({}, async page => {
        await signInByKeyboard(page, 'demo.orange.clerk');
        const number = page.getByRole('link', {name: lot, exact: true});
        await open(page, 'lots', number);
        await pressOn(page, number);
        await page.locator('.timeline > li').first().waitFor();
        await look(page, 'journey-6-trace');
        await pressOn(page, page.locator('.page-head').getByRole('link', {name: '添加记录'}));
        await form(page).waitFor();
        await tabTo(page, page.locator('.tabs input').first());
        await page.keyboard.press('ArrowRight');
        assert.ok(await page.locator('.tabs input').nth(1).isChecked());
        assert.equal(await page.getByLabel('生产批次').inputValue(), lot);
        await typeInto(page, '检测项目', '毒死蜱');
        await tabTo(page, page.getByRole('combobox', {name: '检测结果'}));
        await page.keyboard.type('合格');
        await page.getByRole('option', {name: '合格', exact: true}).waitFor();
        await page.keyboard.press('Enter');
        await typeDay(page, '检测日期', '2026-01-11');
        await look(page, 'journey-7-record');
        await pressOn(page, page.getByRole('button', {name: '提交记录'}));
        await page.getByText('等待审核，通过后在溯源页可见').waitFor();
    });
    await during({}, async page => {
        await page.goto(`${base}/lot/${encodeURIComponent(lot)}?lang=zh`);
        const told = await page.locator('body').innerText();
        assert.ok(told.includes('云坡柠檬') && told.includes(lot), told);
    });
});

test('the keyboard reaches the content, the menu and the form; the choice of theme and language stays', async () => {
    await during({}, async page => {
        await signIn(page, 'demo.orange.clerk');
        await page.goto(`${base}/console/record`);
        await page.locator('form.form-box').waitFor();
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
        await page.keyboard.press('Tab');
        await page.keyboard.press('ArrowRight');
        assert.ok(await page.locator('.tabs input').nth(1).isChecked());
        await page.locator('.theme select').selectOption('dark');
        await page.getByRole('button', {name: 'English'}).click();
        await page.reload();
        await page.getByRole('heading', {name: 'Add a record'}).waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.classList.contains('dark')));
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        await assertFits(page);
    });
});

test('the tour goes through the pages of a role, is left and found again', () => during({}, async page => {
    await signIn(page, 'demo.audit');
    await page.getByRole('button', {name: '开始导览（3 页）'}).click();
    await page.locator('.tour h2', {hasText: '导览 1/3：'}).waitFor();
    await page.waitForURL(/\/audit$/);
    await page.waitForFunction(() => document.activeElement?.closest('.tour') !== null);
    await look(page, 'tour-1');
    await page.getByRole('button', {name: '下一页'}).click();
    await page.locator('main h1', {hasText: '校验'}).waitFor();
    await page.reload();
    await page.locator('.tour h2', {hasText: '导览 2/3：'}).waitFor();
    await page.getByRole('button', {name: '下一页'}).click();
    await page.locator('.tour h2', {hasText: '导览 3/3：'}).waitFor();
    await look(page, 'tour-3');
    await page.getByRole('button', {name: '结束导览'}).click();
    await page.locator('.tour').waitFor({state: 'detached'});
    await page.locator('#menu').getByRole('link', {name: '首页'}).click();
    await page.getByRole('button', {name: '再看一次导览'}).waitFor();
}));

// The console as people use it: each role signs in and sees its pages; a record goes from a clerk's form to the public
// page. Screenshots are left in ../output for somebody to look at.
import assert from 'node:assert/strict';
import {get} from 'node:https';
import {after, before, test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {assertFits, base, deskOf, look, openBrowser, ready, settled, signIn} from './desk.mjs';

const firstLoadMax = 250 * 1024;
let browser;
before(async () => (browser = await openBrowser()));
after(async () => browser?.close());

/** Every page of the menu, and further ones, of each role. */
const pagesOf = {
    'demo.orange.clerk': ['', 'products', 'products/new', 'lots', 'record', 'import', 'imports', 'submissions', 'codes', 'shipments', 'exports',
        'account'],
    'demo.orange.admin': ['registrations', 'invitations', 'exports'],
    'demo.orange.reviewer': ['', 'review', 'products', 'exports'],
    'demo.brand': ['', 'review', 'brands', 'catalogue', 'dictionary'],
    'demo.regulator': ['', 'review', 'lots', 'codes'],
    'demo.security': ['', 'users', 'proposals', 'matrix', 'networks', 'rules', 'privacy'],
    'demo.audit': ['', 'audit', 'audit/verification'],
    'demo.system': ['', 'registrations', 'catalogue', 'dictionary'],
};
const views = {
    'demo.orange.clerk': [
        {width: 1280, lang: 'zh', scheme: 'dark'}, {width: 390, lang: 'en', scheme: 'dark'},
        {width: 390, lang: 'zh', scheme: 'light'}, {width: 1280, lang: 'en', scheme: 'light'},
    ],
};
const fewViews = [{width: 1280, lang: 'zh', scheme: 'dark'}, {width: 390, lang: 'en', scheme: 'light'}];

async function during(view, work) {
    const desk = await deskOf(browser, view);
    try {
        await work(desk.page, desk);
        assert.deepEqual(desk.complaints, []);
    } finally {
        await desk.context.close();
    }
}

for (const [name, pages] of Object.entries(pagesOf)) {
    for (const view of views[name] ?? fewViews) {
        const seen = `${view.width}-${view.lang}-${view.scheme}`;
        test(`${name}: ${seen}`, () => during(view, async page => {
            await signIn(page, name);
            for (const path of pages) {
                await page.goto(`${base}/console/${path}`);
                await page.locator('main h1').waitFor();
                const shown = `${name.slice('demo.'.length)}-${path.replaceAll('/', '-') || 'start'}-${seen}`;
                await look(page, shown);
            }
        }));
    }
}

test('the first load is small, comes compressed, and nothing of it comes from elsewhere', async () => {
    await during({}, async page => {
        const asked = [];
        page.on('request', request => asked.push(request.url()));
        const answer = await page.goto(`${base}/console/`);
        await page.locator('main h1').waitFor();
        await settled(page);
        assert.match(answer.headers()['content-security-policy'], /default-src 'none'; script-src 'self'; style-src 'self'/);
        assert.ok(asked.every(url => url.startsWith(base)), asked.join(' '));
        let bytes = 0;
        for (const url of new Set(asked.filter(url => !url.includes('/api/')))) {
            const {size, headers} = await bodyOf(url);
            assert.equal(headers['content-encoding'], 'gzip', url);
            if (url.includes('/assets/')) assert.match(headers['cache-control'], /immutable/);
            bytes += size;
        }
        console.log(`# first load: ${bytes} bytes`);
        assert.ok(bytes <= firstLoadMax, `${bytes} bytes`);
    });
});

function bodyOf(url) {
    const options = {headers: {'accept-encoding': 'gzip'}, rejectUnauthorized: false};
    return new Promise((resolve, reject) => {
        get(url.replace('//localhost', '//127.0.0.1'), options, response => {
            const parts = [];
            response.on('data', part => parts.push(part));
            response.on('end', () => {
                const bytes = Buffer.concat(parts);
                gunzipSync(bytes);
                resolve({size: bytes.length, headers: response.headers});
            });
        }).on('error', reject);
    });
}

test('what is not open is not shown: a clerk at the page of users, somebody at no page', async () => {
    await during({}, async page => {
        await signIn(page, 'demo.orange.clerk');
        assert.equal(await page.locator('#menu a[href$="/users"]').count(), 0);
        for (const path of ['users', 'no/such/page']) {
            await page.goto(`${base}/console/${path}`);
            await page.getByRole('heading', {name: '没有这个页面'}).waitFor();
        }
    });
});

test('a wrong password is told, and the address that was asked for comes after the login', async () => {
    await during({}, async page => {
        await page.goto(`${base}/console/products`);
        await page.locator('input[autocomplete=username]').fill('demo.orange.clerk');
        await page.locator('input[type=password]').fill('Wrong-pass-1');
        await page.locator('form button[type=submit]').click();
        await page.locator('.note-error').waitFor();
        await look(page, 'login-refused');
        const {password} = ready.users.find(one => one.name === 'demo.orange.clerk');
        await page.locator('input[type=password]').fill(password);
        await page.locator('form button[type=submit]').click();
        await page.getByRole('heading', {name: '产品', exact: true}).waitFor();
    });
});

test('product, lot and record from a form; reviewed; on the public page', async () => {
    const lot = `WEB-${Date.now().toString(36).toUpperCase()}`;
    await during({width: 390}, async page => {
        await signIn(page, 'demo.orange.clerk');
        await page.goto(`${base}/console/products/new`);
        await page.locator('form.form-box').waitFor();
        await page.getByRole('button', {name: '提交记录'}).click();
        await page.getByText('请填写此项').first().waitFor();
        await look(page, 'journey-1-missing');
        await page.getByLabel('产品名称').fill('云坡柠檬');
        await page.getByLabel('规格型号').fill('2kg/箱');
        await page.getByLabel('生产批次').fill(lot);
        await page.getByLabel('生产日期').fill('2026-01-10');
        await page.getByLabel('生产地址').fill('海南省澄迈县云坡镇');
        // The draft is there after the browser went away from the page.
        await page.goto(`${base}/console/`);
        await page.getByRole('link', {name: '新建产品'}).first().waitFor();
        await look(page, 'journey-2-draft');
        await page.goto(`${base}/console/products/new`);
        await page.getByText('已恢复上次未提交的内容').waitFor();
        assert.equal(await page.getByLabel('生产批次').inputValue(), lot);
        await page.getByRole('button', {name: '提交记录'}).click();
        await page.getByRole('link', {name: `云坡柠檬 ${lot}`}).waitFor();
        await look(page, 'journey-3-sent');
    });
    await during({}, async page => {
        await signIn(page, 'demo.orange.reviewer');
        await page.goto(`${base}/console/review`);
        await page.getByRole('link', {name: `云坡柠檬 ${lot}`}).click();
        await page.getByRole('rowheader', {name: '产品名称'}).waitFor();
        await look(page, 'journey-4-review');
        await page.getByRole('button', {name: '批准', exact: true}).click();
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        await look(page, 'journey-5-approve');
        await dialog.getByRole('button', {name: '批准', exact: true}).click();
        await page.locator('.page-head .tag', {hasText: '已批准'}).waitFor();
    });
    await during({}, async page => {
        await signIn(page, 'demo.orange.clerk');
        await page.goto(`${base}/console/lots`);
        await page.getByRole('link', {name: lot, exact: true}).click();
        await page.locator('.timeline > li').first().waitFor();
        await look(page, 'journey-6-trace');
        await page.locator('.page-head').getByRole('link', {name: '添加记录'}).click();
        await page.locator('.tabs').getByText('检测', {exact: true}).click();
        assert.equal(await page.getByLabel('生产批次').inputValue(), lot);
        await page.getByLabel('检测项目').fill('毒死蜱');
        await page.getByRole('combobox', {name: '检测结果'}).click();
        await page.getByRole('option', {name: '合格', exact: true}).click();
        await page.getByLabel('检测日期').fill('2026-01-11');
        await look(page, 'journey-7-record');
        await page.getByRole('button', {name: '提交记录'}).click();
        await page.getByText('等待审核，通过后在溯源页可见').waitFor();
    });
    await during({}, async page => {
        await page.goto(`${base}/lot/${encodeURIComponent(lot)}?lang=zh`);
        const told = await page.locator('body').innerText();
        assert.ok(told.includes('云坡柠檬') && told.includes(lot), told);
    });
});

test('a file is looked at, a column corrected, its good rows imported and decided as a whole', async () => {
    const rows = ['品名,货号,生产日期,产地', '云坡金桔,IMP-1,2026-01-10,澄迈', '云坡金桔,IMP-2,2026-01-11,澄迈', '云坡金桔,IMP-3,不知道,澄迈'];
    await during({}, async page => {
        await signIn(page, 'demo.orange.clerk');
        await page.goto(`${base}/console/import`);
        const buffer = Buffer.from(`${rows.join('\n')}\n`);
        await page.locator('input[type=file]').setInputFiles({name: '台账.csv', mimeType: 'text/csv', buffer});
        const column = page.getByRole('combobox', {name: '货号: 字段'});
        await column.selectOption({label: '生产批次'});
        await page.getByText('2 行可以导入').waitFor();
        await look(page, 'import-1-preview');
        await page.getByRole('button', {name: '导入 2 行'}).click();
        await page.getByRole('heading', {name: '导入完成'}).waitFor();
        await page.getByText('接收 2 行').waitFor();
        await look(page, 'import-2-done');
    });
    await during({}, async page => {
        await signIn(page, 'demo.orange.reviewer');
        await page.goto(`${base}/console/review`);
        await page.getByRole('button', {name: '批准选中的 2 条'}).waitFor();
        await look(page, 'import-3-queue');
        await page.getByText('逐条勾选').click();
        await page.locator('.import-card').getByText('云坡金桔 IMP-2').click();
        await page.getByRole('button', {name: '批准选中的 1 条'}).click();
        await page.getByRole('dialog').getByRole('button', {name: '批准', exact: true}).click();
        await page.getByText('已处理 1 条').waitFor();
    });
});

test('a product is changed by a submission; who is overtaken sees both', async () => {
    const mine = await deskOf(browser);
    await signIn(mine.page, 'demo.orange.clerk');
    await mine.page.goto(`${base}/console/products`);
    await mine.page.getByRole('link', {name: '琼北金橙', exact: true}).click();
    await mine.page.getByRole('button', {name: '修改产品信息'}).click();
    await mine.page.getByLabel('英文名称').fill('Qiongbei orange, mine');
    await look(mine.page, 'product-change');
    await mine.page.getByRole('button', {name: '保存'}).click();
    await mine.page.getByText('已提交，等待审核').waitFor();
    await during({}, async page => {
        await signIn(page, 'demo.orange.reviewer');
        await page.goto(`${base}/console/review`);
        await page.locator('tr', {hasText: '产品变更'}).getByRole('link').first().click();
        await page.locator('ins', {hasText: 'Qiongbei orange, mine'}).waitFor();
        await look(page, 'product-diff');
    });
    assert.deepEqual(mine.complaints, []);
    await mine.context.close();
});

test('the lot of an example shows where it came from and went, at 390 px too', async () => {
    for (const view of [{width: 1280, scheme: 'dark'}, {width: 390, lang: 'en'}]) {
        await during(view, async page => {
            await signIn(page, 'demo.orange.clerk');
            await page.goto(`${base}/console/lots`);
            await page.getByRole('link', {name: 'QJ20251122', exact: true}).click();
            await page.locator('.flow-asked').waitFor();
            await look(page, `trace-${view.width}`);
        });
    }
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

test('a session that was ended elsewhere leads to the login and back', async () => {
    await during({}, async page => {
        await signIn(page, 'demo.coffee.clerk');
        await page.goto(`${base}/console/account`);
        await page.getByText('当前会话').waitFor();
        await page.context().clearCookies();
        await page.locator('#menu a[href$="/lots"]').click();
        await page.getByText('登录已失效').waitFor();
        await look(page, 'login-ended');
    });
});

// The console as people use it: each role signs in and sees its pages; a record goes from a clerk's form to the public
// page. Screenshots are left in ../output for somebody to look at.
import assert from 'node:assert/strict';
import {get} from 'node:https';
import {readFileSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {api, base, glance, look, ownBrowser, ready, settled, signIn, turn} from './desk.mjs';

const firstLoadMax = 250 * 1024;
const during = ownBrowser();

/** Every page of the menu, and further ones, of each role. */
const pagesOf = {
    'demo.orange.clerk': ['', 'products', 'products/new', 'lots', 'record', 'import', 'imports', 'submissions', 'codes', 'cartons', 'label-orders', 'shipments', 'exports',
        'account'],
    'demo.orange.admin': ['registrations', 'invitations', 'exports', 'persons', 'reports'],
    'demo.orange.reviewer': ['', 'review', 'products', 'exports'],
    'demo.brand': ['', 'review', 'label-approvals', 'reports', 'brands', 'catalogue', 'catalogue/citrus', 'dictionary'],
    'demo.regulator': ['', 'review', 'reports', 'lots', 'codes'],
    'demo.security': ['', 'users', 'proposals', 'matrix', 'networks', 'rules', 'privacy', 'tokens'],
    'demo.audit': ['', 'audit', 'audit/verification'],
    'demo.system': ['', 'registrations', 'invitations', 'catalogue', 'dictionary', 'policies'],
    'demo.printing': ['', 'printing', 'account'],
};
/** How each page is looked at, one after the other in place: every width, language and theme. A `glance` sees whether it fits
 * and reads, a look takes the picture and asks axe too. */
const wholeWay = [
    {width: 1280, lang: 'zh', scheme: 'dark'}, {width: 390, lang: 'zh', scheme: 'light'},
    {width: 390, lang: 'en', scheme: 'dark'}, {width: 1280, lang: 'en', scheme: 'light'},
];
const shortWay = [
    {width: 1280, lang: 'zh', scheme: 'dark'}, {width: 1280, lang: 'en', scheme: 'dark', glance: true},
    {width: 390, lang: 'en', scheme: 'light'}, {width: 390, lang: 'zh', scheme: 'light', glance: true},
];
const wayOf = name => (name === 'demo.orange.clerk' ? wholeWay : shortWay);

// Something for the queue of reports to show.
before(async () => {
    const {code} = ready.codes.find(({product}) => product.startsWith('琼北金橙'));
    const photo = readFileSync(new URL('../../../fuzz/corpus/picture/corners.jpg', import.meta.url)).toString('base64');
    await api('report.send', {kind: 'fake', code, words: '盒子上没有防伪标', photo_base64: photo, key: 'console-looks-fake'}, 'demo.coffee.clerk');
});

// Two roles side by side: while one waits for the server, the other is looked at.
describe('each role sees its pages', {concurrency: 2}, () => {
    for (const [name, pages] of Object.entries(pagesOf)) {
        test(name, () => during(wayOf(name)[0], async page => {
            await signIn(page, name);
            let way = wayOf(name);
            for (const path of pages) {
                await page.setViewportSize({width: way[0].width, height: 900});
                await page.emulateMedia({colorScheme: way[0].scheme});
                await page.goto(`${base}/console/${path}`);
                await page.locator('main h1').waitFor();
                for (const view of way) {
                    await turn(page, view);
                    const shown = `${name.slice('demo.'.length)}-${path.replaceAll('/', '-') || 'start'}-${view.width}-${view.lang}-${view.scheme}`;
                    await (view.glance ? glance(page, shown) : look(page, shown));
                }
                if (way.at(-1).lang !== way[0].lang) way = [...way].reverse();  // the next page opens in this language
            }
        }));
    }
});

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

test('a product is changed by a submission; who is overtaken sees both and goes on upon the newest', () => during({}, async mine => {
    await signIn(mine, 'demo.orange.clerk');
    await mine.goto(`${base}/console/products`);
    await mine.getByRole('link', {name: '琼北金橙', exact: true}).click();
    await mine.getByRole('button', {name: '修改产品信息'}).click();
    await mine.getByLabel('英文名称').fill('Qiongbei orange, mine');
    for (const [label, amount] of Object.entries({'能量': 19, '蛋白质': 0.8, '脂肪': 0, '碳水化合物': 10.5, '钠': 0})) {
        await mine.getByLabel(new RegExp(`^${label}（`)).fill(String(amount));
    }
    await mine.getByText('能量约 192 kJ').waitFor(); // a digit is missing
    // A code that another product of the firm has is refused beside its field.
    const codes = (await api('product.list', {}, 'demo.orange.clerk')).items;
    const otherOne = codes.find(one => one.party === '澄迈云坡果业专业合作社' && one.name !== '琼北金橙');
    const given = await api('product.save', {product: otherOne.id, base_version: otherOne.version, changes: {product_code: 'YP-7'}}, 'demo.orange.clerk');
    await api('submission.approve', {submission: given.id}, 'demo.regulator');
    await mine.getByLabel('产品编码').fill('YP-7');
    await mine.getByRole('button', {name: '保存'}).click();
    await mine.getByText('产品编码“YP-7”已用于本企业的另一产品').first().waitFor();
    await mine.getByLabel('产品编码').fill('QJ-5');
    await look(mine, 'product-change');
    await mine.getByLabel(/^能量（/).fill('192');
    await mine.getByText('能量约').waitFor({state: 'detached'});
    await mine.getByRole('button', {name: '保存'}).click();
    await mine.getByText('已提交，等待审核').waitFor();
    await during({}, async page => {
        await signIn(page, 'demo.orange.reviewer');
        await page.goto(`${base}/console/review`);
        await page.locator('tr', {hasText: '产品变更'}).getByRole('link').first().click();
        await page.locator('ins', {hasText: 'Qiongbei orange, mine'}).waitFor();
        await page.locator('ins', {hasText: '每100g：能量 192kJ'}).waitFor();
        await page.locator('ins', {hasText: 'QJ-5'}).waitFor();
        await look(page, 'product-diff');
    });
    // Somebody else's change is approved first: mine is put on the new version, theirs kept where I say so.
    const [product] = (await api('product.list', {text: '琼北金橙'}, 'demo.orange.clerk')).items.filter(one => one.name === '琼北金橙');
    const changes = {name_en: 'Qiongbei orange, theirs', allergens: []};
    const other = await api('product.save', {product: product.id, base_version: product.version, changes}, 'demo.orange.clerk');
    await api('submission.approve', {submission: other.id}, 'demo.regulator');
    await mine.goto(`${base}/console/submissions`);
    await mine.locator('tr', {hasText: '产品变更'}).getByRole('link').first().click();
    await mine.locator('.three-way').getByText('Qiongbei orange, theirs').waitFor();
    await look(mine, 'product-overtaken');
    await mine.getByRole('button', {name: '在新版本上重新提交'}).click();
    await mine.getByText('已在新版本上重新提交').waitFor();
    await mine.locator('.three-way').waitFor({state: 'detached'});
    await mine.locator('ins', {hasText: 'Qiongbei orange, mine'}).waitFor();
    const [waiting] = (await api('submission.list', {state: 'submitted'}, 'demo.regulator')).items.filter(one => one.changes[0].kind === 'product');
    assert.deepEqual([waiting.changes[0].base_version, waiting.changes[0].content.name_en], [product.version + 1, 'Qiongbei orange, mine']);
    // The code is shown once it is approved.
    await api('submission.approve', {submission: waiting.id}, 'demo.regulator');
    await mine.goto(`${base}/console/products/${product.id}`);
    await mine.locator('dd', {hasText: 'QJ-5'}).waitFor();
}));

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

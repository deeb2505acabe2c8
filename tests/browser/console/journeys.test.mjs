// Whole ways through the platform, as people go them: a firm from its registration to the page that a buyer scans, at a desk
// and on a phone; then what each role does on a day. On a server of its own, with a real mail server beside it.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {MailServer} from '../../api/outside.mjs';
import {captcha_answer, serve} from '../../api/platform.mjs';
import {workbook} from '../../api/workbook.mjs';
import {deskOf, look, openBrowser, placeOf, settled, signIn, typeLogin} from './desk.mjs';

const password = 'Fresh-grass-7';
let server;
let mail;
let browser;
before(async () => {
    mail = await MailServer.start();
    server = await serve({settings: {...mail.settings(), 'messages.per_address_hour': 0, 'messages.per_contact_hour': 0}});
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.end();
    await mail?.end();
});

async function during(view, work) {
    const desk = await deskOf(browser, view);
    try {
        await work(desk.page, desk);
        assert.deepEqual(desk.complaints, []);
    } finally {
        await desk.context.close();
    }
}

/** An example user at work. */
const as = (name, view, work) =>
    during(view, async page => {
        await signIn(page, name, placeOf(server));
        await work(page);
    });
const go = async (page, path) => {
    await page.goto(`${server.https}/console/${path}`);
    await page.locator('main h1').waitFor();
    await settled(page);
};
const press = (place, name) => place.getByRole('button', {name, exact: true}).click();
const pick = async (page, place, label, option) => {
    await place.getByRole('combobox', {name: label}).click();
    await page.getByRole('option', {name: option, exact: true}).click();
};
const linkIn = (text, page) => new RegExp(`https://\\S+/${page}/\\S+`).exec(text)[0];
async function saved(page, work) {
    const saving = page.waitForEvent('download');
    await work();
    return readFileSync(await (await saving).path());
}

async function openLot(page, number) {
    await go(page, 'lots');
    await page.getByLabel('批次号开头').fill(number);
    await press(page, '查询');
    await page.getByRole('link', {name: number, exact: true}).click();
}

/** A link of a mail leads to an account. */
async function join(page, mailed, name) {
    await page.goto(linkIn(mailed.text, 'join'));
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(password);
    const consent = page.locator('[name=policy_version]');
    if (await consent.count()) await consent.check();
    await page.locator('button[type=submit]').click();
    await page.getByText(name).first().waitFor();
}
async function enter(page, name) {
    await page.goto(`${server.https}/console/`);
    await typeLogin(page, name, password);
    await page.locator('#menu').waitFor({state: 'attached'});
}

const firms = [
    {view: {width: 1280}, firm: '万宁椰子合作社', code: '91460000MA5T0001X7', boss: 'wang', reviewer: 'chen', mark: 'D'},
    {view: {width: 390}, firm: '屏山胡椒合作社', code: '91460000MA5T0002X5', boss: 'fu', reviewer: 'lin', mark: 'P'},
];
for (const {view, firm, code, boss, reviewer, mark} of firms) {
    const shot = step => `journey-firm-${view.width}-${step}`;
    const lot = `YZ-${mark}1`;
    test(`a firm registers, is admitted, records, imports, is reviewed, prints labels; a buyer scans: ${view.width} px`, async () => {
        await during(view, async page => {
            await page.goto(`${server.https}/register?lang=en`);
            const question = await page.locator('label[for=captcha]').innerText();
            await page.locator('#party_name').fill(firm);
            await page.locator('#credit_code').fill(code);
            await page.locator('[name="role.producer"]').check();
            await page.locator('#full_name').fill('王小明');
            await page.locator('#mail').fill(`${boss}@example.cn`);
            await page.locator('[name=policy_version]').check();
            await page.locator('#captcha').fill(captcha_answer(question));
            await page.locator('button[type=submit]').click();
            await page.getByText('@example.cn').waitFor();
            await page.goto(linkIn((await mail.mail(boss)).text, 'confirm'));
            await page.locator('button[type=submit]').click();
            await page.locator('[role=status]').first().waitFor();
        });
        await as('demo.system', view, async page => {
            await go(page, 'registrations');
            const row = page.locator('tr', {hasText: firm});
            await row.waitFor();
            await look(page, shot('01-registrations'));
            await press(row, '批准');
            const dialog = page.getByRole('dialog');
            await dialog.getByText(code).waitFor();
            await look(page, shot('02-approve'));
            await press(dialog, '批准');
            await page.getByText('已批准，开通邀请已发出').waitFor();
        });
        await during(view, async page => {
            await join(page, await mail.mail(boss, 2), `${boss}.boss`);
            await enter(page, `${boss}.boss`);
            await look(page, shot('03-start'));
            await go(page, 'invitations');
            await look(page, shot('04-no-invitations'));
            await page.locator('.page-actions').getByRole('button', {name: '邀请用户'}).click();
            const dialog = page.getByRole('dialog');
            await dialog.getByLabel('姓名').fill('陈大文');
            await dialog.getByLabel('邮箱').fill(`${reviewer}@example.cn`);
            await pick(page, dialog, '角色', '企业审核员');
            await page.keyboard.press('Escape');
            await look(page, shot('05-invite'));
            await press(dialog, '发出邀请');
            await page.getByText('邀请已发出').waitFor();
            await page.locator('tr', {hasText: '陈大文'}).waitFor();

            await go(page, 'products/new');
            await page.getByLabel('产品名称').fill('兴隆椰子');
            await page.getByLabel('规格型号').fill('6个/箱');
            await page.getByLabel('生产批次').fill(lot);
            await page.getByLabel('生产日期').fill('2026-03-10');
            await page.getByLabel('生产地址').fill('海南省万宁市兴隆镇');
            await press(page, '提交记录');
            await page.getByRole('link', {name: `兴隆椰子 ${lot}`}).waitFor();
        });
        await during(view, async page => {
            await join(page, await mail.mail(reviewer), `${reviewer}.review`);
            await enter(page, `${reviewer}.review`);
            await go(page, 'review');
            await page.getByRole('link', {name: `兴隆椰子 ${lot}`}).click();
            await press(page, '批准');
            await press(page.getByRole('dialog'), '批准');
            await page.locator('.page-head .tag', {hasText: '已批准'}).waitFor();
        });
        await during(view, async page => {
            await enter(page, `${boss}.boss`);
            const titles = ['产品名称', '规格型号', '生产企业名称', '生产批次', '生产日期', '生产地址'];
            const row = (number, day) => ['兴隆椰子', '6个/箱', firm, `YZ-${mark}${number}`, day, '海南省万宁市兴隆镇'];
            const sheet = days => ({
                name: '台账.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
                buffer: workbook([titles, ...days.map((day, i) => row(i + 2, day))]),
            });
            await go(page, 'import');
            await page.locator('input[type=file]').setInputFiles(sheet(['2026-03-11', '早上', '2026-03-13']));
            await page.getByText('1 行有错误').waitFor();
            await look(page, shot('06-import-faults'));
            await page.locator('input[type=file]').setInputFiles(sheet(['2026-03-11', '2026-03-12', '2026-03-13']));
            await press(page, '导入 3 行');
            await page.getByRole('heading', {name: '导入完成'}).waitFor();
            await page.getByText('接收 3 行').waitFor();
            await look(page, shot('07-imported'));
            const result = await saved(page, () => press(page, '下载结果文件'));
            assert.equal(result.subarray(0, 2).toString(), 'PK');
            await go(page, 'imports');
            await page.getByRole('link', {name: '台账.xlsx'}).waitFor();
            await look(page, shot('08-imports'));
        });
        await during(view, async page => {
            await enter(page, `${reviewer}.review`);
            await go(page, 'review');
            await press(page, '批准选中的 3 条');
            await press(page.getByRole('dialog'), '批准');
            await page.getByText('已处理 3 条').waitFor();
        });
        let scanned;
        await during(view, async page => {
            await enter(page, `${boss}.boss`);
            await go(page, 'lots');
            await page.getByRole('link', {name: lot, exact: true}).click();
            await page.getByRole('heading', {name: '照片与文件'}).waitFor();
            await press(page, '添加照片或文件');
            const adding = page.getByRole('dialog');
            const photo = readFileSync(new URL('../../../fuzz/corpus/picture/corners.jpg', import.meta.url));
            await adding.locator('input[type=file]').setInputFiles({name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo});
            await adding.getByLabel('说明', {exact: false}).first().fill('采收现场');
            await press(adding, '上传');
            const picture = page.locator('.pictures img');
            await picture.waitFor();
            assert.ok(await picture.evaluate(image => image.decode().then(() => image.naturalWidth > 0)));
            await look(page, shot('09-lot'));
            await go(page, 'codes');
            await page.locator('.page-actions').getByRole('button', {name: '发放溯源码'}).click();
            const dialog = page.getByRole('dialog');
            await dialog.getByLabel('生产批次').fill(lot);
            await dialog.getByLabel('数量').fill('30');
            await press(dialog, '发放溯源码');
            const range = page.locator('tr', {hasText: lot});
            await press(range, '制作标签');
            const labels = page.getByRole('dialog', {name: '制作标签'});
            const specimen = labels.locator('.specimen img');
            await specimen.waitFor();
            assert.ok(await specimen.evaluate(image => image.decode().then(() => image.naturalWidth > 100)));
            await look(page, shot('10-labels'));
            const pdf = await saved(page, () => press(labels, '保存标签文件'));
            assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
            await press(range, '制作标签');
            await press(labels, '保存标签文件');
            await labels.getByText('已由').waitFor();
            await look(page, shot('11-reprint'));
            await labels.getByLabel('重印原因').fill('打印机卡纸');
            const again = await saved(page, () => press(labels, '保存标签文件'));
            assert.equal(again.subarray(0, 5).toString(), '%PDF-');
            await press(range, '变更状态');
            const moving = page.getByRole('dialog', {name: '变更状态'});
            await look(page, shot('12-range'));
            await moving.getByRole('button', {name: '送印'}).click();
            await page.getByText('已完成').waitFor();
            const codes = await saved(page, () => press(range, '导出码表'));
            scanned = codes.toString().split('\n')[1].split(',')[0];
        });
        await during(view, async page => {
            await page.goto(`${server.https}/t/${scanned}?lang=zh`);
            const told = await page.locator('body').innerText();
            assert.ok(told.includes('兴隆椰子') && told.includes(lot) && told.includes(firm), told);
            await look(page, shot('13-scanned'));
        });
    });
}

test('the brand manager grants the brand, suspends and restores', () =>
    as('demo.brand', {}, async page => {
        await go(page, 'brands');
        await page.getByRole('button', {name: '新增授权'}).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('企业全称或统一社会信用代码').fill('白沙岭雾茶业有限公司');
        await press(dialog, '查询');
        await dialog.getByText('白沙岭雾茶业有限公司').click();
        await dialog.getByLabel('自', {exact: true}).fill('2026-01-01');
        await dialog.getByLabel('至', {exact: true}).fill('2027-01-01');
        await look(page, 'journey-brand-1-grant');
        await press(dialog, '新增授权');
        await page.getByText('已授权').first().waitFor();
        await page.locator('tr', {hasText: '白沙岭雾茶业有限公司'}).getByRole('button', {name: '暂停'}).click();
        await press(page.getByRole('dialog'), '确认');
        await page.locator('tr', {hasText: '白沙岭雾茶业有限公司'}).getByText('已暂停').waitFor();
        await look(page, 'journey-brand-2-suspended');
    }));

test('the regulator looks into a lot, freezes its codes and lets them go', () =>
    as('demo.regulator', {width: 390}, async page => {
        await openLot(page, 'QJ20251122');
        await page.locator('.timeline > li').first().waitFor();
        await go(page, 'codes');
        const first = await page.locator('tbody tr').first().locator('td[data-title="首码"] code').innerText();
        const range = page.locator('tr', {hasText: first});
        for (const [act, state] of [['冻结', '已冻结'], ['解冻', '正常']]) {
            await press(range, '变更状态');
            const dialog = page.getByRole('dialog', {name: '变更状态'});
            await dialog.getByLabel('原因').fill('抽检待复核');
            await look(page, `journey-regulator-${act === '冻结' ? 1 : 3}`);
            await press(dialog, act);
            await dialog.waitFor({state: 'detached'});
            await press(page, '核对溯源码');
            const checking = page.getByRole('dialog', {name: '核对溯源码'});
            await checking.getByLabel('溯源码', {exact: true}).fill(first);
            await press(checking, '核对溯源码');
            await checking.locator('.checked .tag').first().waitFor();
            if (act === '冻结') await checking.getByText(state).waitFor();
            await look(page, `journey-regulator-${act === '冻结' ? 2 : 4}`);
            await press(checking, '取消');
        }
    }));

test('the security administrator makes a user, proposes a role and a field rule; nothing holds before a second person agrees', () =>
    as('demo.security', {}, async page => {
        await go(page, 'users');
        await press(page, '新建用户');
        const dialog = page.getByRole('dialog').first();
        await dialog.getByLabel('用户名').fill('huang.an');
        await press(dialog, '新建用户');
        await page.getByText('huang.an 的一次性密钥').waitFor();
        await look(page, 'journey-security-1-secret');
        await page.getByRole('button', {name: '我已保存'}).click();
        await go(page, 'rules');
        await page.locator('.page-actions').getByRole('button', {name: '提议规则'}).click();
        const rule = page.getByRole('dialog');
        await pick(page, rule, '字段', '商品条码');
        await pick(page, rule, '可变更的角色', '企业管理员');
        await page.keyboard.press('Escape');
        await look(page, 'journey-security-2-rule');
        await press(rule, '提议');
        await page.getByText('已提议，等待另一位安全管理员批准').waitFor();
        await go(page, 'proposals');
        await page.locator('tr', {hasText: '字段变更规则'}).waitFor();
        assert.equal(await page.getByRole('button', {name: '批准', exact: true}).count(), 0, 'nobody approves an own proposal');
        await look(page, 'journey-security-3-proposals');
    }));

test('a clerk asks the platform about own data; the security administrator takes it up and answers', async () => {
    await as('demo.coffee.clerk', {width: 390, scheme: 'dark'}, async page => {
        await go(page, 'account');
        await press(page, '提出请求');
        const dialog = page.getByRole('dialog');
        await pick(page, dialog, '请求', '更正');
        await dialog.getByLabel('说明').fill('手机号已更换');
        await press(dialog, '提交请求');
        await page.getByText('手机号已更换').waitFor();
        await look(page, 'journey-privacy-1-asked');
        const copy = JSON.parse(await saved(page, () => press(page, '下载我的信息')));
        assert.ok(JSON.stringify(copy).includes('demo.coffee.clerk'));
    });
    await as('demo.security', {}, async page => {
        await go(page, 'privacy');
        await press(page.locator('tr', {hasText: '手机号已更换'}), '受理');
        await page.locator('.list select').selectOption('taken');
        await press(page.locator('tr', {hasText: '手机号已更换'}), '办结');
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('答复').fill('已更正');
        await look(page, 'journey-privacy-2-answer');
        await press(dialog, '办结');
        await page.locator('.list select').selectOption('done');
        await page.locator('tr', {hasText: '手机号已更换'}).waitFor();
    });
});

test('the audit administrator finds what was done and sees that the chain is whole', () =>
    as('demo.audit', {}, async page => {
        await go(page, 'audit');
        await page.locator('tbody tr').first().waitFor();
        await look(page, 'journey-audit-1-list');
        await go(page, 'audit/verification');
        await page.getByRole('button', {name: '立即校验'}).first().click();
        await page.getByText('条记录完整无改动').waitFor();
        await look(page, 'journey-audit-2-whole');
    }));

test('the system administrator adds a word to the dictionary, having seen what it would do', () =>
    as('demo.system', {width: 390}, async page => {
        await go(page, 'catalogue');
        await page.locator('tbody tr').first().waitFor();
        await look(page, 'journey-system-1-catalogue');
        await go(page, 'dictionary');
        await page.locator('tbody tr').first().waitFor();
        await look(page, 'journey-system-2-dictionary');
    }));

test('the carrier: a link for the driver, whose phone records the journey without an account', async () => {
    let url;
    await as('demo.orange.clerk', {}, async page => {
        await openLot(page, 'QJ20251122');
        await page.locator('.page-head').getByRole('link', {name: '签发运输链接'}).click();
        const dialog = page.getByRole('dialog', {name: '签发运输链接'});
        await dialog.getByLabel('运输工具').fill('琼A12345');
        await look(page, 'journey-carrier-1-link');
        await press(dialog, '签发');
        const made = page.getByRole('dialog', {name: '运输链接已签发'});
        url = await made.locator('code.secret').innerText();
        assert.ok(await made.locator('img.qr').evaluate(image => image.decode().then(() => image.naturalWidth > 50)));
        await look(page, 'journey-carrier-2-qr');
        await press(made, '关闭');
        await page.locator('tr', {hasText: '琼A12345'}).getByText('有效').waitFor();
    });
    await during({width: 390}, async page => {
        await page.goto(url);
        await page.locator('#place').fill('澄迈云坡');
        await page.locator('button[value=depart]').click();
        await page.locator('[role=status]').waitFor();
        await look(page, 'journey-carrier-3-driver');
        await page.locator('button[value=receive]').click();
        await page.locator('[role=status]').waitFor();
    });
    await as('demo.orange.clerk', {width: 390}, async page => {
        await go(page, 'shipments');
        await page.locator('tr', {hasText: '琼A12345'}).getByText('已收货').waitFor();
        await look(page, 'journey-carrier-4-received');
    });
});

/** A clerk of a party of the examples records one thing about a lot of somebody else. */
async function recordOf({party, name, tab, product, producer, lot, fill, shot}) {
    const found = await server.data_of('party.find', {text: party}, {as: 'demo.brand'});
    const {id} = found.items[0];
    await server.user(name, 'party_clerk', id);
    await during({width: 390}, async page => {
        await page.goto(`${server.https}/console/`);
        await typeLogin(page, name, password);
        await press(page, '我已阅读并同意');
        await page.locator('#menu').waitFor({state: 'attached'});
        await go(page, 'record');
        await page.locator('.tabs').getByText(tab, {exact: true}).click();
        await page.getByLabel('产品名称').fill(product);
        await page.getByLabel('生产企业名称').fill(producer);
        await page.getByLabel('生产批次').fill(lot);
        await fill(page);
        await look(page, `${shot}-1`);
        await press(page, '提交记录');
        await page.getByRole('heading', {name: '记录已提交'}).waitFor();
        await look(page, `${shot}-2`);
    });
}
const tea = {product: '岭雾绿茶', producer: '白沙岭雾茶业有限公司', lot: 'LWT260403'};

test('the seller records a sale', () =>
    recordOf({
        ...tea, party: '海口琼货集商贸有限公司', name: 'seller.clerk', tab: '销售', shot: 'journey-seller',
        fill: async page => {
            await page.getByLabel('销售企业名称').fill('海口琼货集商贸有限公司');
            await page.getByLabel('销售地点').fill('海南省海口市龙华区琼货街10号');
            await page.getByLabel('销售时间').fill('2026-05-01');
        },
    }));

test('the laboratory records a result', () =>
    recordOf({
        ...tea, party: '海南海屿检测技术有限公司', name: 'lab.clerk', tab: '检测', shot: 'journey-laboratory',
        fill: async page => {
            await page.getByLabel('检测机构名称').fill('海南海屿检测技术有限公司');
            await page.getByLabel('检测项目').fill('水分');
            await pick(page, page, '检测结果', '合格');
            await page.getByLabel('检测日期').fill('2026-04-07');
        },
    }));

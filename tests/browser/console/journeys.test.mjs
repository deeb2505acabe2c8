// The whole way of a firm through the platform: from its registration to the page that a buyer scans, at a desk and on a
// phone.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {captcha_answer} from '../../api/platform.mjs';
import {workbook} from '../../api/workbook.mjs';
import {look as lookAt} from './desk.mjs';
import {as, during, enter, go, join, linkIn, mail, ownPlatform, pick, press, saved, server} from './ways.mjs';

ownPlatform();

const firms = [
    {view: {width: 1280}, firm: '万宁椰子合作社', code: '91460000MA5T0001X7', boss: 'wang', reviewer: 'chen', mark: 'D'},
    {view: {width: 390}, firm: '屏山胡椒合作社', code: '91460000MA5T0002X8', boss: 'fu', reviewer: 'lin', mark: 'P'},
];
// Side by side: each with a firm and people of its own.
describe('the way of a firm', {concurrency: 2}, () => {
    for (const {view, firm, code, boss, reviewer, mark} of firms) {
        const shot = step => `journey-firm-${view.width}-${step}`;
        const look = (page, name) => lookAt(page, name, {readers: view.width === 390});
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
            });
            // Who reviews what others of the firm write is for the platform to agree.
            await as('demo.security', view, async page => {
                await go(page, 'proposals');
                const row = page.locator('tr', {hasText: `${reviewer}.review`});
                await row.waitFor();
                await look(page, shot('05-reviewer-asked-for'));
                await press(row, '批准');
                await page.getByText('已批准并生效').waitFor();
            });
            await during(view, async page => {
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
});

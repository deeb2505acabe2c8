// What each role does on a day.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../api/platform.mjs';
import {look, turn, typeLogin} from './desk.mjs';
import {as, during, go, openLot, ownPlatform, password, pick, press, saved, server} from './ways.mjs';

const approval = '琼S(2026)999号';
ownPlatform({'map.outlines_file': join(root, 'tests/data/map/outlines.geojson')});

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
        await dialog.getByLabel('发码限额').fill('120000');
        await look(page, 'journey-brand-1-grant');
        await press(dialog, '新增授权');
        await page.getByText('已授权').first().waitFor();
        await page.locator('tr', {hasText: '白沙岭雾茶业有限公司'}).getByRole('button', {name: '暂停'}).click();
        await press(page.getByRole('dialog'), '确认');
        await page.locator('tr', {hasText: '白沙岭雾茶业有限公司'}).getByText('已暂停').waitFor();
        await page.locator('tr', {hasText: '白沙岭雾茶业有限公司'}).getByText('120,000').waitFor();
        await look(page, 'journey-brand-2-suspended');
        // Who reads English reads English names, in every list of the page.
        await turn(page, {width: 1280, lang: 'en', scheme: 'light'});
        const granted = page.locator('tr', {hasText: 'Lingwu Tea'});
        await granted.first().waitFor();
        assert.equal(await page.getByText('白沙岭雾茶业有限公司').count(), 0);
        await look(page, 'journey-brand-3-english');
    }));

test('on English pages products, parties, brands and places are called by their English names', () =>
    as('demo.orange.clerk', {lang: 'en'}, async page => {
        const lists = {products: ['Qiongbei Golden Orange', 'Yunpo Fruit Cooperative, Chengmai'], lots: ['Qiongbei Golden Orange', 'Yunpo Fruit Cooperative, Chengmai']};
        for (const [path, names] of Object.entries(lists)) {
            await go(page, path);
            for (const name of names) await page.locator('tbody td', {hasText: name}).first().waitFor();
            assert.equal(await page.locator('tbody').getByText('琼北金橙', {exact: true}).count(), 0, path);
        }
        await page.getByRole('link', {name: 'QJ20251122', exact: true}).click();
        await page.getByRole('heading', {name: 'Qiongbei Golden Orange QJ20251122'}).waitFor();
        await page.locator('.timeline > li', {hasText: 'Chengmai'}).first().waitFor();
        assert.equal(await page.locator('.timeline > li > p', {hasText: '合作社'}).count(), 0, 'whoever did it is told in English');
        await look(page, 'english-lot');
    }));

test('a route is drawn upon the outlines of the operator with their approval, in the console and on the page of the lot', () =>
    as('demo.regulator', {}, async page => {
        const views = [
            {width: 1280, lang: 'zh', scheme: 'light'}, {width: 390, lang: 'zh', scheme: 'dark'},
            {width: 390, lang: 'en', scheme: 'light'}, {width: 1280, lang: 'en', scheme: 'dark'},
        ];
        const pictures = [];
        page.on('response', response => new URL(response.url()).pathname === '/map.svg' && pictures.push([new URL(response.url()).search, response.status()]));
        await openLot(page, 'CYR260106-HK01');
        const {lot, route} = await server.data_of('trace.query', {lot_number: 'CYR260106-HK01'});
        const cities = route.stops.filter(({x}) => x !== null).length;
        assert.ok(cities > 1);
        /** The map of a page: its outlines, its stops upon them, and the number that allows to show it. */
        const seen = async (name, lang) => {
            const map = page.locator('.route');
            await map.getByText(approval).waitFor();
            const image = map.locator('image');
            assert.equal(await image.getAttribute('href'), `/map.svg?lang=${lang}`);
            assert.equal(await map.locator('svg > circle, svg > g > circle').count(), cities);
            const [around, stops] = [await image.boundingBox(), await map.locator('svg circle').all()];
            for (const stop of stops) {
                const {x, y, width} = await stop.boundingBox();
                assert.ok(x >= around.x && x + width <= around.x + around.width && y >= around.y, 'stops stand upon the picture');
            }
            await map.scrollIntoViewIfNeeded();
            await look(page, name);
        };
        for (const view of views) {
            await turn(page, view);
            await seen(`map-console-${view.width}-${view.lang}-${view.scheme}`, view.lang);
        }
        for (const {width, lang, scheme} of views) {
            await page.setViewportSize({width, height: 900});
            await page.emulateMedia({colorScheme: scheme});
            await page.goto(`${server.https}/lot/${lot.id}?lang=${lang}`);
            await seen(`map-page-${width}-${lang}-${scheme}`, lang);
        }
        assert.deepEqual(new Set(pictures.map(([search]) => search)), new Set(['?lang=zh', '?lang=en']));
        assert.ok(pictures.every(([, status]) => status === 200), JSON.stringify(pictures));
    }));

test('the regulator looks into a lot, freezes its codes and lets them go', () =>
    as('demo.regulator', {width: 390}, async page => {
        await openLot(page, 'QJ20251122');
        await page.locator('.timeline > li').first().waitFor();
        await page.locator('.facts dd', {hasText: '2,000 箱 (剩余 310 箱)'}).waitFor();  // the unit in words
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
        await dialog.getByLabel('邮箱').fill('huang.an@example.cn');
        await press(dialog, '新建用户');
        await page.getByText(/已发送至 h\*+@example\.cn/).waitFor();
        await look(page, 'journey-security-1-sent');
        await go(page, 'tokens');
        const token = page.locator('tr', {hasText: 'demo.printing'}).first();
        await press(token, '撤销');
        await token.getByText('已撤销').waitFor();
        await look(page, 'journey-security-1-tokens');
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

test('the system administrator reads the catalogue and the dictionary on a phone', () =>
    as('demo.system', {width: 390}, async page => {
        await go(page, 'catalogue');
        await page.locator('tbody tr').first().waitFor();
        await look(page, 'journey-system-1-catalogue');
        await page.getByRole('link', {name: '柑橘', exact: true}).click();
        await page.getByRole('heading', {name: '属性', exact: true}).waitFor();
        await look(page, 'journey-system-2-category');
        await go(page, 'dictionary');
        await page.locator('tbody tr').first().waitFor();
        await look(page, 'journey-system-3-dictionary');
    }));

test('the system administrator asks for an attribute of products, splits a category, and says what is reviewed', () =>
    as('demo.system', {}, async page => {
        await go(page, 'catalogue/citrus');
        await press(page, '新增属性');
        const attribute = page.getByRole('dialog', {name: '新增属性'});
        await attribute.getByLabel('中文名称').fill('树龄');
        await attribute.getByLabel('英文名称').fill('Age of the trees');
        await attribute.getByLabel('代码').fill('tree_age');
        await pick(page, attribute, '类型', '数字');
        await attribute.getByLabel('单位').fill('年');
        await attribute.getByLabel('最小').fill('一');
        await press(attribute, '预览影响');
        await attribute.locator('.fault').waitFor();
        await look(page, 'journey-system-4-attribute-fault');
        await attribute.getByLabel('最小').fill('1');
        await press(attribute, '预览影响');
        await attribute.getByText('将会发生').waitFor();
        await look(page, 'journey-system-5-attribute');
        await press(attribute, '保存');
        await page.locator('.list td', {hasText: '树龄'}).waitFor();
        await look(page, 'journey-system-6-attributes');

        await press(page, '拆分');
        const split = page.getByRole('dialog');
        await split.getByLabel('代码').nth(0).fill('orange');
        await split.getByLabel('名称', {exact: true}).nth(0).fill('橙类');
        await split.getByLabel('代码').nth(1).fill('pomelo');
        await split.getByLabel('名称', {exact: true}).nth(1).fill('柚类');
        await pick(page, split, '其产品归入', '橙类');
        await press(split, '预览影响');
        await split.getByText('将会发生').waitFor();
        await look(page, 'journey-system-7-split');
        await press(split, '取消');

        // Somebody renames it while the dialog is open: all three are shown, and mine goes upon the newest.
        await press(page, '改名');
        const renaming = page.getByRole('dialog');
        await renaming.getByLabel('英文名称').fill('Citrus fruit');
        const {version} = await server.data_of('category.show', {category: 'citrus'}, {as: 'demo.system'});
        await server.data_of('category.save', {category: 'citrus', base_version: version, name_en: 'Citruses'}, {as: 'demo.system'});
        await press(renaming, '改名');
        await renaming.locator('.three-way').getByText('Citruses').waitFor();
        await look(page, 'journey-system-8-overtaken');
        await press(renaming, '在最新版本上重新提交我的内容');
        await renaming.waitFor({state: 'hidden'});
        assert.equal((await server.data_of('category.show', {category: 'citrus'}, {as: 'demo.system'})).name_en, 'Citrus fruit');

        await go(page, 'policies');
        await page.locator('.page-actions').getByRole('button', {name: '新增策略'}).click();
        const policy = page.getByRole('dialog');
        await policy.getByText('抽审', {exact: true}).click();
        await policy.getByLabel('抽审比例（%）').fill('2.5');
        await policy.getByText('2 人').click();
        await pick(page, policy, '类别', '农产品 / 水果 / 柑橘');
        await policy.getByLabel('原因').fill('柑橘抽审');
        await look(page, 'journey-system-9-policy');
        await press(policy, '确认');
        const row = page.locator('tr', {hasText: '柑橘抽审'});
        await row.getByText('2.5 %').waitFor();
        await look(page, 'journey-system-10-policies');
        await row.getByRole('button', {name: '移除'}).click();
        await press(page.getByRole('dialog'), '移除');
        await row.waitFor({state: 'detached'});
    }));

test('what a category asks of products is told by the clerk, reviewed, and shown', async () => {
    await as('demo.orange.clerk', {width: 390}, async page => {
        await go(page, 'products');
        await page.getByRole('link', {name: '琼北金橙', exact: true}).click();
        await press(page, '修改产品信息');
        await page.getByLabel('树龄 (年)').fill('很老');
        await press(page, '保存');
        await page.locator('.fault').waitFor();
        await page.getByLabel('树龄 (年)').fill('30');
        await look(page, 'journey-attribute-1-told');
        await press(page, '保存');
        await page.getByText('已提交，等待审核').waitFor();
    });
    const {items} = await server.data_of('submission.list', {state: 'submitted'}, {as: 'demo.regulator'});
    const {id} = items.find(one => one.changes[0].kind === 'product');
    await server.data_of('submission.approve', {submission: id}, {as: 'demo.regulator'});
    await as('demo.orange.clerk', {}, async page => {
        await go(page, 'products');
        await page.getByRole('link', {name: '琼北金橙', exact: true}).click();
        await page.locator('dd', {hasText: '30 年'}).first().waitFor();
        await look(page, 'journey-attribute-2-shown');
    });
});

test('a person in records is found, told and erased by the administrator of the party', async () => {
    const row = {
        product_name: '琼北鲜橙（原果）', producer_name: '澄迈云坡果业专业合作社', lot_number: 'YP-PERSON-1', produced_on: '2026-01-05',
        production_address: '海南省澄迈县云坡镇', grower_name: '吴清海',
    };
    await server.data_of('event.capture', {rows: [row]}, {as: 'demo.orange.clerk'});
    const {items} = await server.data_of('submission.list', {state: 'submitted'}, {as: 'demo.regulator'});
    const {id} = items.find(one => one.changes[0].content.lot?.lot_number === row.lot_number);
    await server.data_of('submission.approve', {submission: id}, {as: 'demo.regulator'});
    await as('demo.orange.admin', {width: 390}, async page => {
        await go(page, 'persons');
        await page.getByLabel('姓名').fill('没有这个人');
        await press(page, '查找');
        await page.locator('.note-error').waitFor();
        await look(page, 'journey-person-1-nobody');
        await page.getByLabel('姓名').fill('吴清海');
        await press(page, '查找');
        await page.getByText('1 条已发布的记录，1 次提交').waitFor();
        await look(page, 'journey-person-2-found');
        assert.ok((await saved(page, () => press(page, '保存此人的信息副本'))).toString().includes('吴清海'));
        await press(page, '删除此人的信息');
        await look(page, 'journey-person-3-erase');
        await press(page.getByRole('dialog'), '删除此人的信息');
        await page.getByText('已从全部记录中删除').waitFor();
        await press(page, '查找');
        await page.locator('.note-error').waitFor();
    });
});

test('the producer prints the commitment certificate of a lot', () =>
    as('demo.orange.clerk', {}, async page => {
        await openLot(page, 'YP20251120A');
        await press(page, '承诺达标合格证');
        const dialog = page.getByRole('dialog');
        await dialog.getByText('标签 100 × 70 mm').click();
        await look(page, 'journey-certificate');
        const told = (await saved(page, () => press(dialog, '保存合格证'))).toString();
        assert.ok(told.includes('承诺达标合格证') && told.includes('HGZ-YP20251120A'), told.slice(0, 400));
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

test('labels: asked for, approved, printed elsewhere from a file that opens once and here alone, taken in, settled', async () => {
    const row = page => page.locator('tr', {hasText: '琼北金橙'}).first();
    const step = async (page, name, fill = () => {}) => {
        await press(row(page), name);
        const dialog = page.getByRole('dialog', {name});
        await fill(dialog);
        await press(dialog, name);
        await dialog.waitFor({state: 'detached'});
    };
    await as('demo.orange.clerk', {}, async page => {
        await go(page, 'label-orders');
        await press(page.locator('.page-actions'), '申请标签');
        const dialog = page.getByRole('dialog', {name: '申请标签'});
        await dialog.getByLabel('生产批次').fill('QJ20251122');
        await dialog.getByLabel('数量').fill('20');
        await dialog.getByLabel('给印制单位的说明').fill('不干胶 70×37 毫米');
        await look(page, 'journey-labels-1-request');
        await press(dialog, '申请标签');
        await row(page).getByText('待审批').waitFor();
    });
    await as('demo.brand', {}, async page => {
        await go(page, 'label-approvals');
        await step(page, '批准');
        await page.getByText('还没有标签订单。').waitFor();
        await look(page, 'journey-labels-2-approved');
    });
    let password;
    await as('demo.orange.clerk', {}, async page => {
        await go(page, 'label-orders');
        await press(row(page), '交印制单位');
        const dialog = page.getByRole('dialog', {name: '交印制单位'});
        await pick(page, dialog, '印制单位', '海口椰印标签印务有限公司');
        await press(dialog, '交印制单位');
        const told = page.getByRole('dialog', {name: '文件口令'});
        password = await told.locator('code.secret').innerText();
        await look(page, 'journey-labels-3-password');
        await press(told, '关闭');
    });
    await as('demo.printing', {width: 390}, async page => {
        await go(page, 'printing');
        await press(row(page), '下载文件');
        const fetching = page.getByRole('dialog', {name: '下载文件'});
        const sealed = await saved(page, () => press(fetching, '下载文件'));
        assert.equal(sealed.subarray(0, 4).toString(), 'QYO1');
        const opening = page.getByRole('dialog', {name: '打开文件'});
        await opening.getByLabel('文件口令').fill('AAAAA-AAAAA');
        await press(opening, '打开文件');
        await opening.getByText('口令不对').waitFor();
        await look(page, 'journey-labels-4-open');
        await opening.getByLabel('文件口令').fill(password.toLowerCase());
        const lines = (await saved(page, () => press(opening, '打开文件'))).toString().trim().split('\n');
        assert.equal(lines.length, 21);
        assert.match(lines[1], /^\d{20},https:.*琼北金橙.*QJ20251122/);
        assert.equal(await row(page).getByRole('button', {name: '下载文件'}).count(), 0, 'once');
        const first = lines[1].slice(0, 20);
        await step(page, '报告印制完成', dialog => dialog.getByLabel('印坏的标签').fill(first));
        await step(page, '报告发货', dialog => dialog.getByLabel('说明').fill('顺丰 SF1234567890'));
        await row(page).getByText('已发货').waitFor();
        await look(page, 'journey-labels-5-shipped');
    });
    await as('demo.orange.clerk', {width: 390}, async page => {
        await go(page, 'label-orders');
        await step(page, '确认到货');
        await row(page).getByText('已到货').waitFor();
        await step(page, '结清');
        await press(row(page), '详情');
        const told = page.getByRole('dialog', {name: '详情'});
        await told.getByText('报告发货').waitFor();
        const count = name => told.locator('dt', {hasText: new RegExp(`^${name}$`)}).locator('+ dd').innerText();
        assert.deepEqual([await count('订购'), await count('印坏'), await count('到货'), await count('已绑定')], ['20', '1', '19', '19']);
        await look(page, 'journey-labels-6-settled');
    });
});

test('cartons: a prefix, numbers, what is in them, and a label to print', () =>
    as('demo.coffee.clerk', {}, async page => {
        await go(page, 'cartons');
        await press(page, '登记厂商识别代码');
        const naming = page.getByRole('dialog', {name: '登记厂商识别代码'});
        await naming.getByLabel('厂商识别代码').fill('6901234');
        await press(naming, '保存');
        await press(page, '发放箱码');
        const numbering = page.getByRole('dialog', {name: '发放箱码'});
        await numbering.getByLabel('生产批次').fill('CYR260106');
        await numbering.getByLabel('数量', {exact: true}).fill('2');
        await numbering.getByLabel('每箱数量', {exact: true}).fill('12袋');
        await look(page, 'journey-cartons-1-number');
        await press(numbering, '发放箱码');
        const printing = page.getByRole('dialog', {name: '打印箱标'});
        const pdf = await saved(page, () => press(printing, '保存标签文件'));
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
        await page.locator('tr', {hasText: '069012340000000009'}).waitFor();
        await look(page, 'journey-cartons-2-list');
    }));

test('a consumer says that a pack looks fake; the brand answers, the firm sees it without the contact, the supervision a forged code', async () => {
    const said = '盒子上没有防伪标';
    const told = '该批次未使用防伪标，您买到的是正品。';
    let receipt;
    await during({width: 390}, async page => {
        await page.goto(`${server.https}/t/${server.code('琼北金橙 QJ20251122-D01')}?lang=zh`);
        await page.locator('a[href^="/report/"]').click();
        const photo = readFileSync(new URL('../../../fuzz/corpus/picture/corners.jpg', import.meta.url));
        await page.locator('#photo').setInputFiles({name: 'IMG 7.jpg', mimeType: 'image/jpeg', buffer: photo});
        await page.locator('#words').fill(said);
        await page.locator('#phone').fill('13900139000');
        await page.locator('[name=policy_version]').check();
        await look(page, 'journey-report-1-form');
        await page.locator('main button').click();
        await page.waitForURL(/\/receipt\//);
        receipt = page.url().replace(/[?].*/, '?lang=zh');
    });
    await server.data_of('report.send', {kind: 'fake', code: '12345678901234567890', words: '扫出来说不是这里的码', key: 'journey-forged-code'});
    const row = (page, words = said) => page.locator('tr', {hasText: words});
    const filter = (page, state) => page.locator('.list select').first().selectOption({label: state});
    /** One report, opened: its photo is there, and it tells what it should. */
    async function opened(page, name, check) {
        await press(row(page), '查看');
        const dialog = page.getByRole('dialog', {name: '举报或投诉'});
        assert.ok(await dialog.locator('.report-photo').evaluate(image => image.decode().then(() => image.naturalWidth > 10)));
        await check(await dialog.innerText());
        await look(page, name);
        await page.keyboard.press('Escape');
        await dialog.waitFor({state: 'hidden'});
    }
    await as('demo.brand', {}, async page => {
        await go(page, 'reports');
        await row(page).waitFor();
        assert.equal(await row(page, '不是这里的码').count(), 0, 'a code that is none of ours is no brand\'s');
        await opened(page, 'journey-report-2-opened', text => assert.match(text, /QJ20251122[^]*溯源码\s+\d{20}[^]*13900139000/));
        await press(row(page), '受理');
        await filter(page, '处理中');
        await press(row(page), '答复');
        const answering = page.getByRole('dialog', {name: '答复'});
        await answering.getByLabel('给消费者的说明').fill(told);
        await look(page, 'journey-report-3-answer');
        await press(answering, '答复');
        await filter(page, '已答复');
        await row(page).waitFor();
        await during({width: 390}, async consumer => {
            await consumer.goto(receipt);
            await consumer.getByText(told).waitFor();
            await look(consumer, 'journey-report-4-receipt');
        });
        await press(row(page), '办结');
        await press(page.getByRole('dialog', {name: '办结'}), '办结');
        await filter(page, '已办结');
        await row(page).waitFor();
    });
    await as('demo.orange.admin', {width: 390}, async page => {
        await go(page, 'reports');
        await filter(page, '已办结');
        await opened(page, 'journey-report-5-firm', text => {
            assert.ok(text.includes(told) && text.includes('只有品牌管理者和监管部门可见') && !text.includes('13900139000'), text);
        });
        for (const step of ['受理', '答复', '办结']) assert.equal(await row(page).getByRole('button', {name: step, exact: true}).count(), 0);
    });
    await as('demo.regulator', {width: 390}, async page => {
        await go(page, 'reports');
        await row(page, '不是这里的码').getByText('待受理').waitFor();
        await look(page, 'journey-report-6-forged');
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
            await page.getByLabel('销售时间').fill('2026-05-01T09:00');
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

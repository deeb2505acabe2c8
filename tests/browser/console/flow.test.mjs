// Lists as files, and the flow of lots, with thousands of them too.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {api, base, look, ownBrowser, signIn} from './desk.mjs';

const during = ownBrowser();

test('the lot of an example shows where it came from and went, at 390 px too', async () => {
    for (const view of [{width: 1280, scheme: 'dark'}, {width: 390, lang: 'en'}]) {
        await during(view, async page => {
            await signIn(page, 'demo.orange.clerk');
            await page.goto(`${base}/console/lots`);
            await page.getByRole('link', {name: 'QJ20251122', exact: true}).click();
            await page.locator('.flow-canvas[data-drawn]').waitFor();
            await look(page, `trace-${view.width}`);
        });
    }
});

test('a list is saved whole in each format, and as it is shown', () => during({}, async page => {
    await signIn(page, 'demo.orange.clerk');
    await page.goto(`${base}/console/lots`);
    await page.getByRole('link', {name: 'QJ20251122', exact: true}).waitFor();
    const saved = async name => {
        await page.locator('summary', {hasText: '另存为'}).click();
        const saving = page.waitForEvent('download');
        await page.getByRole('button', {name}).click();
        return readFileSync(await (await saving).path());
    };
    const {items} = await api('lot.list', {limit: 200}, 'demo.orange.clerk');
    assert.equal((await saved('Excel（全部）')).subarray(0, 2).toString(), 'PK');
    assert.equal(JSON.parse(await saved('JSON（全部）')).length, items.length);
    assert.match((await saved('XML（全部）')).toString(), /<list .*function="lot\.list">/);
    assert.ok((await saved('CSV（全部）')).toString().split('\n').length > items.length);
    await page.getByLabel('在已加载的行中筛选').fill('QJ20251122');
    assert.match((await saved('CSV（当前显示的行与列）')).toString(), /^\ufeff生产批次,.*\r\nQJ20251122/);
    await page.locator('summary', {hasText: '另存为'}).click();
    await look(page, 'list-save');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('details.choice[open]').count(), 0);
}));

/** 5,000 lots in ten columns, the asked one in the middle with many below it. */
function manyLots(asked) {
    const columns = 10;
    const each = 500;
    const id = (column, row) => (column === 4 && row === 0 ? asked.id : String(9_000_000 + column * each + row));
    const nodes = [];
    const links = [];
    for (let column = 0; column < columns; ++column) {
        for (let row = 0; row < each; ++row) {
            const isAsked = column === 4 && row === 0;
            nodes.push({id: id(column, row), lot_number: isAsked ? asked.lot_number : `L${column}-${row}`, product: '琼北金橙', product_en: '', party: '合作社', party_en: '', distance: column - 4, asked: isAsked});
            if (column + 1 === columns) continue;
            for (const to of [row, (row * 7 + 3) % each, ...(isAsked ? Array.from({length: 300}, (_, i) => i) : [])]) {
                links.push({from: id(column, row), to: id(column + 1, to), event_id: `${links.length}`, kind: 'split'});
            }
        }
    }
    return {nodes, links};
}

/** Runs in the page: scrolls down, up and across; the time of each frame. */
async function panned() {
    const room = document.querySelector('.flow-room');
    const frames = [];
    let last = await new Promise(requestAnimationFrame);
    for (let i = 0; i < 180; ++i) {
        room.scrollBy(i < 120 ? 0 : 25, i < 80 ? 60 : i < 120 ? -40 : 5);
        const now = await new Promise(requestAnimationFrame);
        frames.push(now - last);
        last = now;
    }
    return frames;
}

test('a flow of 5,000 lots is folded, unfolded, dragged and zoomed without an error', () => during({}, async page => {
    await page.route('**/api/v1/trace.query', async route => {
        const answer = await route.fetch();
        const json = await answer.json();
        await route.fulfill({response: answer, json: {...json, data: {...json.data, graph: manyLots(json.data.lot)}}});
    });
    const told = async (name, frames) => {
        const sorted = [...frames].sort((a, b) => a - b);
        const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
        console.log(`# 5,000 lots, ${name}: ${frames.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`);
    };
    const drawn = async () => Number(await page.locator('.flow-canvas').getAttribute('data-drawn'));
    await signIn(page, 'demo.orange.clerk');
    await page.goto(`${base}/console/lots`);
    await page.getByRole('link', {name: 'QJ20251122', exact: true}).click();
    await page.locator('.flow-canvas[data-drawn]').waitFor();
    const foldedMost = 10 * 41; // columnMost and the box for the others, of ten columns
    const count = async () => Number(/(\d+) \/ 5,000/.exec(await page.locator('.flow [role=status]').innerText())[1]);
    assert.ok((await count()) <= foldedMost);
    await look(page, 'flow-5000-folded');
    await told('folded', await page.evaluate(panned));
    const started = Date.now();
    await page.getByRole('button', {name: '显示全部 5,000 个批次'}).click();
    await page.getByText('显示 5,000 / 5,000 个批次').waitFor();
    console.log(`# 5,000 lots: unfolded in ${Date.now() - started} ms`);
    await look(page, 'flow-5000');
    await told('all', await page.evaluate(panned));
    const room = await page.locator('.flow-room').boundingBox();
    const before = await page.locator('.flow-room').evaluate(element => element.scrollTop);
    await page.mouse.move(room.x + 300, room.y + 200);
    await page.mouse.down();
    await page.mouse.move(room.x + 300, room.y + 100, {steps: 5});
    await page.mouse.up();
    assert.equal(await page.locator('.flow-room').evaluate(element => element.scrollTop), before + 100, 'the mouse drags it');
    const near = await drawn();
    for (let i = 0; i < 5; ++i) await page.getByRole('button', {name: '缩小'}).click();
    await page.waitForFunction(most => Number(document.querySelector('.flow-canvas').dataset.drawn) > most, near);
    await told('all, smallest', await page.evaluate(panned));
    await look(page, 'flow-5000-small');
    const inked = await page.locator('.flow-canvas').evaluate(canvas => {
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.some(value => value !== 0);
    });
    assert.ok(inked, 'something is drawn');
    await page.locator('summary', {hasText: '以列表查看'}).click();
    await page.locator('.flow details li').first().waitFor();
    assert.equal(await page.locator('.flow details li').count(), 100, 'the list comes in parts');
}));

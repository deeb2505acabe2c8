// Working with the keyboard alone: from one stop to the next, each of which shows that it has the focus.
import assert from 'node:assert/strict';

const stopsMax = 80;

/** Runs in the page: what has the focus, told, and whether that can be seen. */
function focused() {
    const at = document.activeElement;
    const accent = document.createElement('i');
    accent.style.color = 'var(--accent)';
    document.body.append(accent);
    const colour = getComputedStyle(accent).color;
    accent.remove();
    const outlined = element => getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
    const ringed = element => getComputedStyle(element).boxShadow.includes(colour);
    const around = at.closest('.el-input__wrapper, .el-select__wrapper, .el-textarea__inner');
    const parts = [at, at.nextElementSibling, around].filter(Boolean); // a choice shows it on what stands beside the button
    return {
        told: `<${at.localName} class="${at.className}"> ${(at.ariaLabel ?? at.textContent).trim().slice(0, 40)}`,
        seen: parts.some(part => outlined(part) || ringed(part)),
    };
}

/** Goes on to `target`; every stop on the way is seen. */
export async function tabTo(page, target) {
    const passed = [];
    for (let i = 0; i < stopsMax; ++i) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(focused);
        passed.push(stop.told);
        assert.ok(stop.seen, `the focus is not seen on ${stop.told}`);
        if (await target.evaluate(element => element === document.activeElement)) return;
    }
    assert.fail(`not reached by the keyboard: ${target}; passed: ${passed.join(' | ')}`);
}

export async function pressOn(page, target) {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
}

/** A field by the whole of its label, which may say that it is optional. */
const fieldOf = (page, label) => page.getByLabel(new RegExp(`^\\s*${label}(\\s*选填)?\\s*$`));

export async function typeInto(page, label, text) {
    await tabTo(page, fieldOf(page, label));
    await page.keyboard.type(text);
}

/** A day as it is typed into the parts of its field, which stand in the order of the browser's own language. */
export async function typeDay(page, label, day) {
    const field = fieldOf(page, label);
    await tabTo(page, field);
    const [year, month, date] = day.split('-');
    for (const parts of [[month, date, year], [year, month, date], [date, month, year]]) {
        for (const part of parts) {
            await page.keyboard.type(part);
            if (part === year && parts.at(-1) !== year) await page.keyboard.press('ArrowRight');
        }
        if ((await field.inputValue()) === day) return;
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('ArrowLeft');
    }
    assert.fail(`the day cannot be typed: ${label}`);
}

/** Past the menu: the first stop of a page. */
export async function skip(page) {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
}

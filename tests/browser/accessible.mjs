// What axe can see of a page: no violation of WCAG 2.2 AA.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const resolve = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve;
const axe = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

/** Runs in the page, which holds no frames: violations alone, told in a line each. */
async function violations(wcag) {
    const {violations} = await window.axe.run(document, {runOnly: {type: 'tag', values: wcag}, resultTypes: ['violations'], elementRef: false});
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(node => `${node.html} ${node.any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`);
}

/** axe is brought into a page once, however often that is looked at. */
export async function assertAccessible(page) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
    assert.deepEqual(await page.evaluate(violations, wcag), []);
}

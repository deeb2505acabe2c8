// What axe can see of a page: no violation of WCAG 2.2 AA.
import {AxeBuilder} from '@axe-core/playwright';
import assert from 'node:assert/strict';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Looked at within the page, which holds no frames, and told of violations alone: a second page that gathers all results
 * takes longer than the look itself. */
export async function assertAccessible(page) {
    const axe = new AxeBuilder({page}).setLegacyMode().options({resultTypes: ['violations']}).withTags(wcag);
    const {violations} = await axe.analyze();
    const told = violations.map(({id, nodes}) => `${id}: ${nodes.map(node => `${node.html} ${node.any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`);
    assert.deepEqual(told, []);
}

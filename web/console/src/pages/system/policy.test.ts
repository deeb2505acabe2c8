import { expect, test } from 'vitest';
import { blankPolicy, percent, policyBody } from './policy';

test.each([
  [{ reason: '新企业' }, { decision: 'review', reviewers: 1, reason: '新企业' }],
  [{ decision: 'sample', share: '2.5', reviewers: '2', due_hours: '8', reason: 'x' }, { decision: 'sample', review_share: 250, reviewers: 2, due_hours: 8, reason: 'x' }],
  [{ decision: 'sample', share: '0,01', reason: 'x' }, { decision: 'sample', review_share: 1, reviewers: 1, reason: 'x' }],
  [{ decision: 'auto', party: ' 12 ', kind: 'row', reviewers: '2', reason: 'x' }, { decision: 'auto', party: '12', kind: 'row', reason: 'x' }],
] as const)('%j is sent as %j', (change, body) => {
  expect(policyBody({ ...blankPolicy(), ...change })).toEqual(body);
});

test('a share is told in percent', () => {
  expect([percent(250), percent(1), percent(9999)]).toEqual(['2.5 %', '0.01 %', '99.99 %']);
});

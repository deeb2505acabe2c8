// Every function of the route table, by who asks and what they send. Each rung says:
//   right: [user, body(it), check(data, it)]   who may, with what, and what comes of it: always a success
//   stream: [type, content]                    instead of the check, for files and events
//   elsewhere: [user, body(it), code or check, status = 404]   somebody with the permission, but of another party
//   alone: '…'                                 instead of elsewhere: why there is no other party (shape.mjs has the words)
//   wrong: {member}                            a member of another type; none: true where there are no members at all
//   given: async () => it                      what is made for it, once for both
// A route without a rung, and a rung that does not say all that, fails.
import accounts from './accounts.mjs';
import catalogue from './catalogue.mjs';
import codes from './codes.mjs';
import labels from './labels.mjs';
import persons from './persons.mjs';
import platform from './platform.mjs';
import records from './records.mjs';
import registration from './registration.mjs';
import reports from './reports.mjs';
import review from './review.mjs';

export const areas = { accounts, catalogue, codes, labels, persons, platform, records, registration, reports, review };
export const rungs = Object.assign({}, ...Object.values(areas));

// What a rung must say. A function that names nothing of a party says why, in words of the table below, and its row in
// the table of routes must fit them.
import assert from 'node:assert/strict';

const platform_wide = ['manage_catalogue', 'manage_parties', 'manage_users', 'read_audit'];

/** Why no other party exists for a function: what must hold for its route then. */
export const reasons = {
  'the machine': (route) => route.door === 'machine',
  'whole platform': (route) => platform_wide.includes(route.permission),
  'own account only': (route) => route.permission === 'signed_in',
  'everybody alike': (route) => ['anyone', 'signed_in'].includes(route.permission),
  'whoever holds the secret': (route) => route.permission === 'anyone',
  'every firm, by its full name': (route) => route.name === 'party.find',
  'own party by itself': (route) => ['admit_users', 'manage_persons'].includes(route.permission),
};

const is_actor = (user) => typeof user === 'string';

/** Which example users hold a permission. It says what clauses 4.2 and 6.5.1 ask for, not what the source says. */
export const holders = {
  anyone: null,
  signed_in: null,
  read_audit: ['demo.audit'],
  grant_brand: ['demo.brand'],
  issue_codes: ['demo.orange.admin', 'demo.orange.clerk', 'demo.coffee.clerk'],
  export_codes: ['demo.brand', 'demo.orange.admin'],
  print_labels: ['demo.orange.admin', 'demo.printing'],
  freeze_codes: ['demo.brand', 'demo.regulator'],
  record_events: ['demo.orange.admin', 'demo.orange.clerk', 'demo.coffee.clerk'],
  narrow_audience: ['demo.orange.admin'],
  save_products: ['demo.orange.admin', 'demo.orange.clerk', 'demo.coffee.clerk'],
  review: ['demo.brand', 'demo.regulator', 'demo.orange.reviewer'],
  read_submissions: [
    'demo.brand',
    'demo.regulator',
    'demo.orange.admin',
    'demo.orange.reviewer',
    'demo.orange.clerk',
    'demo.coffee.clerk',
  ],
  read_reports: ['demo.brand', 'demo.regulator', 'demo.orange.admin', 'demo.orange.reviewer'],
  answer_reports: ['demo.brand', 'demo.regulator'],
  manage_users: ['demo.security'],
  manage_catalogue: ['demo.system', 'demo.brand'],
  manage_parties: ['demo.system'],
  manage_persons: ['demo.orange.admin'],
  admit_users: ['demo.system', 'demo.orange.admin'],
  operate: [],
};

/** Fails unless the rung says everything that is asked of a function. `like`: see world.mjs. */
export function check_shape(route, rung, like) {
  const told = `${route.name}: `;
  assert.ok(rung, `${told}no rung in tests/api/ladder`);
  assert.ok(route.permission in holders, `${told}nobody is known to hold ${route.permission}`);
  const known = ['alone', 'elsewhere', 'given', 'none', 'right', 'stream', 'wrong'];
  for (const member of Object.keys(rung)) assert.ok(known.includes(member), `${told}${member} is no part of a rung`);

  const [user, body, expected, ...rest] = rung.right;
  assert.ok(is_actor(user) && typeof body === 'function' && rest.length === 0, `${told}right: [user, body, check]`);
  assert.equal(typeof expected === 'function', !rung.stream, `${told}who may succeeds: a check, or a stream`);
  if (rung.stream) assert.ok(rung.stream.every((part) => part instanceof RegExp), `${told}stream: [type, content]`);
  assert.equal(Boolean(rung.wrong), !rung.none, `${told}a member of a wrong type, or none: true`);

  assert.equal(Boolean(rung.elsewhere), !rung.alone, `${told}elsewhere, or why there is no other party (alone)`);
  if (rung.alone) {
    assert.ok(reasons[rung.alone]?.(route), `${told}"${rung.alone}" is no reason, or not for such a route`);
    return;
  }
  const may = holders[route.permission];
  const [other] = rung.elsewhere;
  assert.ok(may === null ? other : may.includes(like(other)), `${told}${other} must hold the permission`);
}

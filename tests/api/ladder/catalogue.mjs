// Brands, categories, words, fields, parties and products.
import assert from 'node:assert/strict';
import { world } from './world.mjs';

export default {
  'brand.grant': {
    right: [
      'demo.brand',
      () => ({ brand: world.brand, party: world.coffee_party, valid_from: '2026-01-01', valid_to: '2030-12-31' }),
      (data) => {
        assert.equal(data.state, 'active');
        world.grant = data.id;
      },
    ],
    elsewhere: [
      'demo.brand',
      () => ({ brand: world.coffee_brand, party: world.party, valid_from: '2026-01-01', valid_to: '2030-12-31' }),
      'brand.not_found',
    ],
    wrong: { quota: 'many' },
  },
  'brand.list': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.ok(data.items.some((brand) => brand.id === world.brand)),
    ],
    alone: 'everybody alike',
    none: true,
  },
  'brand.list_grants': {
    right: [
      'demo.brand',
      () => ({ brand: world.brand }),
      (data) => {
        assert.ok(data.items.some((grant) => grant.party_id === world.party));
        assert.ok(data.items.some((grant) => grant.party_id === world.coffee_party));
      },
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({}),
      (data) => {
        assert.ok(data.items.length > 0);
        assert.ok(data.items.every((grant) => grant.party_id === world.coffee_party));
      },
    ],
    wrong: { brand: 12 },
  },
  'brand.list_licensees': {
    right: [
      'demo.audit',
      () => ({ brand: world.brand }),
      (data) => {
        assert.ok(data.items.length > 0);
        assert.ok(data.items.every((one) => one.party && !('quota' in one)));
      },
    ],
    alone: 'everybody alike',
    wrong: { brand: 12 },
  },
  'brand.set_grant_state': {
    right: [
      'demo.brand',
      () => ({ grant: world.grant, state: 'suspended' }),
      (data) => assert.equal(data.state, 'suspended'),
    ],
    elsewhere: ['other.brand', () => ({ grant: world.grant, state: 'active' }), 'brand_grant.not_found'],
    wrong: { grant: 7 },
  },
  'category.export': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.ok(data.categories.some((one) => one.code === 'citrus' && one.parent === 'fruit')),
    ],
    alone: 'everybody alike',
    none: true,
  },
  'category.import': {
    right: [
      'demo.system',
      () => ({ categories: ['one', 'two', 'three', 'four'].map((word) => ({ code: `ladder_${word}`, name: `类${word}` })) }),
      (data) => {
        assert.equal(data.state, 'approved');
        assert.equal(data.effects[0].categories.length, 4);
      },
    ],
    alone: 'whole platform',
    wrong: { categories: 'all' },
  },
  'category.list': {
    right: ['demo.audit', () => ({}), (data) => assert.ok(data.items.some((one) => one.code === 'ladder_one'))],
    alone: 'everybody alike',
    wrong: { day: 20260305 },
  },
  'category.merge': {
    right: [
      'demo.system',
      () => ({ categories: [{ category: 'ladder_one', base_version: 1 }], into: 'ladder_two' }),
      (data) => assert.equal(data.effects[0].categories[0].outcome, 'retired'),
    ],
    alone: 'whole platform',
    wrong: { into: 5 },
  },
  'category.move': {
    right: [
      'demo.system',
      () => ({ category: 'ladder_three', base_version: 1, parent: 'fruit' }),
      (data) => assert.equal(data.effects[0].categories[0].outcome, 'moved'),
    ],
    alone: 'whole platform',
    wrong: { parent: 5 },
  },
  'category.preview_change': {
    right: [
      'demo.brand',
      () => ({ operation: 'retire', category: 'citrus', base_version: 1, rest: 'fruit' }),
      (data) => assert.ok(data.products_moved > 0),
    ],
    alone: 'whole platform',
    wrong: { operation: 5 },
  },
  'category.retire': {
    right: [
      'demo.system',
      () => ({ category: 'ladder_four', base_version: 1 }),
      (data) => assert.equal(data.state, 'approved'),
    ],
    alone: 'whole platform',
    wrong: { category: 5 },
  },
  'category.save': {
    right: [
      'demo.brand',
      () => ({ code: 'ladder_proposed', parent: 'fruit', name: '提议的类别' }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    alone: 'whole platform',
    wrong: { code: 5 },
  },
  'category.show': {
    right: [
      'demo.audit',
      () => ({ category: 'ladder_one' }),
      (data) => {
        assert.deepEqual([data.retired, data.successors], [true, ['ladder_two']]);
        assert.equal(data.versions.length, 2);
      },
    ],
    alone: 'everybody alike',
    wrong: { category: 5 },
  },
  'category.split': {
    right: [
      'demo.system',
      () => ({
        category: 'ladder_two',
        base_version: 1,
        parts: [
          { code: 'ladder_left', name: '左' },
          { code: 'ladder_right', name: '右' },
        ],
        rest: 'ladder_left',
      }),
      (data) => assert.equal(data.effects[0].categories.length, 3),
    ],
    alone: 'whole platform',
    wrong: { category: 5 },
  },
  'dictionary.export': {
    right: [
      'demo.audit',
      () => ({ dictionary: 'allergen' }),
      (data) => assert.equal(data.items.length, 8),
    ],
    alone: 'everybody alike',
    wrong: { dictionary: 5 },
  },
  'dictionary.import': {
    right: [
      'demo.system',
      () => ({ items: [{ dictionary: 'colour', code: 'red', zh: '红', en: 'red' }] }),
      (data) => assert.equal(data.effects[0].items[0].outcome, 'made'),
    ],
    alone: 'whole platform',
    wrong: { items: 'all' },
  },
  'dictionary.list': {
    right: [
      'demo.audit',
      () => ({ dictionary: 'unit', limit: 5 }),
      (data) => assert.ok(data.items.length === 5 && data.next_cursor),
    ],
    alone: 'everybody alike',
    wrong: { dictionary: 5 },
  },
  'dictionary.preview_change': {
    right: [
      'demo.brand',
      () => ({ operation: 'retire', dictionary: 'allergen', code: 'milk', base_version: 1 }),
      (data) => assert.ok(data.uses.records_looked_at > 0),
    ],
    alone: 'whole platform',
    wrong: { operation: 5 },
  },
  'dictionary.retire': {
    right: [
      'demo.system',
      () => ({ dictionary: 'colour', code: 'red', base_version: 1 }),
      (data) => assert.equal(data.effects[0].items[0].outcome, 'retired'),
    ],
    alone: 'whole platform',
    wrong: { dictionary: 5 },
  },
  'dictionary.save': {
    right: [
      'demo.brand',
      () => ({ dictionary: 'sale_channel', code: 'fair', zh: '展销会', en: 'fair' }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    alone: 'whole platform',
    wrong: { zh: 5 },
  },
  'dictionary.show': {
    right: [
      'demo.audit',
      () => ({ dictionary: 'colour', code: 'red' }),
      (data) => assert.equal(data.versions.length, 2),
    ],
    alone: 'everybody alike',
    wrong: { code: 5 },
  },
  'field.list': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => {
        const field = data.items.find((item) => item.name === 'test_result');
        assert.deepEqual([field.kind, field.type, field.dictionary], ['inspection', 'dictionary', 'test_result']);
        assert.ok(data.items.every((item) => item.name !== 'epcis_event'), 'no form asks for what documents bring');
      },
    ],
    alone: 'everybody alike',
    none: true,
  },
  'party.find': {
    right: [
      'demo.brand',
      () => ({ text: '澄迈云坡果业专业合作社' }),
      (data) =>
        assert.deepEqual(
          data.items.map((item) => [item.id, item.active]),
          [[world.party, true]],
        ),
    ],
    alone: 'every firm, by its full name',
    wrong: { text: 5 },
  },
  'party.list_audiences': {
    right: ['demo.orange.admin', () => ({}), (data) => assert.ok(data.items.some((item) => item.field === 'vehicle'))],
    elsewhere: ['demo.orange.admin', () => ({ party: world.coffee_party }), 'party.not_found'],
    wrong: { party: 1 },
  },
  'party.names': {
    right: [
      'demo.brand',
      () => ({ parties: [world.party, world.coffee_party] }),
      (data) => assert.ok(data.items.some((item) => item.id === world.party && item.name === '澄迈云坡果业专业合作社')),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ parties: [world.party] }), (data) => assert.deepEqual(data.items, [])],
    wrong: { parties: 'all' },
  },
  'party.narrow_audience': {
    right: [
      'demo.orange.admin',
      () => ({ fields: [{ field: 'note', audience: 'recorder' }] }),
      (data) => assert.equal(data.items.find((item) => item.field === 'note').audience, 'recorder'),
    ],
    elsewhere: [
      'demo.orange.admin',
      () => ({ party: world.coffee_party, fields: [{ field: 'note', audience: 'recorder' }] }),
      'party.not_found',
    ],
    wrong: { fields: 'note' },
  },
  'product.history': {
    right: [
      'demo.orange.clerk',
      () => ({ product: world.product.id }),
      (data) => assert.equal(data.items.at(-1).version, world.product.version),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ product: world.product.id }), 'product.not_found'],
    wrong: { product: 5 },
  },
  'product.list': {
    right: [
      'demo.orange.clerk',
      () => ({ text: '金橙' }),
      (data) => {
        const found = data.items.find((item) => item.id === world.product.id);
        assert.deepEqual([found.name, found.party_id, found.category], [world.product.name, world.party, 'citrus']);
      },
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({}),
      (data) => assert.ok(data.items.length > 0 && data.items.every((item) => item.party_id === world.coffee_party)),
    ],
    wrong: { text: ['金橙'] },
  },
  'product.save': {
    right: [
      'demo.orange.clerk',
      () => ({ product: world.product.id, base_version: world.product.version, changes: { name_en: 'Golden orange' } }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ product: world.product.id, base_version: world.product.version, changes: { name_en: 'Mine' } }),
      'product.not_found',
    ],
    wrong: { base_version: '1' },
  },
};

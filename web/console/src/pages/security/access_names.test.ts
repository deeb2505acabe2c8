import { describe, expect, it } from 'vitest';
import type { AccessNames } from './access_names';
import { toldContent, toldRule } from './access_names';

const names: AccessNames = {
  role: (name) => ({ party_administrator: '企业管理员' })[name] ?? name,
  permission: (name) => ({ review: '审核提交' })[name] ?? name,
  field: (kind, name) => `${kind}/${name}`,
};

describe('a proposal in words', () => {
  it('says who may change a field, without the version', () => {
    expect(toldContent({ roles: ['party_administrator', 'own_role'], base_version: 0 }, names)).toEqual(['可变更的角色：企业管理员、own_role']);
    expect(toldRule('product.gtin', names)).toMatch(/ · product\/gtin$/);
  });
  it('says what a role gives, in the order of the form', () => {
    const lines = toldContent({ permissions: ['review'], zh: '抽查员', en: 'Sampler', region: '' }, names);
    expect(lines.map((line) => line.split('：')[1])).toEqual(['抽查员', 'Sampler', '审核提交']);
  });
  it('says which networks, also when there are none', () => {
    expect(toldContent({ allow: ['10.0.0.0/8'], deny: [] }, names).map((line) => line.split('：')[1])).toEqual(['10.0.0.0/8', '–']);
  });
  it('keeps what it has no word for, and says nothing of nothing', () => {
    expect(toldContent({ later: { a: 1 } }, names)).toEqual(['later：{"a":1}']);
    expect(toldContent(null, names)).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchIndex } from '../../../src/core/search/index.ts';
import { nearTo } from '../../../src/core/search/near.ts';
import { catalogueIndex } from './catalogue.ts';

describe('what is near', () => {
  let index: SearchIndex;
  beforeAll(async () => {
    index = await catalogueIndex();
  });

  it('has much in common, and is not the document itself', () => {
    const ids = nearTo(index, 'ip_lawyer', { limit: 6, kind: 'soul' });
    expect(ids[0]).toBe('tax_lawyer');
    expect(ids).not.toContain('ip_lawyer');
  });

  it('is of the kind that is asked for, and no more than asked for', () => {
    expect(nearTo(index, 'ip_lawyer', { limit: 6, kind: 'skill' })).toEqual([]);
    expect(nearTo(index, 'ip_lawyer', { limit: 2, kind: 'soul' })).toHaveLength(2);
  });

  it('is nothing for an unknown id', () => {
    expect(nearTo(index, 'nobody', { limit: 6, kind: 'soul' })).toEqual([]);
  });
});

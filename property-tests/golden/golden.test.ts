/** The golden values are what their maker makes, and what the library computes. `npx vitest -u` writes the file anew. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wigner3j } from '../../src/coupling/wigner-3j.ts';
import { wigner6j } from '../../src/coupling/wigner-6j.ts';
import { wigner9j } from '../../src/coupling/wigner-9j.ts';
import type { Surd } from '../../src/exact/surd.ts';
import { at } from '../exact/indexing.ts';
import { type GoldenValue, goldenValues } from './make.ts';

const file = new URL('3j-6j-9j.json', import.meta.url);

function computed({ symbol, args }: GoldenValue): Surd {
  const list = args.split(' ').map(Number);
  const [a, b, c, d, e, f] = [at(list, 0), at(list, 1), at(list, 2), at(list, 3), at(list, 4), at(list, 5)];
  if (symbol === '3j') return wigner3j(a, b, c, d, e, f);
  if (symbol === '6j') return wigner6j(a, b, c, d, e, f);
  return wigner9j(a, b, c, d, e, f, at(list, 6), at(list, 7), at(list, 8));
}

describe('the golden values', () => {
  it('are what their maker makes, to the letter', async () => {
    await expect(`${JSON.stringify(goldenValues(), null, 2)}\n`).toMatchFileSnapshot('3j-6j-9j.json');
  });

  it('are what the library computes', () => {
    const values: GoldenValue[] = JSON.parse(readFileSync(file, 'utf8'));
    expect(values).toHaveLength(60);
    for (const value of values) {
      const { sign, num, den } = computed(value);
      expect({ ...value, sign, num: `${num}`, den: `${den}` }).toEqual(value);
    }
  });

  it('are large, of both signs, and mostly not zero', () => {
    const values = goldenValues();
    const largest = values.flatMap(({ args }) => args.split(' ').map(Number));
    expect(Math.max(...largest)).toBe(50);
    for (const symbol of ['3j', '6j', '9j']) {
      const signs = values.filter((value) => value.symbol === symbol).map(({ sign }) => sign);
      expect(signs).toHaveLength(20);
      expect(signs.filter((sign) => sign > 0).length).toBeGreaterThan(4);
      expect(signs.filter((sign) => sign < 0).length).toBeGreaterThan(4);
    }
  });
});

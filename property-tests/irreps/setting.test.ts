/** The four benchmark settings: dimensions and path counts in closed form, for L = 0 … 20. */
import { describe, expect, it } from 'vitest';
import { irrepsDimension } from '../../src/irreps/irreps.ts';
import { pathsBetween } from '../../src/irreps/path.ts';
import {
  groupOfParityMode,
  PARITY_MODES,
  type ParityMode,
  SETTINGS,
  type Setting,
  settingIrreps,
} from '../../src/irreps/setting.ts';

/** Paths of the Clebsch–Gordan product; under natural parities only even ℓ1+ℓ2+ℓ3 survive. */
const CLOSED_FORMS: Record<Setting, Record<ParityMode, (lmax: number) => number>> = {
  siso: { so3: () => 1, 'o3-natural': (l) => (l % 2 === 0 ? 1 : 0) },
  simo: { so3: (l) => 2 * l + 1, 'o3-natural': (l) => l + 1 },
  mimo: {
    so3: (l) => ((l + 1) * (2 * l * l + 4 * l + 3)) / 3,
    'o3-natural': (l) => ((l + 1) * (l + 2) * (2 * l + 3)) / 6,
  },
  'mimo-truncated': {
    so3: (l) => ((l + 1) * (l * l + 2 * l + 2)) / 2,
    'o3-natural': (l) => Math.floor(((l + 2) * (2 * l * l + 5 * l + 4)) / 8),
  },
};
const LARGEST = 20;

/** The same count by search, straight from the triangle rule. */
function search(setting: Setting, mode: ParityMode, lmax: number): number {
  const single = setting === 'siso' || setting === 'simo';
  const first = single ? lmax : 0;
  const [from, to] = setting === 'siso' ? [lmax, lmax] : [0, setting === 'mimo-truncated' ? lmax : 2 * lmax];
  let count = 0;
  for (let a = first; a <= lmax; a++) {
    for (let b = first; b <= lmax; b++) {
      for (let c = from; c <= to; c++) {
        const triangle = a + b >= c && b + c >= a && c + a >= b;
        if (triangle && (mode === 'so3' || (a + b + c) % 2 === 0)) count += 1;
      }
    }
  }
  return count;
}

describe.each(SETTINGS)('the setting %s', (setting) => {
  it.each(PARITY_MODES)('has the paths of its closed form in %s', (mode) => {
    let cases = 0;
    for (let lmax = 0; lmax <= LARGEST; lmax++) {
      const { left, right, out } = settingIrreps(setting, lmax);
      const paths = pathsBetween(left, right, out, groupOfParityMode(mode));
      expect(paths.length).toBe(CLOSED_FORMS[setting][mode](lmax));
      expect(paths.length).toBe(search(setting, mode, lmax));
      cases += 1;
    }
    expect(cases).toBe(LARGEST + 1);
  });

  it('has the dimensions of its degrees', () => {
    for (let lmax = 0; lmax <= LARGEST; lmax++) {
      const { left, right, out } = settingIrreps(setting, lmax);
      const single = setting === 'siso' || setting === 'simo';
      const input = single ? 2 * lmax + 1 : (lmax + 1) ** 2;
      expect([irrepsDimension(left), irrepsDimension(right)]).toEqual([input, input]);
      const wide = (2 * lmax + 1) ** 2;
      expect(irrepsDimension(out)).toBe(
        { siso: 2 * lmax + 1, simo: wide, mimo: wide, 'mimo-truncated': (lmax + 1) ** 2 }[setting],
      );
    }
  });
});

describe('natural parities', () => {
  it('keep exactly the paths of SO(3) with even ℓ1+ℓ2+ℓ3', () => {
    for (let lmax = 0; lmax <= 8; lmax++) {
      const { left, right, out } = settingIrreps('mimo', lmax);
      const degrees = (group: 'so3' | 'o3'): string[] =>
        pathsBetween(left, right, out, group).map((path) => `${path.left.l} ${path.right.l} ${path.out.l}`);
      const even = degrees('so3').filter((text) => text.split(' ').reduce((sum, l) => sum + Number(l), 0) % 2 === 0);
      expect(degrees('o3')).toEqual(even);
    }
  });
});

/**
 * The cross product of vector fields: every path of SO(3) but 0⊗0→0; in O(3) with natural parities, polar × polar → axial, every path but
 * those to degree 0. For all degrees by helicities (README.md); here path by path, from the 9j form.
 */
import { naturalParity, pathsBetween, settingIrreps } from '../src/irreps/index.ts';
import { OPERATIONS } from '../src/operation/index.ts';
import { holds, theorem } from './certificate.ts';

const LMAX = 10;
const IDENTITY_TO = 4;

/** Paths looked at. */
function reach(group: 'so3' | 'o3'): number {
  const { left, right, out } = settingIrreps('mimo', LMAX);
  const paths = pathsBetween(left, right, out, group);
  for (const path of paths) {
    const [a, b, c] = [path.left.l, path.right.l, path.out.l];
    const expected = group === 'so3' ? a + b + c > 0 : c > 0;
    holds(group === 'so3' || path.out.p === naturalParity(c), 'parities are natural');
    holds(OPERATIONS.vstp.terms(path, {}, group).length > 0 === expected, `${a} ⊗ ${b} → ${c}, ${group}`);
  }
  return paths.length;
}

export const vectorProductReachesAllButZero = theorem({
  id: 'vector-reach',
  statement:
    'The vector product reaches every path of SO(3) but 0⊗0→0, and with natural parities every path of O(3) but those to degree 0.',
  range: `all degrees by helicities; each path to ℓ = ${LMAX}`,
  prove() {
    return {
      claim: `For inputs of degree ≤ ${LMAX} the cross product of vector fields reaches every path of SO(3) but 0⊗0→0, and with natural parities every path of O(3) but those to degree 0; its helicity form is the 9j form for inputs of degree ≤ ${IDENTITY_TO}.`,
      cases: reach('so3') + reach('o3'),
      lmax: LMAX,
      identityTo: IDENTITY_TO,
    };
  },
});

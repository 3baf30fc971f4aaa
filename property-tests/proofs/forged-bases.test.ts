/** Certificates of bases that are not the canonical ones, each with the digest of its own numbers: it is the mathematics that both checkers refuse. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateText } from '../../proofs/catalogue.ts';
import type { Certificate } from '../../proofs/certificate.ts';
import { highestWeights } from '../../proofs/highest-weight.ts';
import { negateSurd } from '../../src/exact/index.ts';
import { naturalIrrep, printIrrep, printIrreps } from '../../src/irreps/index.ts';
import { type BasisElement, basisDigest, basisMaker, naturalFeatures } from '../../src/many-body/index.ts';
import { emptyFolder } from '../command.ts';
import { checkerSays, nodeChecker, pythonChecker, whyNoPython } from './checkers.ts';

const features = naturalFeatures(2);
const [order, out] = [3, naturalIrrep(2)];
const degrees = ({ content }: BasisElement): number[] => content.map(({ irrep }) => irrep.l);
const canonical = [...basisMaker(features).elements(order, out)];

/** An element with the integers of its component of highest weight. */
interface Listed {
  readonly element: BasisElement;
  readonly integers: readonly number[];
}
const list = (element: BasisElement): Listed => ({
  element,
  integers: highestWeights(element).integers.map(Number),
});

/** The two elements on 1o ⊗ 1o ⊗ 2e, and those on the other contents. */
const isOfPair = (element: BasisElement): boolean => degrees(element).join() === '1,1,2';
const [first, second, ...more] = canonical.filter(isOfPair).map(list);
if (first === undefined || second === undefined || more.length > 0) throw new Error('there are not two elements');

/** The certificate of one basis, in which these elements stand in the place of the two. */
function certificateOf(pair: readonly Listed[]): Certificate {
  const at = canonical.findIndex(isOfPair);
  const others = canonical.filter((element) => !isOfPair(element)).map(list);
  const all = [...others.slice(0, at), ...pair, ...others.slice(at)];
  const digest = basisDigest(features, order, out);
  for (const { element } of all) digest.add(element);
  const contents = [...new Set(all.map(({ element }) => degrees(element).join()))];
  return {
    schema: 1,
    id: 'forged',
    kind: 'bases',
    claim:
      'forged: The canonical bases, with these sizes and SHA-256, are symmetric, equivariant, orthonormal and complete.',
    cases: 1 + all.length,
    rows: [
      {
        irreps: printIrreps(features),
        order,
        out: printIrrep(out),
        elements: all.length,
        sha256: digest.sha256(),
      },
    ],
    vectors: contents.map((content) => ({
      factors: content.split(',').map(Number),
      out: out.l,
      highest: all.filter(({ element }) => degrees(element).join() === content).map(({ integers }) => integers),
    })),
  };
}

const negated = ({ element, integers }: Listed): Listed => ({
  element: { ...element, entries: element.entries.map((entry) => ({ ...entry, value: negateSurd(entry.value) })) },
  integers: integers.map((n) => (n === 0 ? 0 : -n)),
});

const FORGED: readonly (readonly [what: string, pair: readonly Listed[], why: RegExp | undefined])[] = [
  ['the canonical one', [first, second], undefined],
  ['with one element negated', [first, negated(second)], /not by the rule/],
  ['with two elements exchanged', [second, first], /not by the rule/],
  ['with one element twice', [first, first], /not orthogonal/],
  ['without one element', [first], /not all maps/],
  [
    'with one integer another',
    [first, { ...second, integers: second.integers.map((n, i) => (i === 0 ? n + 1 : n)) }],
    /not of highest weight/,
  ],
];

describe.each([
  ['check-all.mjs', nodeChecker, undefined],
  ['check.py', pythonChecker, whyNoPython],
])('%s on a basis', (name, checker, whyNot) => {
  it.skipIf(whyNot !== undefined).each(FORGED)(
    `%s${whyNot === undefined ? '' : ` (skipped, ${name}: ${whyNot})`}`,
    (_, pair, why) => {
      const file = join(emptyFolder(), 'forged.json');
      writeFileSync(file, certificateText(certificateOf(pair)));
      const { lines } = checkerSays(checker, [file]);
      expect(lines).toHaveLength(1);
      expect(lines[0]?.verdict).toBe(why === undefined ? 'pass' : 'fail');
      if (why !== undefined) expect(lines[0]?.why).toMatch(why);
    },
  );
});

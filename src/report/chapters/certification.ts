/** How every number is certified. */

import { checkingCommands } from '../certificates.ts';
import type { Block } from '../document.ts';
import { countText } from '../figures/text.ts';
import type { Study } from '../study.ts';

/** @param manyBody whether there is a chapter on products of several factors */
export function certification({ evidence }: Study, manyBody: boolean): Block[] {
  const commands = manyBody ? checkingCommands('report', 'many-body') : checkingCommands('report');
  return [
    { kind: 'heading', level: 2, text: 'How every number is certified', id: 'certification' },
    {
      kind: 'list',
      items: [
        '**Coefficients** are computed as signed square roots of rationals, in integer arithmetic; a coefficient is zero only if an integer is. No floating-point number takes part in anything above except fitted exponents and the drawing of figures.',
        '**Interactions** follow from exact zero tests, path by path.',
        `**Expressivity, from below.** By Terracini's lemma it is the rank of a Jacobian at a generic point. At an integer point the rank modulo a prime can only be smaller, so what is found is a proven lower bound. Prime ${countText(evidence.prime)}; points from xoroshiro128+ seeded with ${evidence.seed}, port by port in the order of paths, channel after channel.`,
        '**Expressivity, from above.** Three bounds hold for every set of interactions: its size; C times the single-channel dimension; and, for any subset S, the size of S plus the bound of the rest. S is grown by peeling off the port with the fewest paths for its weights, and the least bound over all stages is kept. Single-channel dimensions come from the rank over ℚ of the 0/1 matrix of paths and ports (a toric variety), or from exact symmetries of the operation. report.json gives the numbers each bound is made of, as `upperFrom`: upper = peeled + C · rankOne + subspaces, the last for the choice of combinations where irreps have several copies.',
        '**Certified** means that both bounds are equal. Where they are not, both are printed.',
        '**C\\*** is between the least C whose upper bound admits the ceiling and the least C whose lower bound attains it.',
        '**Costs** are integers counted from the stated procedure; the tests run every procedure with each multiplication counted and find that number, and hold its results to the definition. Fitted exponents are least-squares slopes of the logarithms over the stated degrees: a description of that range, not a limit.',
        '**Closed forms** are interpolated over ℚ from exact counts, confirmed at points beyond those that determine them, factored and typeset by a computer algebra system whose result is evaluated again and compared.',
        `**Certificates.** Captions name the certificates that their numbers follow from, where there are any; figures show numbers of the tables. Two programs that share nothing with this one compute every certificate anew and hold ${manyBody ? 'report.json and many-body.json' : 'report.json'} against them, with Node alone or with Python alone: \`${commands.node}\`, \`${commands.python}\`. What is proved, and why that is enough, is in proofs/README.md.`,
      ],
    },
    {
      kind: 'paragraph',
      text: `All numbers, with every missing path and every bound, are in report.json beside this file${manyBody ? ', those of products of several factors in many-body.json' : ''}; the same input gives the same bytes.`,
    },
  ];
}

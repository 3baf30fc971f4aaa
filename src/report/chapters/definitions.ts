/** Every word the report uses, before it is used. */
import { OPERATIONS } from '../../operation/catalogue.ts';
import type { Block } from '../document.ts';
import type { Study } from '../study.ts';
import { idText } from './format.ts';

const definition = (title: string, text: string): Block => ({ kind: 'callout', role: 'definition', title, text });

export function definitions(study: Study): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Words', id: 'definitions' },
    definition(
      'Path',
      'A degree $\\ell$ labels an irrep of dimension $2\\ell+1$. Irreps of degrees $\\ell_1$ and $\\ell_2$ can combine to one of degree $\\ell_3$ iff $|\\ell_1-\\ell_2| \\le \\ell_3 \\le \\ell_1+\\ell_2$ and, where inversion counts, the parities obey $p_3 = p_1p_2$. ' +
        'Such a triple is a *path*, written ℓ1⊗ℓ2→ℓ3. On a path every equivariant bilinear map is one number times the Clebsch–Gordan tensor.',
    ),
    definition(
      'Operation, algorithm',
      'An *operation* is what is computed: a number $t$ for each path, its *reduced coefficient*. An *algorithm* is how. Different tensor products are different operations, not faster algorithms for one.',
    ),
    definition(
      'Interactability',
      'The set $\\Omega$ of paths with $t \\ne 0$: which degrees can meet at all. Paths outside $\\Omega$ stay out of reach however many channels are used.',
    ),
    definition(
      'Expressivity',
      'Put equivariant linear layers around $C$ parallel *channels* of an operation. The maps that can be reached are $\\sum_{k\\le C} x_k[\\ell_1]\\,y_k[\\ell_2]\\,z_k[\\ell_3]\\,t$; the dimension of this set is the expressivity at $C$ channels. It is at most $|\\Omega|$. CGTP has a weight for each path (and, where irreps have several copies, for each triple of copies) and reaches everything with one channel.',
    ),
    definition(
      'Saturating channels C\\*, price of freedom',
      'The least $C$ whose expressivity is $|\\Omega|$: what it takes to buy the freedom back. The *price* is the cost of one channel times C\\*.',
    ),
    definition(
      'Settings',
      'For a degree L: *siso* L⊗L→L; *simo* L⊗L→0…2L; *mimo* 0…L ⊗ 0…L → 0…2L; *mimo-truncated* 0…L ⊗ 0…L → 0…L, one copy of each degree. In *SO(3)* parities are ignored; with *natural parity* every degree has the parity $(-1)^\\ell$ of its harmonic, which leaves the paths with even $\\ell_1+\\ell_2+\\ell_3$.',
    ),
    definition(
      'Weights',
      'In each channel an irrep enters and leaves through one weight, with two exceptions. A vector field (`vstp`) holds a degree in up to three ways, ℓ−1, ℓ and ℓ+1, each with a weight of its own; with parities both inputs are taken as true (polar) vectors and the product as axial, which leaves only the ways of the right parity. `gtp+curl` gives its even and its odd half as separate outputs with separate weights. The matrix size of `mtp` is that of e3x, $2j+1$ with the integer $j = \\lceil \\max\\ell/2 \\rceil$ over all three sides.',
    ),
    definition(
      'Cost',
      'Multiply–adds of one application to one copy of each irrep, counted exactly for a stated procedure; a complex product counts four. Linear layers around it are the same for all operations and are not counted.',
    ),
    {
      kind: 'table',
      caption: 'The operations.',
      columns: [
        { header: 'id', align: 'left' },
        { header: 'what it computes', align: 'left' },
        { header: 'read from', align: 'left' },
      ],
      rows: study.config.operations.map((id) => [
        idText(id),
        `${OPERATIONS[id].title}: ${OPERATIONS[id].meaning}`,
        OPERATIONS[id].source,
      ]),
    },
  ];
}

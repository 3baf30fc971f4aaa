/** Do missing interactions matter? Which pairs of point clouds networks built on an operation tell apart, and why some never. */
import { OPERATION_IDS, type OperationId } from '../../operation/index.ts';
import { type CloudPair, type Network, type PointCloudStudy, RADIAL_READINGS } from '../../point-clouds/index.ts';
import type { Block, Inline } from '../document.ts';
import { idText, listText } from './format.ts';
import { HANDEDNESS_PROOFS } from './handedness-proofs.ts';
import {
  byDegreeTable,
  cellOf,
  cloudsTable,
  oneCurlTable,
  ordersText,
  pointCloudFigure,
  resultOf,
  tetrisTable,
} from './handedness-tables.ts';

function findings(study: PointCloudStudy): Block[] {
  const [mirrored, different] = [
    study.pairs.filter((pair) => pair.mirrored),
    study.pairs.filter((pair) => !pair.mirrored),
  ];
  const told = (pairs: readonly CloudPair[], operation: OperationId): number =>
    pairs.filter((pair) => cellOf(study, pair, { operation, parity: 'both' }) !== undefined).length;
  const counts = OPERATION_IDS.map(
    (operation) => `${idText(operation)} ${told(different, operation)} and ${told(mirrored, operation)}`,
  );
  const enough = study.oneCurl.filter(({ path }) => path !== undefined).length;
  return [
    {
      kind: 'callout',
      role: 'finding',
      title: 'What the Gaunt product misses is handedness, and nothing else.',
      text: `That is [proved](#handedness-theorems) for all finite clouds when degrees and orders have no bound. With degrees up to ${study.lmax} and both parities kept, of ${different.length} pairs of different shapes and ${mirrored.length} pairs of mirror images can be told apart: ${listText(counts)}.`,
    },
    {
      kind: 'callout',
      role: 'finding',
      title: 'One odd interaction brings it back.',
      text: `Gaunt products and a single path of the curl product, one that suits the cloud, tell every finite cloud from its mirror image, unless the two are the same shape; that is [proved](#handedness-theorems) as well. With degrees up to ${study.lmax} they do for ${enough} of the ${study.oneCurl.length} pairs of mirror images [here](#one-curl).`,
    },
  ];
}

const MODEL: readonly Block[] = [
  {
    kind: 'callout',
    role: 'definition',
    title: 'What a network can form',
    text: 'The first features are moments about one centre (the central atom, or the centroid), $A_{\\ell m}=\\sum_i R(|r_i|)\\,Y_{\\ell m}(r_i)$, one for each species and radial function. A feature of body order $\\nu$ is the product, on a path on which the operation interacts, of features of orders $a+b=\\nu$. Between products stand equivariant linear layers with any number of channels. Two clouds are *told apart* at order ν if an invariant, a feature of degree 0 and order at most ν, differs.',
  },
  {
    kind: 'paragraph',
    text: 'Which paths interact decides, not how large $t$ is: a linear layer can leave one irrep on each side of a product, so that one path remains, and divide by its $t \\neq 0$. This is the most generous reading. "Never" holds for every network of the kind, of any width, with any weights, and also with nonlinear functions of its invariants, which are equal where the invariants are. A number says that some such network tells the clouds apart.',
  },
  {
    kind: 'paragraph',
    text: 'It is decided exactly. Of a feature $f$ only the pair of values $(f(P), f(Q))$ matters, and all features of irrep ℓ together span a space of at most $2(2\\ell+1)$ dimensions. Products being bilinear, a basis of it is enough to find all products. The dimension cannot grow for ever; once the products of all basis vectors lie in the span, no higher order brings anything new. Coordinates are rational and couplings are in integers up to one factor a path, so no step is rounded.',
  },
  {
    kind: 'paragraph',
    text: 'Mirror images need an invariant that changes sign under inversion, a *pseudoscalar* `0o`. A true scalar `0e` is equal on both by definition, so a network that keeps no pseudoscalars, or multiplies each by another, cannot tell them apart either. With *natural* parities a degree ℓ has the parity $(-1)^\\ell$ alone; then `0o` does not exist.',
  },
];

/** Operations that have another order somewhere when parities are ignored. */
function changedInRotationsAlone(study: PointCloudStudy): OperationId[] {
  const orders = (pair: CloudPair, network: Network): string =>
    RADIAL_READINGS.map((radial) => ordersText(resultOf(study, pair, network, radial)).join()).join(';');
  return OPERATION_IDS.filter((operation) =>
    study.pairs.some(
      (pair) => orders(pair, { operation, parity: 'both' }) !== orders(pair, { operation, parity: 'so3' }),
    ),
  );
}

function theorems(study: PointCloudStudy, note: Inline): Block[] {
  const blind = (parity: Network['parity']): Inline =>
    listText(
      study.sight
        .filter(({ network, sees }) => network.parity === parity && !sees)
        .map(({ network }) => idText(network.operation)),
    );
  const changed = changedInRotationsAlone(study).map(idText);
  return [
    { kind: 'heading', level: 3, text: 'Why: three theorems', id: 'handedness-theorems' },
    ...HANDEDNESS_PROOFS,
    {
      kind: 'paragraph',
      text: `The signs of Theorem 1, followed along the tables of the operations path by path (ℓ ≤ ${study.lmax}): with natural parities no pseudoscalar arises from ${blind('natural')}; with both parities none from ${blind('both')}. The curl product alone forms no invariant of order 2 or more, for $\\ell+\\ell+0$ is even. The vector product of O(3) forms pseudoscalars but no true scalars, for an axial field has no part \`0e\`. If parities are ignored (SO(3)), ${changed.length === 0 ? 'all orders are the same' : `the orders change for ${listText(changed)} alone`}.${note}`,
    },
  ];
}

/** `five neighbours with ℓ ≤ 2`: different shapes that CGTP tells apart with that degree and Gaunt products do not. */
function missedAtLowDegree(study: PointCloudStudy): string[] {
  return study.pairs
    .filter(({ mirrored }) => !mirrored)
    .flatMap((pair) => {
      const of = (operation: OperationId) => resultOf(study, pair, { operation, parity: 'both' })?.byDegree ?? [];
      const gaunt = of('gtp');
      return of('cgtp').flatMap(({ order }, l) =>
        order !== undefined && gaunt[l]?.order === undefined ? [`${pair.name} with ℓ ≤ ${l}`] : [],
      );
    });
}

function limits(study: PointCloudStudy): Inline[] {
  const missed = missedAtLowDegree(study);
  return [
    'One centre. Networks that pass messages between points form more than products of moments about one centre; Theorem 1 covers them, the numbers do not.',
    'All radial functions and unlimited channels are more than a trained network has. A number says that the invariant exists, not that it is large or easy to learn.',
    'Invariants are formed by the operation. A norm taken outside is one more interaction, $\\ell\\otimes\\ell\\to 0$.',
    `Theorems 2 and 3 say that some degree and order are enough, not which.${missed.length === 0 ? '' : ` Degrees matter: of different shapes, \`cgtp\` tells apart and \`gtp\` does not ${listText(missed)}.`}`,
  ];
}

/** Where the numbers are as data, and what proves them. */
export interface CloudEvidence {
  /** path of the data file, from the report */
  readonly data: string;
  /** link to the certificate */
  readonly certificate: Inline;
}

/** The chapter on point clouds. Every number comes from the study. @param evidence of a study that was certified */
export function handednessChapter(study: PointCloudStudy, evidence?: CloudEvidence): Block[] {
  const note: Inline = evidence === undefined ? '' : ` Certificate: ${evidence.certificate}.`;
  const checked: Block[] =
    evidence === undefined
      ? []
      : [
          {
            kind: 'paragraph',
            text: `The clouds and all answers (every pair, operation, parity rule and degree, with the dimension of what networks form where the answer is never) are in [\`${evidence.data}\`](${evidence.data}). The figure and the tables of this section are drawn from the same numbers, and the certificate ${evidence.certificate} proves them: two programs that share nothing with this one search anew, each in couplings of its own, and hold the file to it.`,
          },
        ];
  return [
    { kind: 'heading', level: 2, text: 'Point clouds: what can be told apart', id: 'missing-interactions' },
    {
      kind: 'paragraph',
      text: `A missing path matters if there is something a network cannot see without it. Here that is made a question with an exact answer: which of ${study.pairs.length} pairs of point clouds can networks built on an operation tell apart? Among them are all pairs of the eight Tetris shapes, idealised chiral molecules, and pairs that descriptors of low body order are known to confuse ([arXiv 2001.11696](https://arxiv.org/abs/2001.11696)).`,
    },
    ...findings(study),
    ...MODEL,
    ...checked,
    pointCloudFigure(study, note),
    ...theorems(study, note),
    { kind: 'heading', level: 3, text: 'One curl interaction is enough', id: 'one-curl-interaction' },
    {
      kind: 'paragraph',
      text: 'The smallest odd path is the cross product of two vectors, `1o⊗1o→1e`. A Gaunt product then multiplies the axial vector by a third vector to the triple product $(a\\times b)\\cdot c$, a pseudoscalar of body order 3. Three different species around a centre show it directly: it is non-zero iff they and the centre do not lie in a plane. Where symmetry makes these vectors vanish, odd paths of higher degree take their place.',
    },
    oneCurlTable(study, note),
    { kind: 'heading', level: 3, text: 'Body order and degree', id: 'body-order' },
    {
      kind: 'paragraph',
      text: 'Three pairs test more than handedness. The *arms* have as many of each angle: no function of two neighbours differs. Any three neighbours of the *weathervane* are their own mirror image, so no function of three differs. The *five neighbours* are no mirror images, but their moments up to degree 2 are.',
    },
    byDegreeTable(study, note),
    tetrisTable(study, note),
    { kind: 'heading', level: 3, text: 'What this does not say', id: 'point-cloud-limits' },
    { kind: 'list', items: limits(study) },
    cloudsTable(study, note),
  ];
}

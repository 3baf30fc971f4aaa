/** Which degrees interact: diagrams, counts, what is missing, closed forms of the counts. */
import type { Analysis, PathLabel } from '../../analysis/analyze.ts';
import { pathsBetween } from '../../irreps/path.ts';
import { groupOfParityMode, settingIrreps } from '../../irreps/setting.ts';
import { generalCertificate, settingCertificate } from '../certificates.ts';
import { polynomialLatex, polynomialThrough } from '../closed-form.ts';
import type { Block, Figure, Table } from '../document.ts';
import { type InteractionDiagram, interactionDiagram, interactionMultiples } from '../figures/interaction-diagram.ts';
import { countText } from '../figures/text.ts';
import type { PathCounts, Study } from '../study.ts';
import { byDegree } from './by-degree.ts';
import { type Focus, focusOf, focusText, parityText } from './focus.ts';
import { idText, pathText, titleOf } from './format.ts';

const key = ([a, b, c]: PathLabel): string => `${a} ${b} ${c}`;

/** The diagram of an analysis of a setting. */
function diagramOf(analysis: Analysis): InteractionDiagram | undefined {
  const { setting, lmax, parity } = analysis;
  if (setting === undefined || lmax === undefined || parity === 'explicit') return undefined;
  const { left, right, out } = settingIrreps(setting, lmax);
  const missing = new Set(analysis.missing.map(key));
  const top = (side: typeof left): number => Math.max(...side.map(({ irrep }) => irrep.l));
  return {
    title: titleOf(analysis.operation),
    operation: analysis.operation,
    lmaxLeft: top(left),
    lmaxRight: top(right),
    lmaxOut: top(out),
    paths: pathsBetween(left, right, out, groupOfParityMode(parity)).map(({ left: a, right: b, out: c }) => ({
      l1: a.l,
      l2: b.l,
      l3: c.l,
      state: missing.has(key([a.l, b.l, c.l])) ? ('missing' as const) : ('reached' as const),
    })),
  };
}

function multiples(study: Study, focus: Focus, lmax: number): Figure[] {
  const analyses = study.config.operations.flatMap((operation) => focus.at(operation, lmax) ?? []);
  const diagrams = analyses.flatMap((analysis) => diagramOf(analysis) ?? []);
  if (diagrams.length === 0) return [];
  const counts = analyses
    .map(({ operation, interactions, paths }) => `${operation} ${interactions} of ${paths}`)
    .join(', ');
  return [
    {
      kind: 'figure',
      id: `interactions-${focus.setting}-${focus.parity}-l${lmax}`,
      caption: `Interactions (${focusText(focus)}, L = ${lmax}). Each cell is a pair (ℓ1, ℓ2), each mark in it an output degree ℓ3: filled where the operation interacts, hollow where CGTP does and it does not.`,
      alt: `Interaction diagrams of the operations: ${counts} paths.`,
      svg: interactionMultiples(diagrams),
    },
  ];
}

function largeDiagrams(study: Study, focus: Focus, lmax: number): Block[] {
  const figures = study.config.operations.flatMap((operation): Figure[] => {
    const analysis = focus.at(operation, lmax);
    const diagram = analysis === undefined ? undefined : diagramOf(analysis);
    if (analysis === undefined || diagram === undefined || analysis.missing.length === 0) return [];
    const name = operation.replace('+', '-');
    return [
      {
        kind: 'figure',
        id: `interactions-${name}-l${lmax}`,
        caption: `${titleOf(operation)} (${focusText(focus)}, L = ${lmax}): ${countText(analysis.interactions)} of ${countText(analysis.paths)} paths.`,
        alt: `Interaction diagram of ${operation} at L = ${lmax}: ${analysis.interactions} of ${analysis.paths} paths interact.`,
        svg: interactionDiagram(diagram),
      },
    ];
  });
  if (figures.length === 0) return [];
  return [
    { kind: 'details', summary: `Diagrams at L = ${lmax}, for each operation that misses paths`, blocks: figures },
  ];
}

const countTable = (study: Study, focus: Focus): Table =>
  byDegree(study, focus, 'Interactions by degree', ({ interactions }) => countText(interactions));

/** What is missing at the degree where a list can still be read. */
function missingLists(study: Study, focus: Focus, lmax: number): Block[] {
  const rows = study.config.operations.flatMap((operation) => {
    const analysis = focus.at(operation, lmax);
    if (analysis === undefined || analysis.missing.length === 0) return [];
    return [[idText(operation), countText(analysis.missing.length), analysis.missing.map(pathText).join(' ')]];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'details',
      summary: `All missing paths at L = ${lmax} (${focusText(focus)})`,
      blocks: [
        {
          kind: 'table',
          caption: `Paths that CGTP has and the operation has not, L = ${lmax}. Those of every other setting and degree are in report.json.${settingCertificate(study, focus.setting, focus.parity)}`,
          columns: [
            { header: 'operation', align: 'left' },
            { header: 'number', align: 'right' },
            { header: 'paths ℓ1⊗ℓ2→ℓ3', align: 'left' },
          ],
          rows,
        },
      ],
    },
  ];
}

/** The polynomial in L through all counts, or one for even and one for odd L. */
function closedForm({ counts }: PathCounts): string | undefined {
  const samples = counts.map((count, l) => ({ l, value: BigInt(count) }));
  const whole = polynomialThrough(samples);
  if (whole !== undefined) return `$${polynomialLatex(whole)}$`;
  const [even, odd] = [0, 1].map((rest) => polynomialThrough(samples.filter(({ l }) => l % 2 === rest)));
  if (even === undefined || odd === undefined) return undefined;
  return `$${polynomialLatex(even)}$ for even L, $${polynomialLatex(odd)}$ for odd L`;
}

function closedForms(study: Study): Block[] {
  const rows = study.pathCounts.flatMap((entry) => {
    const form = closedForm(entry);
    return form === undefined ? [] : [[entry.setting, idText(entry.operation), form]];
  });
  if (rows.length === 0) return [];
  const upTo = (study.pathCounts[0]?.counts.length ?? 1) - 1;
  return [
    {
      kind: 'table',
      id: 'path-counts',
      caption: `Number of interactions as a function of L (SO(3)): the polynomial of least degree through the enumerated counts, which it meets at every L = 0…${upTo}. The paths are the lattice points of a polytope that grows with L: by Ehrhart's theorem, which bounds degree and period, it is their number at every L.${generalCertificate('path-counts')}`,
      columns: [
        { header: 'setting', align: 'left' },
        { header: 'operation', align: 'left' },
        { header: 'interactions', align: 'left' },
      ],
      rows,
      rowHeaders: false,
    },
  ];
}

export function interactability(study: Study): Block[] {
  const focus = focusOf(study);
  const panel = Math.min(4, focus.top);
  const others = study.config.parities.filter((parity) => parity !== focus.parity);
  return [
    { kind: 'heading', level: 2, text: 'Interactability: which degrees meet', id: 'interactability' },
    {
      kind: 'paragraph',
      text: 'An operation either lets a path through or it does not; no training and no number of channels changes that. Even and odd sums ℓ1+ℓ2+ℓ3 part the operations: a product of two functions on the sphere is symmetric and only has even sums, their Poisson bracket is antisymmetric and only has odd ones, matrices and vector fields have both.',
    },
    ...multiples(study, focus, panel),
    countTable(study, focus),
    ...others.flatMap((parity): Block[] => {
      const other = focusOf(study, focus.setting, parity);
      return [
        { kind: 'heading', level: 3, text: parityText(parity), id: `interactions-${parity}` },
        ...multiples(study, other, panel),
        countTable(study, other),
      ];
    }),
    ...largeDiagrams(study, focus, Math.min(6, focus.top)),
    ...missingLists(study, focus, panel),
    ...closedForms(study),
  ];
}

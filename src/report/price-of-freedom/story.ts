/** The study: The Price of Freedom, re-examined claim by claim. Every number in it comes from the evidence. */

import { checkingCommands } from '../certificates.ts';
import { listText } from '../chapters/format.ts';
import { type Block, type Document, literal } from '../document.ts';
import { countText } from '../figures/text.ts';
import { claimsInFull, claimsTable, type ExaminedClaim, VERDICTS } from './claim.ts';
import { claimsOfReach } from './claims-of-reach.ts';
import { claimsOfTime } from './claims-of-time.ts';
import type { Evidence } from './evidence.ts';
import { publishedBenchmark } from './published-benchmark.ts';
import { belowPartial, degreesAsked, questionOne } from './question-one.ts';
import { handednessFinding, missingInteractionsMatter, questionTwo } from './question-two.ts';
import { reachChapter } from './reach.ts';

function summary(evidence: Evidence, claims: readonly ExaminedClaim[]): Block[] {
  const tally = VERDICTS.map((verdict) => ({ verdict, count: claims.filter((one) => one.verdict === verdict).length }));
  const refuted = claims.filter(({ verdict }) => verdict === 'refuted');
  const stands = ['different-operations', 'speed-costs-freedom'].every((id) =>
    claims.some((one) => one.id === id && one.verdict === 'proved'),
  );
  const { beaten, of } = belowPartial(evidence, degreesAsked(evidence));
  return [
    { kind: 'heading', level: 2, text: 'What was found', id: 'found' },
    {
      kind: 'callout',
      role: 'finding',
      title: `${claims.length} claims: ${listText(tally.filter(({ count }) => count > 0).map(({ verdict, count }) => `${count} ${verdict}`))}.`,
      text: `${stands ? 'The paper’s main message stands, and is proved: its tensor products are different operations, and speed is paid for in expressivity. ' : ''}${refuted.length === 0 ? '' : `Refuted: ${listText(refuted.map(({ claim }) => `“${claim}”`))}.`}`,
    },
    {
      kind: 'callout',
      role: 'finding',
      title:
        beaten === of
          ? 'By expressivity for cost alone, the best operation is CGTP with fewer paths.'
          : 'CGTP with fewer paths is often the cheaper way to a dimension.',
      text: `In ${beaten} of ${of} cases it has the same dimension for fewer multiply–adds ([open question 1](#question-one)). The cheap operations offer interactions, not dimensions.`,
    },
    handednessFinding(evidence),
  ];
}

function sources(): Block {
  return {
    kind: 'paragraph',
    text: 'Claims are taken from the abstract of the paper (Y. Xie, A. Daigavane, M. Kotak, T. Smidt, [arXiv 2506.13523](https://arxiv.org/abs/2506.13523), ICML 2025; *abstract*), from the summary that the authors’ institute published of it (IAIFI research highlights; *summary*), and from the authors’ later paper on vector spherical harmonics (*later*); what we add is marked *here*. The wording is shortened. *Proved*: it holds in every case, and each follows from a certificate. *Confirmed*: in every case counted or timed. *Qualified*: in some. *Refuted*: in none, or against a certificate.',
  };
}

function limits(): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What was not measured', id: 'limits' },
    {
      kind: 'list',
      items: [
        'No time was taken on a graphics processor. The published GPU times are neither repeated nor doubted.',
        'Times are of this package’s algorithms, on one machine and one thread. They compare with one another, not with e3nn, JAX or CUDA code.',
        'The 30 % in the training of a MACE model is a statement on a whole model; here the product block alone was timed, forward and backward.',
        'No accuracy on chemical data was measured. Expressivity counts dimensions of bilinear maps; how much of it a task needs is another question.',
        'Linear layers around a product are the same for all operations and are not counted, nor is the traffic of memory.',
        'The full text of the paper is not quoted; where its words are read otherwise, the numbers stand for themselves.',
      ],
    },
  ];
}

function certificates({ certificates: all }: Evidence): Block[] {
  const commands = checkingCommands('report', 'price-of-freedom/point-clouds');
  return [
    { kind: 'heading', level: 2, text: 'Certificates', id: 'certificates' },
    {
      kind: 'paragraph',
      text: `Two programs that share nothing with this one check every certificate and hold to them the numbers of the default report, from which this study is made, and those on point clouds: \`${commands.node}\` with Node alone, \`${commands.python}\` with Python alone. \`gauntlet prove --only ID\` makes one anew.`,
    },
    {
      kind: 'details',
      summary: `All ${all.length} certificates, with what each proves`,
      blocks: [
        {
          kind: 'table',
          caption: 'The certificates in proofs/certificates.',
          columns: [
            { header: 'certificate', align: 'left' },
            { header: 'exact checks', align: 'right' },
            { header: 'what it proves', align: 'left' },
          ],
          rows: all.map(({ id, checks, statement, range }) => [
            `\`${id}\``,
            countText(checks),
            literal(`${statement} (${range})`),
          ]),
        },
      ],
    },
  ];
}

export interface StudyDocument {
  readonly document: Document;
  readonly claims: readonly ExaminedClaim[];
}

export function priceOfFreedomStudy(evidence: Evidence): StudyDocument {
  const reach = [...claimsOfReach(evidence), missingInteractionsMatter(evidence)];
  const time = claimsOfTime(evidence);
  const claims = [...reach, ...time];
  return {
    claims,
    document: {
      title: 'The Price of Freedom, re-examined',
      subtitle:
        'What equivariant tensor products reach and what they take: the published claims one by one, with verdict, number, certificate and the command that repeats it; and the two questions that were left open.',
      language: 'en',
      blocks: [
        ...summary(evidence, claims),
        claimsTable(evidence, claims),
        { kind: 'heading', level: 2, text: 'The claims, one by one', id: 'claims' },
        sources(),
        { kind: 'heading', level: 3, text: 'What is computed, and what is reached', id: 'claims-of-reach' },
        ...claimsInFull(evidence, reach),
        { kind: 'heading', level: 3, text: 'What it takes', id: 'claims-of-time' },
        ...claimsInFull(evidence, time),
        ...reachChapter(evidence),
        ...questionOne(evidence),
        ...questionTwo(evidence),
        ...publishedBenchmark(evidence),
        ...limits(),
        ...certificates(evidence),
      ],
    },
  };
}

/** The claims as data, one a line. */
export const claimsJson = (claims: readonly ExaminedClaim[]): string =>
  `{"schema":1,"claims":[\n${claims.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;

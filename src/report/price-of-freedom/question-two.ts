/** Open question 2: do missing interactions matter? Decided exactly for point clouds, and tried on a small network that is trained. */
import { leastOrder } from '../../point-clouds/index.ts';
import { handednessChapter } from '../chapters/handedness.ts';
import { trainedChapter } from '../chapters/trained.ts';
import type { Block, Callout } from '../document.ts';
import type { ExaminedClaim } from './claim.ts';
import { certificateLinks, type Evidence } from './evidence.ts';

/** Pairs of mirror images, and how many of them Gaunt and CGTP tell apart with all radial functions and both parities. */
function mirrored({ clouds }: Evidence): { pairs: number; gaunt: number; full: number } {
  const told = (operation: 'gtp' | 'cgtp'): number =>
    clouds.results.filter(
      (one) =>
        one.pair.mirrored &&
        one.radial === 'every' &&
        one.network.parity === 'both' &&
        one.network.operation === operation &&
        leastOrder(one) !== undefined,
    ).length;
  return { pairs: clouds.pairs.filter((pair) => pair.mirrored).length, gaunt: told('gtp'), full: told('cgtp') };
}

export function handednessFinding(evidence: Evidence): Callout {
  const { pairs, gaunt, full } = mirrored(evidence);
  const enough = evidence.clouds.oneCurl.filter(({ path }) => path !== undefined).length;
  return {
    kind: 'callout',
    role: 'finding',
    title: 'What the Gaunt product misses is handedness, and nothing else.',
    text: `Of ${pairs} pairs of mirror images, networks on CGTP can tell ${full} apart and networks on Gaunt products ${gaunt}; with one curl interaction added ${enough}. Both halves are theorems for all finite clouds ([open question 2](#missing-interactions)).`,
  };
}

export function missingInteractionsMatter(evidence: Evidence): ExaminedClaim {
  const { pairs, gaunt, full } = mirrored(evidence);
  return {
    id: 'missing-interactions',
    claim: 'Missing interactions matter: without them a network cannot tell certain shapes apart',
    source: 'here',
    verdict: gaunt < full ? 'proved' : 'refuted',
    headline: `Gaunt tells ${gaunt} of ${pairs} mirror images, CGTP ${full}`,
    numbers: `an invariant that Gaunt products form never changes sign under inversion: no width, depth or training makes such a network see handedness. With degrees up to ${evidence.clouds.lmax}, of ${pairs} pairs of mirror images it tells ${gaunt} apart and CGTP ${full}, decided exactly for all weights ([here](#missing-interactions))`,
    certificates: ['point-clouds', 'gaunt', 'curl'],
    rerun: 'gauntlet prove --only point-clouds',
  };
}

/** The heading of a chapter, made that of a part of this one. */
const asPart = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => (block.kind === 'heading' && block.level === 2 ? { ...block, level: 3 } : block));

export function questionTwo(evidence: Evidence): Block[] {
  const certified = {
    data: 'point-clouds.json',
    certificate: certificateLinks(evidence, ['point-clouds']),
  };
  return [
    { kind: 'heading', level: 2, text: 'Open question 2: do missing interactions matter?', id: 'question-two' },
    ...asPart(handednessChapter(evidence.clouds, certified)),
    ...asPart(trainedChapter(evidence.training)),
  ];
}

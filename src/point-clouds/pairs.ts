/** The pairs of the study. What is said of a pair here, that it is one of mirror images or not, the tests prove. */
import { ARMS_LEFT, ARMS_RIGHT, FIVE_FIRST, FIVE_SECOND, WEATHERVANE } from './degenerate.ts';
import { HELIX, PROPELLER, TETRAHEDRON, TWO_CENTRES_ALIKE, TWO_CENTRES_OPPOSITE } from './molecules.ts';
import { inverted, type PointCloud } from './point-cloud.ts';
import { TETRIS } from './tetris.ts';

export interface CloudPair {
  readonly name: string;
  readonly first: PointCloud;
  readonly second: PointCloud;
  /** A rotation takes the mirror image of the first to the second; no rotation takes the first to the second. */
  readonly mirrored: boolean;
}

const withMirrorImage = (name: string, first: PointCloud): CloudPair => ({
  name,
  first,
  second: inverted(first),
  mirrored: true,
});

/** All 28 pairs of Tetris shapes; the first is the one of mirror images. */
export const TETRIS_PAIRS: readonly CloudPair[] = TETRIS.flatMap((first, index) =>
  TETRIS.slice(index + 1).map((second) => ({
    name: `Tetris ${first.name} and ${second.name}`,
    first,
    second,
    mirrored: first.name === 'left' && second.name === 'right',
  })),
);

export const MOLECULE_PAIRS: readonly CloudPair[] = [
  withMirrorImage('CHFClBr', TETRAHEDRON),
  withMirrorImage('helix', HELIX),
  withMirrorImage('propeller', PROPELLER),
  { name: 'diastereomers', first: TWO_CENTRES_ALIKE, second: TWO_CENTRES_OPPOSITE, mirrored: false },
];

export const DEGENERATE_PAIRS: readonly CloudPair[] = [
  withMirrorImage('weathervane', WEATHERVANE),
  { name: 'arms', first: ARMS_LEFT, second: ARMS_RIGHT, mirrored: false },
  { name: 'five neighbours', first: FIVE_FIRST, second: FIVE_SECOND, mirrored: false },
];

export const CLOUD_PAIRS: readonly CloudPair[] = [...TETRIS_PAIRS, ...MOLECULE_PAIRS, ...DEGENERATE_PAIRS];

/** Where e3x's matrix size loses paths to accidental zeros: the next size that does not, and what it takes (mimo, SO(3)). */
import { analyzeSetting } from '../../analysis/analyze.ts';
import { focusOf } from '../chapters/focus.ts';
import { cheapest } from '../chapters/format.ts';
import type { Study } from '../study.ts';

/** How many sizes are tried. */
const TRIED = 8;

export interface LargerMatrix {
  readonly lmax: number;
  /** all that there are */
  readonly paths: number;
  /** 2j as usual, and the paths that it loses */
  readonly usual: number;
  readonly lost: number;
  /** the least larger 2j with every path, and the multiply–adds of one channel by the cheapest algorithm */
  readonly twiceJ: number;
  readonly multiplyAdds: number;
}

export function largerMatrices(study: Study): LargerMatrix[] {
  const focus = focusOf(study, 'mimo', 'so3');
  return focus.degrees.flatMap((lmax) => {
    const analysis = focus.at('mtp', lmax);
    const usual = analysis?.parameters.twiceJ;
    const lost = analysis?.missing.length ?? 0;
    if (usual === undefined || lost === 0) return [];
    for (let twiceJ = usual + 1; twiceJ <= usual + TRIED; twiceJ++) {
      const larger = analyzeSetting({
        operation: 'mtp',
        setting: 'mimo',
        parity: 'so3',
        lmax,
        parameters: { twiceJ },
        channels: [1],
      });
      if (larger.missing.length > 0) continue;
      return [{ lmax, paths: larger.paths, usual, lost, twiceJ, multiplyAdds: cheapest(larger)?.multiplyAdds ?? 0 }];
    }
    return [];
  });
}

/** The six marks that tell operations apart without colour; all cover about the same area. */

import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond2,
  symbolSquare,
  symbolTriangle,
} from 'd3-shape';
import { coordinate, element, type Markup } from './svg.ts';
import type { MarkerShape } from './theme.ts';

const shapes: Readonly<Record<MarkerShape, { type: SymbolType; turned?: true }>> = {
  circle: { type: symbolCircle },
  square: { type: symbolSquare },
  diamond: { type: symbolDiamond2 },
  triangle: { type: symbolTriangle },
  triangleDown: { type: symbolTriangle, turned: true },
  cross: { type: symbolCross },
};

/** A mark at a point in the current colour; hollow marks stand for what is not certified. */
export function marker(shape: MarkerShape, x: number, y: number, hollow = false, area = 52): Markup {
  const { type, turned } = shapes[shape];
  const outline = symbol(type, area).digits(2)();
  if (outline === null) throw new Error(`no outline for the mark ${shape}`);
  const turn = turned ? ' rotate(180)' : '';
  return element('path', {
    class: hollow ? 'hollow' : 'full',
    transform: `translate(${coordinate(x)} ${coordinate(y)})${turn}`,
    d: outline,
  });
}

/**
 * What each algorithm costs and what it buys: multiply–adds against the part of CGTP's paths it reaches, at one
 * channel and at the number of channels that saturates it, joined by an arrow. Up and to the left is better.
 */

import type { OperationId } from '../../operation/operation.ts';
import { bottomAxis, decadeScale, leftAxis, type Plot, type Scale } from './axes.ts';
import { type Box, type LabelRequest, placeAround } from './labels.ts';
import { marker } from './markers.ts';
import { drawing, element, group, label, line, type Markup, pathData, type TextPart } from './svg.ts';
import { countText, partsWidth } from './text.ts';
import { operationLooks } from './theme.ts';

export interface FrontierPosition {
  readonly multiplyAdds: number;
  /** Expressivity over the number of CGTP's paths, in [0, 1]. */
  readonly fraction: number;
}

export interface FrontierEntry {
  readonly operation: OperationId;
  readonly algorithm: string;
  readonly single: FrontierPosition;
  /**
   * Where it saturates; absent when one channel is enough. `channels` is C*, or what it is known to be at least when
   * that is not certified.
   */
  readonly saturated?: FrontierPosition & { readonly channels: number; readonly certified: boolean };
}

export interface Frontier {
  readonly title: string;
  readonly entries: readonly FrontierEntry[];
}

interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

export interface FrontierLayout {
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly labels: readonly { readonly parts: readonly TextPart[]; readonly box: Box; readonly anchor: PixelPoint }[];
  readonly marks: readonly Box[];
}

const width = 800;
const height = 500;
const labelHeight = 18;
const labelAir = 12;

/** Where everything goes; the drawing and the test for overlaps read the same numbers. */
export function frontierLayout({ entries }: Frontier): FrontierLayout {
  if (entries.length === 0) throw new Error('a frontier needs at least one algorithm');
  const plot: Plot = { left: 68, right: width - 16, top: 40, bottom: height - 54 };
  const costs = entries.flatMap(({ single, saturated }) => [
    single.multiplyAdds,
    saturated?.multiplyAdds ?? single.multiplyAdds,
  ]);
  const x = decadeScale([Math.min(...costs) / 2, Math.max(...costs) * 4], [plot.left, plot.right]);
  const y = percentScale(plot);
  const at = (position: FrontierPosition): PixelPoint => ({
    x: x.position(position.multiplyAdds),
    y: y.position(position.fraction),
  });
  const marks = entries.flatMap(({ single, saturated }) =>
    (saturated ? [single, saturated] : [single]).map((position) => boxAround(at(position), 5)),
  );
  const arrows = entries.flatMap(({ single, saturated }) => (saturated ? boxesAlong(at(single), at(saturated)) : []));
  const texts = entries.map(nameOf);
  const anchors = entries.map(({ single, saturated }) => at(saturated ?? single));
  const requests: readonly LabelRequest[] = anchors.map((anchor, index) => ({
    ...anchor,
    width: partsWidth(texts[index] ?? [], 13) + labelAir,
    height: labelHeight,
  }));
  const within = {
    x: plot.left + 2,
    y: plot.top,
    width: plot.right - plot.left - 4,
    height: plot.bottom - plot.top - 2,
  };
  const boxes = placeAround(requests, [...marks, ...arrows], within);
  const labels = boxes.map((box, index) => ({
    box,
    parts: texts[index] ?? [],
    anchor: anchors[index] ?? { x: 0, y: 0 },
  }));
  return { plot, x, y, labels, marks };
}

/** Draws the frontier. */
export function frontier(input: Frontier): string {
  const { plot, x, y, labels } = frontierLayout(input);
  const at = (position: FrontierPosition) =>
    [x.position(position.multiplyAdds), y.position(position.fraction)] as const;
  const description = `${input.title}. ${input.entries.map(sentence).join(' ')}`;
  return drawing({ width, height, title: input.title, description }, [
    leftAxis(plot, y, 'part of CGTP’s paths reached (expressivity ÷ paths)'),
    bottomAxis(plot, x, 'multiply–adds'),
    ...x.ticks.map((tick) => line(x.position(tick.value), plot.top, x.position(tick.value), plot.bottom, 'grid')),
    ...labels.flatMap(({ box, anchor }) => tether(box, anchor)),
    ...input.entries.map(({ operation, single, saturated }) => {
      const look = operationLooks[operation];
      const [x1, y1] = at(single);
      if (!saturated) return group({ class: look.className }, [marker(look.marker, x1, y1)]);
      const [x2, y2] = at(saturated);
      return group({ class: look.className }, [
        arrow(x1, y1, x2, y2),
        marker(look.marker, x1, y1),
        marker(look.marker, x2, y2, !saturated.certified),
      ]);
    }),
    ...labels.map(({ box, parts }) => label(box.x + labelAir / 2, box.y + 13.5, parts, { class: 'haloed' })),
  ]);
}

function percentScale(plot: Plot): Scale {
  const position = (fraction: number) => plot.bottom - (fraction / 1.16) * (plot.bottom - plot.top);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: [{ text: `${value * 100} %` }] }));
  return { position, ticks };
}

function nameOf({ algorithm, saturated }: FrontierEntry): readonly TextPart[] {
  const name: TextPart = { text: algorithm, className: 'strong' };
  if (!saturated) return [name];
  return [name, { text: ` C ${saturated.certified ? '=' : '≥'} ${saturated.channels}`, className: 'muted' }];
}

function boxAround({ x, y }: PixelPoint, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** A slanted line as a chain of small boxes, so that labels keep off it. */
function boxesAlong(from: PixelPoint, to: PixelPoint): readonly Box[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 8));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const part = step / steps;
    return boxAround({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }, 2);
  });
}

/** An arrow that stops short of both marks. */
function arrow(x1: number, y1: number, x2: number, y2: number): Markup {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 24) return { markup: '' };
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [startX, startY] = [x1 + ux * 8, y1 + uy * 8];
  const [tipX, tipY] = [x2 - ux * 9, y2 - uy * 9];
  const [baseX, baseY] = [tipX - ux * 8, tipY - uy * 8];
  const head = pathData`M${tipX} ${tipY}L${baseX - uy * 3.5} ${baseY + ux * 3.5}L${baseX + uy * 3.5} ${baseY - ux * 3.5}Z`;
  return group({}, [
    element('path', { class: 'span', d: pathData`M${startX} ${startY}L${baseX} ${baseY}` }),
    element('path', { class: 'full', d: head }),
  ]);
}

/** A thin line from a label that had to move away back to its mark. */
function tether(box: Box, anchor: PixelPoint): readonly Markup[] {
  const x = Math.min(Math.max(anchor.x, box.x), box.x + box.width);
  const y = Math.min(Math.max(anchor.y, box.y), box.y + box.height);
  return Math.hypot(x - anchor.x, y - anchor.y) > 22 ? [line(anchor.x, anchor.y, x, y, 'leader')] : [];
}

function sentence({ algorithm, single, saturated }: FrontierEntry): string {
  const at = (position: FrontierPosition) =>
    `${(position.fraction * 100).toFixed(0)} % of the paths for ${countText(Math.round(position.multiplyAdds))} multiply–adds`;
  if (!saturated) return `${algorithm}: ${at(single)}.`;
  return `${algorithm}: ${at(single)} at one channel, ${at(saturated)} at ${saturated.channels}.`;
}

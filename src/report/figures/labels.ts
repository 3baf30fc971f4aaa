/**
 * Where labels go so that none covers another: on a line (a column of labels beside a chart) and in the plane.
 */

/** A box by its corner and size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether two boxes share area; boxes that only touch do not. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Moves wanted positions apart to at least `gap`, inside [low, high], with the least sum of squared shifts.
 *
 * With zᵢ = yᵢ − i·gap the constraint is that z does not decrease: isotonic regression, solved by pooling adjacent
 * violators; clamping an isotonic solution keeps it optimal. Order among equals is the order given.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const room = high - low - gap * (wanted.length - 1);
  if (Math.round(room) < 0) throw new Error(`${wanted.length} labels of height ${gap} do not fit into ${high - low}`);
  const order = wanted.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value || a.index - b.index);
  const blocks: { sum: number; count: number }[] = [];
  for (const [rank, { value }] of order.entries()) {
    let block = { sum: value - rank * gap, count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const levels = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  const placed = new Map(
    order.map(({ index }, rank) => [index, Math.min(Math.max(levels[rank] ?? low, low), low + room) + rank * gap]),
  );
  return wanted.map((value, index) => placed.get(index) ?? value);
}

export interface LabelRequest {
  /** The point the label belongs to. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A box for each label near its point, clear of the obstacles, of the earlier labels and of the edge.
 *
 * Tries right, left, above and below at growing distance and takes the first free place; a label without any free
 * place is an error, for a label that lies on another says nothing.
 */
export function placeAround(requests: readonly LabelRequest[], obstacles: readonly Box[], within: Box): readonly Box[] {
  const taken: Box[] = [...obstacles];
  return requests.map((request) => {
    const box = candidates(request).find(
      (each) => inside(each, within) && !taken.some((other) => overlaps(each, other)),
    );
    if (!box) throw new Error(`no room for a label at (${request.x}, ${request.y})`);
    taken.push(box);
    return box;
  });
}

function inside(box: Box, within: Box): boolean {
  return (
    box.x >= within.x &&
    box.y >= within.y &&
    box.x + box.width <= within.x + within.width &&
    box.y + box.height <= within.y + within.height
  );
}

function candidates({ x, y, width, height }: LabelRequest): readonly Box[] {
  const boxes: Box[] = [];
  for (let distance = 7; distance < 200; distance += 6) {
    const side = distance * 0.7;
    const places: readonly [number, number][] = [
      [x + distance, y - height / 2],
      [x - distance - width, y - height / 2],
      [x - width / 2, y - distance - height],
      [x - width / 2, y + distance],
      [x + side, y - side - height],
      [x + side, y + side],
      [x - side - width, y - side - height],
      [x - side - width, y + side],
    ];
    for (const [left, top] of places) boxes.push({ x: left, y: top, width, height });
  }
  return boxes;
}

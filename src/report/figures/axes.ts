/**
 * Scales with their ticks, and the two axes that show them.
 *
 * A scale is a function from data to user units and the list of values it marks; ticks are strictly increasing.
 */

import { ticks as roundTicks } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { element, group, label, line, type Markup, pathData, type TextPart } from './svg.ts';
import { countText, powerOfTen } from './text.ts';

export interface Tick {
  readonly value: number;
  readonly label: readonly TextPart[];
}

export interface Scale {
  position(value: number): number;
  readonly ticks: readonly Tick[];
}

export type Interval = readonly [low: number, high: number];

/** The box in which data are drawn. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function plainTick(value: number): Tick {
  return { value, label: [{ text: countText(value) }] };
}

/** Proportional; `integers` keeps ticks off fractions. */
export function linearScale(domain: Interval, range: Interval, count: number, integers = false): Scale {
  const scale = scaleLinear().domain(domain).range(range);
  const values = roundTicks(domain[0], domain[1], count).filter((value) => !integers || Number.isInteger(value));
  return { position: (value) => scale(value), ticks: values.map(plainTick) };
}

/** Logarithmic, with exactly these ticks; for integers such as degrees and channels. */
export function logScaleAt(domain: Interval, range: Interval, values: readonly number[]): Scale {
  const scale = logarithm(domain, range);
  const inside = values.filter((value) => value >= domain[0] && value <= domain[1]);
  return { position: scale, ticks: inside.map(plainTick) };
}

/** Logarithmic, ticks at powers of ten, at most nine of them; a domain with fewer than two has 1, 2, 3, 5 times each. */
export function decadeScale(domain: Interval, range: Interval): Scale {
  const position = logarithm(domain, range);
  // Logarithms only guess: whether a power of ten lies in the domain is decided by the power itself.
  let first = Math.floor(Math.log10(domain[0])) - 1;
  while (10 ** first < domain[0]) first++;
  let last = Math.ceil(Math.log10(domain[1])) + 1;
  while (10 ** last > domain[1]) last--;
  if (last - first < 1) return { position, ticks: finerTicks(domain, first - 1, last) };
  const stride = Math.ceil((last - first + 1) / 9);
  const ticks: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent += stride) {
    ticks.push({ value: 10 ** exponent, label: powerOfTen(exponent) });
  }
  return { position, ticks };
}

function finerTicks(domain: Interval, first: number, last: number): readonly Tick[] {
  const exponents = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return exponents
    .flatMap((exponent) => [1, 2, 3, 5].map((factor) => factor * 10 ** exponent))
    .filter((value) => value >= domain[0] && value <= domain[1])
    .map(plainTick);
}

/** The powers of two from 1 up to a limit. */
export function powersOfTwo(limit: number): readonly number[] {
  const values: number[] = [];
  for (let value = 1; value <= limit; value *= 2) values.push(value);
  return values;
}

/** The interval that holds all values, widened on both sides by a factor, so that marks do not sit on the frame. */
export function widenedByFactor(values: readonly number[], factor: number): Interval {
  if (values.length === 0) throw new Error('a scale needs at least one value');
  return [Math.min(...values) / factor, Math.max(...values) * factor];
}

function logarithm(domain: Interval, range: Interval): (value: number) => number {
  if (!(domain[0] > 0)) throw new Error(`a logarithmic scale needs positive values, not ${domain[0]}`);
  const scale = scaleLog().domain(domain).range(range);
  return (value) => {
    if (!(value > 0)) throw new Error(`a logarithmic scale needs positive values, not ${value}`);
    return scale(value);
  };
}

/** Horizontal axis below the plot: ticks, their labels, and what is measured. */
export function bottomAxis(plot: Plot, scale: Scale, title: string): Markup {
  const marks = scale.ticks.flatMap((tick) => {
    const x = scale.position(tick.value);
    return [
      line(x, plot.bottom, x, plot.bottom + 5, 'axis'),
      label(x, plot.bottom + 20, tick.label, { class: 'small muted middle' }),
    ];
  });
  return group({}, [
    line(plot.left, plot.bottom, plot.right, plot.bottom, 'axis'),
    ...marks,
    label((plot.left + plot.right) / 2, plot.bottom + 42, title, { class: 'middle' }),
  ]);
}

/** Vertical axis left of the plot with light rules across it; the title stands above, so that nobody tilts the head. */
export function leftAxis(plot: Plot, scale: Scale, title: string): Markup {
  const marks = scale.ticks.flatMap((tick) => {
    const y = scale.position(tick.value);
    return [
      line(plot.left, y, plot.right, y, 'grid'),
      label(plot.left - 8, y + 4.5, tick.label, { class: 'small muted end' }),
    ];
  });
  return group({}, [...marks, label(8, plot.top - 14, title)]);
}

/** An interval at a point: a bar with short caps. */
export function intervalBar(x: number, yLow: number, yHigh: number, cap = 4): Markup {
  const d = pathData`M${x - cap} ${yLow}H${x + cap}M${x} ${yLow}V${yHigh}M${x - cap} ${yHigh}H${x + cap}`;
  return element('path', { class: 'span', d });
}

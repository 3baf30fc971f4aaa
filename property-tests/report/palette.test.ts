/** The colours keep their promises: contrast with the paper, and apart from each other for every kind of colour vision. */
import { describe, expect, it } from 'vitest';
import { operationLooks, tones } from '../../src/report/figures/theme.ts';

type Triple = readonly [number, number, number];

/** Linear-light red, green, blue of `#rrggbb`. */
function linear(hex: string): Triple {
  const channel = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function times(matrix: readonly Triple[], [a, b, c]: Triple): Triple {
  const row = (index: number) => {
    const [x, y, z] = matrix[index] ?? [0, 0, 0];
    return x * a + y * b + z * c;
  };
  return [row(0), row(1), row(2)];
}

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => times([[0.2126, 0.7152, 0.0722]], linear(hex))[0] + 0.05;
  return Math.max(luminance(a), luminance(b)) / Math.min(luminance(a), luminance(b));
}

/** Full dichromacy after Machado, Oliveira and Fernandes (2009), on linear light. */
const visions: Readonly<Record<string, readonly Triple[]>> = {
  trichromacy: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** OKLab (Ottosson 2020). */
function oklab(light: Triple): Triple {
  const cone = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cone[0]), Math.cbrt(cone[1]), Math.cbrt(cone[2])],
  );
}

function distance(a: string, b: string, vision: readonly Triple[]): number {
  const seen = (hex: string) => {
    const [red, green, blue] = times(vision, linear(hex));
    const clamp = (value: number) => Math.min(1, Math.max(0, value));
    return oklab([clamp(red), clamp(green), clamp(blue)]);
  };
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const looks = Object.values(operationLooks);

  it.each(looks)('$name stands out from the paper', (look) => {
    expect(contrast(look[theme], tones[theme].paper)).toBeGreaterThanOrEqual(3);
  });

  it('text is easy to read', () => {
    expect(contrast(tones[theme].ink, tones[theme].paper)).toBeGreaterThanOrEqual(10);
    expect(contrast(tones[theme].muted, tones[theme].paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tones[theme].rule, tones[theme].paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(visions))('%s tells all operations apart', (_, vision) => {
    for (const [index, a] of looks.entries()) {
      for (const b of looks.slice(0, index)) {
        expect(distance(a[theme], b[theme], vision), `${a.name} and ${b.name}`).toBeGreaterThan(0.07);
      }
    }
  });
});

it('in black and white, every operation has a mark of its own', () => {
  const markers = Object.values(operationLooks).map((look) => look.marker);
  expect(new Set(markers).size).toBe(6);
});

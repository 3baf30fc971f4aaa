/**
 * Colours, marks and type of every figure, in light and in dark.
 *
 * An operation keeps one colour, one marker and one dash everywhere. The six colours were chosen by search: at least
 * 3:1 against the paper, and apart from each other in OKLab also as seen with protanopia, deuteranopia and tritanopia
 * (property-tests/report/palette.test.ts measures both). Markers and dashes say the same thing again in black and white.
 */

import type { OperationId } from '../../operation/operation.ts';

export type MarkerShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'triangleDown' | 'cross';

export type Dash = 0 | 1 | 2 | 3;

export interface OperationLook {
  readonly name: string;
  readonly className: string;
  readonly light: string;
  readonly dark: string;
  readonly marker: MarkerShape;
  /** The pattern of its line: 0 is solid, 1 to 3 are the classes `dash-1` to `dash-3`. */
  readonly dash: Dash;
}

/** How each operation looks, in the order in which legends list them. */
export const operationLooks: Readonly<Record<OperationId, OperationLook>> = {
  cgtp: { name: 'CGTP', className: 'op-cgtp', light: '#24292f', dark: '#e6e9ed', marker: 'circle', dash: 0 },
  gtp: { name: 'GTP', className: 'op-gtp', light: '#1a4080', dark: '#4470e0', marker: 'square', dash: 0 },
  mtp: { name: 'MTP', className: 'op-mtp', light: '#d66511', dark: '#e2572a', marker: 'diamond', dash: 1 },
  vstp: { name: 'VSTP', className: 'op-vstp', light: '#0d6b52', dark: '#44c186', marker: 'triangle', dash: 2 },
  curl: { name: 'curl', className: 'op-curl', light: '#912baa', dark: '#e26fd5', marker: 'triangleDown', dash: 3 },
  'gtp+curl': {
    name: 'GTP+curl',
    className: 'op-gtp-curl',
    light: '#2393c4',
    dark: '#93cbea',
    marker: 'cross',
    dash: 1,
  },
};

/** The tones that are not an operation: paper, text, and lines of falling weight. */
export const tones = {
  light: { paper: '#ffffff', ink: '#24292f', muted: '#59636e', rule: '#8b949e', grid: '#e6e9ed', shade: '#f3f4f6' },
  dark: { paper: '#14181d', ink: '#e6e9ed', muted: '#a3adb8', rule: '#6b7683', grid: '#2a3038', shade: '#1d2229' },
} as const;

export const figureFont = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

function rules(theme: 'light' | 'dark'): string {
  const tone = tones[theme];
  const operations = Object.values(operationLooks).map((look) => `.figure .${look.className}{color:${look[theme]}}`);
  return [
    `.figure{color:${tone.ink}}`,
    `.figure .paper{fill:${tone.paper}}`,
    `.figure text{fill:${tone.ink}}`,
    `.figure .haloed{stroke:${tone.paper}}`,
    `.figure .muted{fill:${tone.muted}}`,
    `.figure .axis{stroke:${tone.rule}}`,
    `.figure .grid{stroke:${tone.grid}}`,
    `.figure .guide{stroke:${tone.rule}}`,
    `.figure .leader{stroke:${tone.rule}}`,
    `.figure .shade{fill:${tone.shade}}`,
    `.figure .cell{fill:${tone.paper};stroke:${tone.grid}}`,
    `.figure .void{fill:${tone.shade};stroke:${tone.grid}}`,
    `.figure .hollow{fill:${tone.paper}}`,
    `.figure text.knockout{fill:${tone.paper}}`,
    ...operations,
  ].join('\n');
}

/**
 * The style sheet of the figures: embedded in every standalone file, and once in a page that shows them inline.
 * Dark colours are for screens only, so paper is always printed light.
 */
export const figureStyle = `
svg.figure{max-width:100%;height:auto}
.figure text{font-family:${figureFont};font-size:13px}
.figure text.heading{font-size:14px;font-weight:600}
.figure text.small{font-size:12px}
.figure text.tiny{font-size:11px}
.figure text.digit{font-size:11px;font-weight:600;text-anchor:middle}
.figure .strong{font-weight:600}
.figure .sup{font-size:10px}
.figure .middle{text-anchor:middle}
.figure .end{text-anchor:end}
.figure .haloed{paint-order:stroke;stroke-width:4;stroke-linejoin:round}
.figure .axis{fill:none;stroke-width:1}
.figure .grid{fill:none;stroke-width:1}
.figure .guide{fill:none;stroke-width:1;stroke-dasharray:2 3}
.figure .leader{fill:none;stroke-width:.75}
.figure .cell,.figure .void{stroke-width:1}
.figure .curve{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.figure .ceiling{fill:none;stroke:currentColor;stroke-width:1;stroke-dasharray:6 4}
.figure .span{fill:none;stroke:currentColor;stroke-width:1.5}
.figure .full{fill:currentColor;stroke:currentColor;stroke-width:1}
.figure .hollow{stroke:currentColor;stroke-width:1.5}
.figure .fill{fill:currentColor}
.figure .outline{fill:none;stroke:currentColor;stroke-width:1;opacity:.75}
.figure .cross{fill:none;stroke:currentColor;stroke-width:.75;opacity:.75}
.figure .dash-1{stroke-dasharray:7 4}
.figure .dash-2{stroke-dasharray:2 4}
.figure .dash-3{stroke-dasharray:9 3 2 3}
${rules('light')}
@media screen and (prefers-color-scheme:dark){
${rules('dark')}
}
`;

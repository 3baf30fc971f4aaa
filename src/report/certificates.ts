/**
 * The certificates behind the numbers of a report (proofs/). They are made of the default study: a setting and parity to its highest degree, its
 * models, and what holds for every degree. Numbers beyond have none, and nothing is said of them.
 */
import type { ParityMode, Setting } from '../irreps/setting.ts';
import { DEFAULT_CONFIG } from './config.ts';
import type { Inline } from './document.ts';
import type { Study } from './study.ts';

/** With Node alone, and with Python alone. */
export interface CheckingCommands {
  readonly node: string;
  readonly python: string;
}

/** Check every certificate, and that the numbers of these files of `npm start` follow from them. */
export function checkingCommands(
  ...files: readonly ('report' | 'many-body' | 'price-of-freedom/point-clouds')[]
): CheckingCommands {
  const reports = files.map((file) => `--report reports/${file}.json`).join(' ');
  return { node: `node proofs/check-all.mjs ${reports}`, python: `python3 proofs/check.py ${reports}` };
}

const isCovered = ({ config }: Study): boolean => config.lmax <= DEFAULT_CONFIG.lmax;

/** ` Certificate: …` at the end of a caption, linked to the chapter on certification; nothing for no names. */
const note = (names: readonly string[]): Inline =>
  names.length === 0
    ? ''
    : ` ${names.length === 1 ? 'Certificate' : 'Certificates'}: ${names.map((name) => `[\`${name}\`](#certification)`).join(', ')}.`;

/** Of interactions and expressivities in a setting. */
export const settingCertificate = (study: Study, setting: Setting, parity: ParityMode): Inline =>
  note(isCovered(study) ? [`expressivity-${setting}-${parity}`] : []);

/** Of costs in a setting, and of prices, which are costs times saturating channels. */
export const costCertificate = (study: Study): Inline => note(isCovered(study) ? ['costs'] : []);
export const priceCertificate = (study: Study, setting: Setting, parity: ParityMode): Inline =>
  note(isCovered(study) ? ['costs', `expressivity-${setting}-${parity}`] : []);

/** Of what a model's table says. */
export const modelCertificate = (sides: { left: string; right: string; out: string }): Inline =>
  note(
    DEFAULT_CONFIG.models.some(
      ({ left, right, out }) => left === sides.left && right === sides.right && out === sides.out,
    )
      ? ['expressivity-models', 'costs']
      : [],
  );

/** Of statements for every degree. */
export const generalCertificate = (name: 'path-counts' | 'cost-polynomials' | 'six-j-zeros'): Inline => note([name]);

/** Of products of several factors. */
export const productCertificate: Inline = note(['products']);

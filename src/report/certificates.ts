/**
 * The certificates behind the numbers of a report (proofs/). They are made of the default study: a setting and parity to its highest degree, its
 * models, and what holds for every degree. Numbers beyond have none, and nothing is said of them.
 */
import type { ParityMode, Setting } from '../irreps/setting.ts';
import { DEFAULT_CONFIG } from './config.ts';
import type { Inline } from './document.ts';
import type { Study } from './study.ts';

/** Check the certificates, and that report.json follows from them. */
export const CHECKING_COMMANDS = {
  node: 'node proofs/check.mjs --report reports/report.json',
  python: 'python3 proofs/check.py --report reports/report.json',
} as const;

/** As well the certificates on several factors, and that many-body.json follows from them. */
export const MANY_BODY_COMMANDS = {
  node: 'node proofs/check-all.mjs --report reports/many-body.json',
  python: 'python3 proofs/check.py --report reports/many-body.json',
} as const;

/** The same for what is said of point clouds. */
export const POINT_CLOUD_COMMANDS = {
  node: 'node proofs/check-all.mjs --report reports/price-of-freedom/point-clouds.json',
  python: 'python3 proofs/check.py --report reports/price-of-freedom/point-clouds.json',
} as const;

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

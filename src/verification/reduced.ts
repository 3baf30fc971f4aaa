/** Reduced coefficients as a manifest writes them: `1`, `-3/2`, `√(2/35)`, `sqrt(3)`, `-2/3*sqrt(1/5)`, with `/π` inside the root. */
import { RequestError } from '../errors.ts';
import { rational } from '../exact/rational.ts';
import { type Surd, scaledRoot } from '../exact/surd.ts';

const DIGITS = '(\\d{1,60})';
const NUMBER = `${DIGITS}(?:/${DIGITS})?`;
/** 2 · 2/35 · 5/π · 5/2π · 5/(2π) */
const RADICAND = `${DIGITS}(?:/${DIGITS}|/\\(?${DIGITS}?(π|pi)\\)?)?`;
const PATTERN = new RegExp(`^(-)?(?:${NUMBER})?(?:[*·]?(?:√|sqrt)\\(${RADICAND}\\))?$`);

/** @throws RequestError showing the forms that are read */
export function parseReduced(text: string): Surd {
  const match = PATTERN.exec(text.replaceAll(' ', '').replace(/√(\d+)$/, '√($1)'));
  const [, minus, num, den, rootNum, rootDen, piDen, pi] = match ?? [];
  const denominators = [den, rootDen, piDen].map((digits) => BigInt(digits ?? '1'));
  if (match === null || (num === undefined && rootNum === undefined) || denominators.includes(0n)) {
    throw new RequestError(`expected a coefficient such as 1, -3/2, √(2/35) or 2*√(3), got ${JSON.stringify(text)}`);
  }
  const [outside = 1n, inside = 1n, besidePi = 1n] = denominators;
  const coefficient = rational((minus === undefined ? 1n : -1n) * BigInt(num ?? '1'), outside);
  return scaledRoot(coefficient, rational(BigInt(rootNum ?? '1'), inside * besidePi), pi === undefined ? 0 : -1);
}

/**
 * Reads the LaTeX of a polynomial in L as a reader would, and evaluates it exactly. Anything but integers, L, + − ·, brackets,
 * fractions and powers is refused, so a number in scientific notation or a decimal does not pass as something else.
 */
import {
  addRationals,
  divideRationals,
  multiplyRationals,
  negateRational,
  RATIONAL_ONE,
  RATIONAL_ZERO,
  type Rational,
  rational,
} from '../../src/exact/rational.ts';

const tokenPattern = /\\left\(|\\right\)|\\frac|\d+|[L+\-^{}()]/y;

function tokens(latex: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < latex.length; ) {
    tokenPattern.lastIndex = at;
    const space = /^\s/.test(latex.slice(at, at + 1));
    const token = space ? ' ' : tokenPattern.exec(latex)?.[0];
    if (token === undefined) throw new Error(`unexpected ${JSON.stringify(latex.slice(at, at + 20))} in ${latex}`);
    // Digits on both sides of a space would be read as one number.
    if (!space) found.push(token.replace(/^\\(?:left|right)/, ''));
    else if (/\d$/.test(found.at(-1) ?? '') && /^\s+\d/.test(latex.slice(at))) throw new Error(`two numbers: ${latex}`);
    at += token.length;
  }
  return found;
}

/** The value of the polynomial at an integer L. */
export function evaluateLatex(latex: string, l: number): Rational {
  const rest = tokens(latex);
  const peek = (): string => rest[0] ?? '';
  const take = (wanted: string): void => {
    const token = rest.shift();
    if (token !== wanted) throw new Error(`expected ${wanted}, found ${token} in ${latex}`);
  };
  const group = (): Rational => {
    take('{');
    const value = sum();
    take('}');
    return value;
  };
  const atom = (): Rational => {
    const token = rest.shift() ?? '';
    if (token === 'L') return rational(l);
    if (/^\d+$/.test(token)) return rational(BigInt(token));
    if (token === '\\frac') {
      const num = group();
      return divideRationals(num, group());
    }
    if (token !== '(') throw new Error(`unexpected ${token} in ${latex}`);
    const value = sum();
    take(')');
    return value;
  };
  const power = (): Rational => {
    const base = atom();
    if (peek() !== '^') return base;
    take('^');
    // Without braces only the first digit would be raised.
    const exponent = peek() === '{' ? Number(group().num) : Number(/^\d$/.exec(rest.shift() ?? '')?.[0]);
    if (!(exponent >= 0)) throw new Error(`no exponent in ${latex}`);
    return Array.from({ length: exponent }, () => base).reduce(multiplyRationals, RATIONAL_ONE);
  };
  const product = (): Rational => {
    let value = power();
    while (/^(?:L|\d+|\\frac|\()$/.test(peek())) value = multiplyRationals(value, power());
    return value;
  };
  const sum = (): Rational => {
    let value = RATIONAL_ZERO;
    let sign = /^[+-]$/.test(peek()) ? rest.shift() : '+';
    for (;;) {
      const term = product();
      value = addRationals(value, sign === '-' ? negateRational(term) : term);
      if (!/^[+-]$/.test(peek())) return value;
      sign = rest.shift();
    }
  };
  const value = sum();
  if (rest.length > 0) throw new Error(`unexpected ${rest.join(' ')} in ${latex}`);
  return value;
}

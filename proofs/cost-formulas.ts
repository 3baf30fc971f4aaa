/**
 * What algorithms cost, in formulas (schema.md, "Formulas") of has(n,s,l,p), whether slot s has the irrep of degree l and parity p, high(n), the
 * highest degree, and free(n), 1 in SO(3). n tells one set of irreps from another. The procedures that are counted: src/algorithm.
 */

/** Functions that carry slot s: e = 1 for its irreps of parity (−1)^l, e = 0 for the others; in SO(3) all are of the first kind. */
const SIGNALS = [
  'even(x) = holds(2*div(x,2) == x)',
  'natural(n,l,p) = 1-(1-free(n))*(1-holds(p == sign(l)))',
  'own(n,s,l,e) = most(-1, 1, 2, p => has(n,s,l,p)*holds(natural(n,l,p) == e))',
  'any(n,s,e) = most(0, high(n), l => own(n,s,l,e))',
  'deg(n,s,e) = most(0, high(n), l => own(n,s,l,e)*l)',
  'top(n,s) = most(0, 1, e => deg(n,s,e))',
  'num(n,s) = any(n,s,0)+any(n,s,1)',
  'dims(n,s) = sum(0, 1, e => sum(0, high(n), l => own(n,s,l,e)*(2*l+1)))',
  'lines(n,s) = sum(0, 1, e => any(n,s,e)*(2*deg(n,s,e)+1))',
  'squares(n,s) = sum(0, 1, e => any(n,s,e)*power(2*deg(n,s,e)+1,2))',
  'count(n,s,l) = has(n,s,l,1)+has(n,s,l,-1)',
];

/** Contraction with coupling tensors; pairs of inputs that have a path. */
const CONTRACTIONS = [
  'path(n,a,p,b,q,c) = has(n,0,a,p)*has(n,1,b,q)*has(n,2,c,p*q)',
  'pair(n,a,p,b,q) = most(abs(a-b), a+b, c => path(n,a,p,b,q,c))*(2*a+1)*(2*b+1)',
  'pairs(n) = sum(0, top(n,0), a => sum(-1, 1, 2, p => sum(0, top(n,1), b => sum(-1, 1, 2, q => pair(n,a,p,b,q)))))',
  'widest(n) = most(0, top(n,0), a => most(-1, 1, 2, p => most(0, top(n,1), b => most(-1, 1, 2, q => pair(n,a,p,b,q)))))',
  'dense(n) = sum(0, top(n,0), a => sum(-1, 1, 2, p => sum(0, top(n,1), b => sum(-1, 1, 2, q => sum(abs(a-b), a+b, c => path(n,a,p,b,q,c)*(2*a+1)*(2*b+1)*(2*c+1))))))',
  'sparse(n) = sum(0, top(n,0), a => sum(-1, 1, 2, p => sum(0, top(n,1), b => sum(-1, 1, 2, q => sum(abs(a-b), a+b, c => path(n,a,p,b,q,c)*nonzeros(a,b,c))))))',
];

/** Fourier series on the torus of degree torus(n): conversions, and the bits of the size of a transform. */
const TORUS = [
  'torus(n) = top(n,0)+top(n,1)',
  'series(n,d) = sum(0, high(n), l => (count(n,0,l)+count(n,1,l))*(l+1)*(4*l+1))+sum(0, d, l => count(n,2,l)*(4*l+1)*(d+even(d+l)))',
  'bits(d) = most(0, 9, k => holds(power(2,k) < 2*d+1)*(k+1))',
  'fourth(d) = power(4,bits(d))',
];

/** Matrices of size side(n), and how many parities a slot has. */
const MATRICES = [
  'side(n) = 2*div(high(n)+1,2)+1',
  'embed(n) = sum(0, 2, s => sum(0, side(n)-1, l => count(n,s,l)*(2*l+1)*power(side(n),2)))',
  'thin(n) = sum(0, 2, s => sum(0, side(n)-1, l => count(n,s,l)*nonzeros(l,div(side(n),2),div(side(n),2))))',
  'signs(n,s) = sum(-1, 1, 2, p => most(0, high(n), l => has(n,s,l,p)))',
];

/** Grids for degree d: Legendre sums and azimuthal sums. */
const GRIDS = [
  'rings(d) = div(d,2)+1',
  'grid(d) = rings(d)*(d+1)',
  'way(n,s,d) = rings(d)*dims(n,s)+grid(d)*lines(n,s)',
  'tables(n,s,d) = rings(d)*dims(n,s)+(d+1)*lines(n,s)',
  'degree(n) = top(n,0)+top(n,1)+top(n,2)',
  'less(d) = d-holds(0 < d)',
];

/**
 * Vector fields: an irrep of degree l has rough fields, with harmonics l−1 and l+1, or curly ones, with harmonic l; in SO(3) both. Kinds f: 0
 * radial, 1 gradient, 2 curl; cross(n) is the highest degree of the product of three that meet.
 */
const VECTORS = [
  'rough(n,s,l,p) = has(n,s,l,p)*(1-(1-free(n))*(1-holds(natural(n,l,p) == holds(s < 2))))',
  'curly(n,s,l,p) = has(n,s,l,p)*(1-(1-free(n))*holds(natural(n,l,p) == holds(s < 2)))',
  'field(n,s,l,p,k) = holds(0 < k+l)*(holds(k == l)*curly(n,s,l,p)+(1-holds(k == l))*rough(n,s,l,p))',
  'carried(n,s,k) = most(abs(k-1), k+1, l => most(-1, 1, 2, p => field(n,s,l,p,k)))',
  'mix(n) = sum(0, 2, s => sum(0, high(n), l => sum(-1, 1, 2, p => sum(abs(l-1), l+1, k => field(n,s,l,p,k)*nonzeros(k,1,l)))))',
  'vnum(n,s) = most(0, high(n)+1, k => carried(n,s,k))',
  'vdims(n,s) = sum(0, high(n)+1, k => carried(n,s,k)*(2*k+1))',
  'vlines(n,s) = vnum(n,s)*(2*most(0, high(n)+1, k => carried(n,s,k)*k)+1)',
  'vway(n,s,d) = rings(d)*vdims(n,s)+grid(d)*vlines(n,s)',
  'vtables(n,s,d) = rings(d)*vdims(n,s)+(d+1)*vlines(n,s)',
  'kind(n,s,l,p,f) = holds(f == 0)*rough(n,s,l,p)+holds(0 < l)*(holds(f == 1)*rough(n,s,l,p)+holds(f == 2)*curly(n,s,l,p))',
  'tall(n,s,f) = most(0, high(n), l => most(-1, 1, 2, p => (l+1)*kind(n,s,l,p,f)))',
  'fits(r,g) = holds(r == 1)+holds(r == 0)*holds(0 < g)',
  'short(r,g) = holds(r == 1)*(1-holds(g == 1))+holds(r == 0)*g',
  'among(f,g,h,x) = holds(f == x)+holds(g == x)+holds(h == x)',
  'meet(n,f,g,h) = holds(0 < tall(n,0,f)*tall(n,1,g)*tall(n,2,h))*fits(among(f,g,h,0),among(f,g,h,1))*(tall(n,0,f)+tall(n,1,g)+tall(n,2,h)-3-short(among(f,g,h,0),among(f,g,h,1)))',
  'cross(n) = most(0, 2, f => most(0, 2, g => most(0, 2, h => meet(n,f,g,h))))',
];

export const COST_DEFINITIONS: readonly string[] = [
  ...SIGNALS,
  ...CONTRACTIONS,
  ...TORUS,
  ...MATRICES,
  ...GRIDS,
  ...VECTORS,
];

/** Multiply–adds, and bytes: eight for each number in tables and in between. */
export const COST_FORMULAS: readonly (readonly [algorithm: string, multiplyAdds: string, bytes: string])[] = [
  ['cgtp-dense', 'dense(n)+pairs(n)', '8*(dense(n)+widest(n))'],
  ['cgtp-sparse', 'sparse(n)+pairs(n)', '8*(sparse(n)+widest(n))'],
  [
    'gtp-fourier-direct',
    'series(n,torus(n))+4*squares(n,0)*squares(n,1)',
    '8*(series(n,torus(n))+2*(squares(n,0)+squares(n,1)+power(2*torus(n)+1,2)))',
  ],
  [
    'gtp-fourier-fft',
    'series(n,torus(n))+4*fourth(torus(n))*(bits(torus(n))*(num(n,0)+num(n,1)+num(n,2))+num(n,0)*num(n,1))',
    '8*(series(n,torus(n))+2*div(power(2,bits(torus(n))),2)+2*fourth(torus(n))*(num(n,0)+num(n,1)+1))',
  ],
  [
    'gtp-grid',
    'way(n,0,degree(n))+way(n,1,degree(n))+way(n,2,degree(n))+num(n,0)*num(n,1)*grid(degree(n))',
    '8*(tables(n,0,degree(n))+tables(n,1,degree(n))+tables(n,2,degree(n))+(num(n,0)+num(n,1)+num(n,2))*grid(degree(n)))',
  ],
  [
    'mtp-dense',
    'embed(n)+signs(n,0)*signs(n,1)*power(side(n),3)',
    '8*(embed(n)+(signs(n,0)+signs(n,1)+signs(n,2))*power(side(n),2))',
  ],
  [
    'mtp-sparse',
    'thin(n)+signs(n,0)*signs(n,1)*power(side(n),3)',
    '8*(thin(n)+(signs(n,0)+signs(n,1)+signs(n,2))*power(side(n),2))',
  ],
  [
    'vstp-grid',
    'mix(n)+3*(vway(n,0,cross(n))+vway(n,1,cross(n))+vway(n,2,cross(n)))+6*grid(cross(n))',
    '8*(mix(n)+vtables(n,0,cross(n))+vtables(n,1,cross(n))+vtables(n,2,cross(n))+3*(vnum(n,0)+vnum(n,1)+vnum(n,2))*grid(cross(n)))',
  ],
  [
    'curl-grid',
    '2*(way(n,0,less(degree(n)))+way(n,1,less(degree(n))))+2*num(n,0)*num(n,1)*grid(less(degree(n)))+way(n,2,less(degree(n)))',
    '8*(tables(n,0,less(degree(n)))+tables(n,1,less(degree(n)))+tables(n,2,less(degree(n)))+rings(less(degree(n)))*(dims(n,0)+dims(n,1))+(2*(num(n,0)+num(n,1))+num(n,2))*grid(less(degree(n))))',
  ],
  [
    'gtp+curl-grid',
    'rings(degree(n))*(2*(dims(n,0)+dims(n,1))+(3*degree(n)+4)*(lines(n,0)+lines(n,1)))+3*num(n,0)*num(n,1)*grid(degree(n))+2*way(n,2,degree(n))',
    '8*(tables(n,0,degree(n))+tables(n,1,degree(n))+tables(n,2,degree(n))+rings(degree(n))*(dims(n,0)+dims(n,1)+lines(n,0)+lines(n,1))+(3*(num(n,0)+num(n,1))+2*num(n,2))*grid(degree(n)))',
  ],
];

/** The formula of an algorithm's multiply–adds. */
export function formulaOf(algorithm: string): string {
  const found = COST_FORMULAS.find(([name]) => name === algorithm);
  if (found === undefined) throw new Error(`no formula of ${algorithm}`);
  return found[1];
}

/** The definitions that formulas use, directly or by others. */
export function usedIn(formulas: readonly string[], definitions: readonly string[]): string[] {
  const used = [...formulas];
  const names = (text: string): string => text.slice(0, text.indexOf('('));
  for (const definition of definitions.toReversed()) {
    if (used.some((text) => new RegExp(String.raw`\b${names(definition)}\(`).test(text))) used.unshift(definition);
  }
  return used.slice(0, used.length - formulas.length);
}

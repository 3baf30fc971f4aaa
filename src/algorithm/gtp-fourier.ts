/**
 * Gaunt by Fourier series on the torus: harmonics become trigonometric polynomials in (θ, φ), products become a convolution.
 *
 * A harmonic of degree ℓ and order m has frequencies u = −ℓ, −ℓ+2, …, ℓ in θ and ±m in φ: (ℓ+1)(4ℓ+1) coefficients per degree. On
 * the way out each of them is integrated against all frequencies u of the product: 2(L1+L2)+1 for each (ℓ, ±m).
 */
import {
  type Algorithm,
  type AlgorithmId,
  type Cost,
  type Signal,
  signals,
  topDegree,
  total,
  type Workload,
} from './algorithm.ts';

/** Σ over the degrees of a side of its Fourier coefficients. */
const spread = (work: Workload['left']): number =>
  work.reduce((sum, { irrep: { l } }) => sum + (l + 1) * (4 * l + 1), 0);

const frequencies = ({ lmax }: Signal): number => 2 * lmax + 1;

function fourier(
  id: AlgorithmId,
  how: string,
  product: (a: readonly Signal[], b: readonly Signal[], out: readonly Signal[]) => { work: number; space: number },
): Algorithm {
  const cost = ({ left, right, out, group }: Workload): Cost => {
    const [a, b] = [signals(left, group), signals(right, group)];
    const width = 2 * (topDegree(a) + topDegree(b)) + 1;
    const gather = out.reduce((sum, { irrep: { l } }) => sum + (4 * l + 1) * width, 0);
    const convert = spread(left) + spread(right) + gather;
    const { work, space } = product(a, b, signals(out, group));
    return { multiplyAdds: BigInt(convert + work), tableNumbers: BigInt(convert), workspaceNumbers: BigInt(space) };
  };
  return { id, operation: 'gtp', how, cost };
}

export const gtpFourierDirect = fourier(
  'gtp-fourier-direct',
  'closed-form 2-D Fourier coefficients, complex convolution term by term, closed-form projection',
  (a, b) => ({
    work: 4 * total(a, (s) => total(b, (t) => frequencies(s) ** 2 * frequencies(t) ** 2)),
    space: 2 * (total([...a, ...b], (s) => frequencies(s) ** 2) + (2 * (topDegree(a) + topDegree(b)) + 1) ** 2),
  }),
);

export const gtpFourierFft = fourier(
  'gtp-fourier-fft',
  'closed-form 2-D Fourier coefficients, radix-2 FFT of the next power of two, products, inverse FFT, closed-form projection',
  (a, b, out) => {
    const exponent = Math.ceil(Math.log2(2 * (topDegree(a) + topDegree(b)) + 1));
    const n = 2 ** exponent;
    // One 2-D transform: 2n one-dimensional ones of (n/2)·log2 n butterflies, one complex product each. Products that leave as the
    // same kind of signal are added before the way back.
    const transforms = a.length + b.length + out.length;
    return {
      work: 4 * (transforms * n * n * exponent + a.length * b.length * n * n),
      space: 2 * transforms * n * n,
    };
  },
);

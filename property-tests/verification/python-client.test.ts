/** The Python client: every number format in every backend that is installed, gradients, errors, captured outputs, pytest. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDtype, roundToDtype } from '../../src/verification/dtype.ts';
import { DTYPES, type Dtype } from '../../src/verification/implementation.ts';
import { runProcess } from '../../src/verification/runners/process.ts';
import { main } from '../cli/gauntlet.ts';
import { built, root, run } from '../command.ts';
import { lacksPython, python } from './interpreters.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-python-'));
const noPython = lacksPython();
const noNumpy = lacksPython('numpy');
const noPytest = lacksPython('pytest', 'numpy');
const reasons = { list: noPython, numpy: noNumpy, torch: lacksPython('torch'), jax: lacksPython('jax') };

beforeAll(() => cpSync(join(root, 'examples'), folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTHING = new Float64Array(0);
let programs = 0;
/** A Python program for vectors of one number on the left and right and `out` numbers. */
function serving(code: string, dtype: Dtype, out = 1, right = 1) {
  const name = `program_${programs++}.py`;
  writeFileSync(join(folder, name), `from gauntlet_client import serve\n${code}\n`);
  const signature = { left: 1, right, out, dtype };
  return runProcess({ command: [python, name], folder, protocol: 'frames', timeoutSeconds: 60 }, signature);
}

/** Some of everything that the format has; of a 16-bit format every pattern. */
function valuesOf(dtype: Dtype): Float64Array {
  if (dtype === 'float16' || dtype === 'bfloat16') {
    return decodeDtype(new Uint8Array(Uint16Array.from({ length: 65536 }, (_, bits) => bits).buffer), dtype);
  }
  const some = [
    0,
    -0,
    1,
    -1 / 3,
    2 ** -140,
    3e38,
    Number.MIN_VALUE,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  return Float64Array.from(some, (value) => roundToDtype(value, dtype));
}

describe.each(['list', 'numpy', 'torch', 'jax'] as const)('backend %s', (backend) => {
  const reason = reasons[backend];
  it.skipIf(reason !== '')(`every format arrives and leaves as it is${reason}`, async () => {
    for (const dtype of DTYPES) {
      const { implementation } = await serving(`serve(lambda x1, x2: x1, backend="${backend}")`, dtype);
      const values = valuesOf(dtype);
      const back = await implementation.forward(values, values, values.length);
      expect(back).toHaveLength(values.length);
      const changed = [...values.keys()].filter((i) => !Object.is(values[i], back[i]));
      expect([dtype, changed]).toEqual([dtype, []]);
      expect(await implementation.forward(new Float64Array(0), new Float64Array(0), 0)).toHaveLength(0);
      await implementation.close();
    }
  });

  it.skipIf(reason !== '')(
    `what the function computes beyond the format is rounded to nearest, ties to even${reason}`,
    async () => {
      // 256·(1 + k/128) + m with m < 2: exact in float32, one bit too many and more for bfloat16; ties included.
      const x1 = Float64Array.from({ length: 512 }, (_, i) => 256 + 2 * Math.floor(i / 4));
      const x2 = Float64Array.from({ length: 512 }, (_, i) => (i % 4) / 2);
      const wide = backend === 'list' ? '[[a[0] + b[0]] for a, b in zip(x1, x2)]' : 'x1 + x2';
      for (const dtype of ['bfloat16', 'float32'] as const) {
        const { implementation } = await serving(`serve(lambda x1, x2: ${wide}, backend="${backend}")`, dtype);
        const sums = x1.map((value, i) => roundToDtype(value + (x2[i] ?? 0), dtype));
        expect(await implementation.forward(x1, x2, 512)).toEqual(sums);
        await implementation.close();
      }
    },
  );
});

describe.each(['torch', 'jax'] as const)('backend %s', (backend) => {
  const reason = reasons[backend];
  it.skipIf(reason !== '')(`gives the gradient by itself${reason}`, async () => {
    const { implementation } = await serving(`serve(lambda x1, x2: x1 * x2, backend="${backend}")`, 'float32');
    const gradients = await implementation.vjp?.(Float64Array.of(2), Float64Array.of(3), Float64Array.of(5), 1);
    expect(gradients).toEqual({ x1: Float64Array.of(15), x2: Float64Array.of(10) });
    await implementation.close();
  });

  it.skipIf(reason !== '')(`gives that of a map of one vector too${reason}`, async () => {
    const { implementation } = await serving(`serve(lambda x: x * x * x, backend="${backend}")`, 'float32', 1, 0);
    const gradients = await implementation.vjp?.(Float64Array.of(2), NOTHING, Float64Array.of(5), 1);
    expect(gradients).toEqual({ x1: Float64Array.of(60), x2: NOTHING });
    await implementation.close();
  });
});

describe('the Python client', () => {
  it.skipIf(noPython !== '')(
    `offers the gradient of a map of one vector, by itself or as a tuple${noPython}`,
    async () => {
      for (const given of ['c', '(c,)']) {
        const code = `serve(lambda x: x, vjp=lambda x, c: ${given}, backend="list")`;
        const { implementation } = await serving(code, 'float64', 1, 0);
        expect(await implementation.forward(Float64Array.of(2, 3), NOTHING, 2)).toEqual(Float64Array.of(2, 3));
        const gradients = await implementation.vjp?.(Float64Array.of(2, 3), NOTHING, Float64Array.of(5, 7), 2);
        expect(gradients).toEqual({ x1: Float64Array.of(5, 7), x2: NOTHING });
        await implementation.close();
      }
    },
  );

  it.skipIf(noPython !== '')(`offers a gradient that is given${noPython}`, async () => {
    const code = `serve(lambda x1, x2: x1, vjp=lambda x1, x2, c: (c, x1), backend="list")`;
    const { implementation } = await serving(code, 'float64');
    const gradients = await implementation.vjp?.(Float64Array.of(2), Float64Array.of(3), Float64Array.of(5), 1);
    expect(gradients).toEqual({ x1: Float64Array.of(5), x2: Float64Array.of(2) });
    await implementation.close();
  });

  it.skipIf(noPython !== '')(`keeps prints away from the protocol, those of subprocesses too${noPython}`, async () => {
    const code = `import os\ndef f(x1, x2):\n    print("working")\n    os.system("echo from a shell")\n    return x1\nserve(f)`;
    const { implementation, stderr } = await serving(code, 'float64');
    expect(await implementation.forward(Float64Array.of(7), Float64Array.of(1), 1)).toEqual(Float64Array.of(7));
    await implementation.close();
    expect(stderr().split('\n')).toEqual(expect.arrayContaining(['working', 'from a shell']));
  });

  it.skipIf(noPython !== '')(`answers an exception with its words, and shows where it was${noPython}`, async () => {
    const { implementation, stderr } = await serving(
      `def f(x1, x2):\n    raise ValueError("degree 3")\nserve(f)`,
      'float64',
    );
    const asked = implementation.forward(Float64Array.of(7), Float64Array.of(1), 1);
    await expect(asked).rejects.toThrow('answered with an error: ValueError: degree 3');
    await implementation.close();
    expect(stderr()).toContain('Traceback');
  });

  it.skipIf(noPython !== '')(`returns whatever shape the function gives, ragged rows too${noPython}`, async () => {
    for (const [result, length] of [
      ['[[1, 2], [3, 4]]', 4],
      ['[[1], [2], [3]]', 3],
      ['[[1, 2], [3]]', 3],
      ['[]', 0],
    ] as const) {
      const { implementation } = await serving(`serve(lambda x1, x2: ${result}, backend="list")`, 'float32');
      expect(await implementation.forward(Float64Array.of(7, 8), Float64Array.of(1, 2), 2)).toHaveLength(length);
      await implementation.close();
    }
  });

  it.skipIf(noPython !== '')(
    `says what is missing: ${['torch', 'jax'].filter((name) => lacksPython(name) !== '').join(', ') || 'nothing here'}${noPython}`,
    async () => {
      for (const name of ['torch', 'jax'] as const) {
        if (reasons[name] === '') continue;
        await expect(serving(`serve(lambda x1, x2: x1, backend="${name}")`, 'float32')).rejects.toThrow(
          `No module named '${name}'`,
        );
      }
      await expect(serving(`serve(lambda x1, x2: x1, backend="cupy")`, 'float32')).rejects.toThrow(
        /not ready: backend: expected "numpy"/,
      );
    },
  );

  it.skipIf(noNumpy !== '')(`answers a probe file, and check() raises the diagnosis or nothing${noNumpy}`, () => {
    built();
    const place = { cwd: folder };
    const gauntlet = (...words: string[]) => run(process.execPath, [main, ...words], place);
    expect(gauntlet('probe', 'numpy-cg.json', '--output', 'probes.npz').status).toBe(0);
    writeFileSync(
      join(folder, 'elsewhere.py'),
      `from gauntlet_client import answer, check
from numpy_cg import product
answer("probes.npz", product, "out.npz")
answer("probes.npz", lambda x1, x2: -product(x1, x2), "negated.npz")
command = [${JSON.stringify(process.execPath)}, ${JSON.stringify(main)}]
assert check("numpy-cg.json", command)["verdict"] == "pass"
try:
    check("gone.json", command)
except RuntimeError as error:
    assert "exit code 2" in str(error) and "no such file" in str(error), error
else:
    raise SystemExit("gone.json was found")
`,
    );
    expect(run(python, ['elsewhere.py'], place)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(gauntlet('verify', 'numpy-cg.json', '--outputs', 'out.npz').status).toBe(0);
    expect(gauntlet('verify', 'numpy-cg.json', '--outputs', 'negated.npz').status).toBe(1);
  });

  it.skipIf(noPytest !== '')(`is a test that fails with the diagnosis in pytest${noPytest}`, () => {
    built();
    const wrong = `import numpy as np\nfrom gauntlet_client import serve\nserve(lambda a, b: np.concatenate([(a * b).sum(1, keepdims=True) / 3**.5, -np.cross(a, b) / 2**.5], 1))\n`;
    writeFileSync(join(folder, 'wrong.py'), wrong);
    const manifest = {
      left: '1o',
      right: '1o',
      out: '0e+1e',
      operation: 'cgtp',
      convention: 'e3nn',
      dtype: 'float64',
      normalisation: 'component',
    };
    writeFileSync(
      join(folder, 'wrong.json'),
      JSON.stringify({ ...manifest, runner: { type: 'process', command: [python, 'wrong.py'] } }),
    );
    const command = JSON.stringify([process.execPath, main]);
    writeFileSync(
      join(folder, 'test_products.py'),
      `from gauntlet_client import check\ndef test_right(): check("numpy-cg.json", ${command})\ndef test_wrong(): check("wrong.json", ${command})\n`,
    );
    const { status, stdout } = run(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'test_products.py'], {
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/1 failed, 1 passed/);
    expect(stdout).toMatch(/AssertionError: [a-z-]+: /);
    expect(stdout).toMatch(/slots-swapped: the inputs are exchanged/);
  });
});

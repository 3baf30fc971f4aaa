/** The other side of the formats: Python reads what we write and writes what we read. Skipped, visibly, where Python is missing. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conventionNamed } from '../../src/coupling/convention.ts';
import { type CouplingTensor, couplingTable } from '../../src/coupling/table.ts';
import { readNpy, readNpz, type Tensor, writeNpy, writeNpz, writeSafetensors } from '../../src/tensor-file/index.ts';
import { emptyFolder, run } from '../command.ts';

const python = process.platform === 'win32' ? 'python' : 'python3';
const answers = (code: string): boolean => spawnSync(python, ['-c', code]).status === 0;
const noPython = answers('') ? '' : ` (skipped: there is no ${python})`;
const noNumpy = answers('import numpy')
  ? ''
  : ` (skipped: ${noPython === '' ? `${python} has no numpy` : `there is no ${python}`})`;

/** Runs a program in the folder and gives what it printed. */
function ask(folder: string, code: string): unknown {
  writeFileSync(join(folder, 'ask.py'), code);
  const { status, stdout, stderr } = run(python, ['ask.py'], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

const table = (dtype: 'float64' | 'float32'): CouplingTensor[] => [
  ...couplingTable({ kind: 'real-cg', lmax: 2, convention: conventionNamed('e3nn'), dtype }),
];
const named = (tensors: readonly CouplingTensor[]): [string, Tensor][] => tensors.map((tensor) => [tensor.key, tensor]);
/** What Python prints for arrays: dtype, shape, and the values exactly. */
const shown = (tensors: Iterable<readonly [string, Tensor]>): Record<string, unknown> =>
  Object.fromEntries(
    [...tensors].map(([name, { shape, data }]) => [
      name,
      [data instanceof Float64Array ? 'float64' : 'float32', [...shape], [...data]],
    ]),
  );

describe('python with numpy', () => {
  it.skipIf(noNumpy !== '')(`numpy.load reads our .npz and .npy, value for value${noNumpy}`, () => {
    const folder = emptyFolder();
    for (const dtype of ['float64', 'float32'] as const) {
      const tensors = named(table(dtype));
      expect(tensors).toHaveLength(15);
      writeFileSync(join(folder, 'stored.npz'), writeNpz(tensors, 'stored'));
      writeFileSync(join(folder, 'deflated.npz'), writeNpz(tensors, 'deflated'));
      for (const name of ['stored', 'deflated']) {
        const read = ask(
          folder,
          `import json, numpy
with numpy.load('${name}.npz', allow_pickle=False) as file:
    print(json.dumps({k: [str(v.dtype), v.shape, v.ravel().tolist()] for k, v in file.items()}))`,
        );
        expect(read).toEqual(shown(tensors));
      }
    }
    writeFileSync(join(folder, 'a.npy'), writeNpy({ shape: [2, 0, 3], data: new Float64Array(0) }));
    expect(ask(folder, "import json, numpy\nprint(json.dumps(numpy.load('a.npy').shape))")).toEqual([2, 0, 3]);
  });

  it.skipIf(noNumpy !== '')(`we read .npz and .npy of numpy, in both orders${noNumpy}`, () => {
    const folder = emptyFolder();
    const expected = ask(
      folder,
      `import json, numpy
a = numpy.arange(24.0).reshape(2, 3, 4) / 7
arrays = {'c': a, 'fortran': numpy.asfortranarray(a), 'single': a.astype('f4'), 'scalar': numpy.float64(0.1), 'empty': a[:0], 'turned': a.T}
numpy.savez('stored.npz', **arrays)
numpy.savez_compressed('deflated.npz', **arrays)
numpy.save('turned.npy', a.T)
print(json.dumps({k: [str(v.dtype), v.shape, v.ravel().tolist()] for k, v in arrays.items()}))`,
    );
    for (const name of ['stored', 'deflated']) {
      expect(shown(readNpz(readFileSync(join(folder, `${name}.npz`))))).toEqual(expected);
    }
    expect(shown([['turned', readNpy(readFileSync(join(folder, 'turned.npy')))]])).toEqual({
      turned: Object.entries(expected ?? {}).find(([name]) => name === 'turned')?.[1],
    });
  });

  it.skipIf(noNumpy !== '')(`we refuse what numpy would only read with allow_pickle${noNumpy}`, () => {
    const folder = emptyFolder();
    ask(
      folder,
      "import numpy\nnumpy.savez('objects.npz', a=numpy.array([{'x': 1}, None], dtype=object))\nprint('null')",
    );
    expect(() => readNpz(readFileSync(join(folder, 'objects.npz')))).toThrow(/pickled objects/);
  });
});

describe('python alone', () => {
  it.skipIf(noPython !== '')(`reads our .safetensors by the format's own description${noPython}`, () => {
    const folder = emptyFolder();
    const tensors = named(table('float64'));
    writeFileSync(join(folder, 'table.safetensors'), writeSafetensors(tensors, { kind: 'real-cg' }));
    const read = ask(
      folder,
      `import json, math, struct
data = open('table.safetensors', 'rb').read()
(n,) = struct.unpack('<Q', data[:8])
header = json.loads(data[8:8 + n])
assert header.pop('__metadata__') == {'kind': 'real-cg'}
assert list(header) == sorted(header)
result = {}
position = 0
for name, entry in header.items():
    begin, end = entry['data_offsets']
    assert begin == position and entry['dtype'] == 'F64' and end - begin == 8 * math.prod(entry['shape'])
    position = end
    result[name] = ['float64', entry['shape'], list(struct.unpack('<%dd' % ((end - begin) // 8), data[8 + n + begin:8 + n + end]))]
assert 8 + n + position == len(data)
print(json.dumps(result))`,
    );
    expect(read).toEqual(shown(tensors));
  });

  it.skipIf(noPython !== '')(`reads the headers of our .npz by zipfile, struct and ast${noPython}`, () => {
    const folder = emptyFolder();
    const tensors = named(table('float32'));
    writeFileSync(join(folder, 'table.npz'), writeNpz(tensors));
    const read = ask(
      folder,
      `import ast, json, math, struct, zipfile
result = {}
with zipfile.ZipFile('table.npz') as archive:
    assert archive.testzip() is None
    for info in archive.infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        data = archive.read(info)
        assert data[:8] == b'\\x93NUMPY\\x01\\x00'
        (n,) = struct.unpack('<H', data[8:10])
        assert (10 + n) % 64 == 0 and data[9 + n:10 + n] == b'\\n'
        header = ast.literal_eval(data[10:10 + n].decode('ascii'))
        assert header['descr'] == '<f4' and header['fortran_order'] is False
        count = math.prod(header['shape'])
        result[info.filename.removesuffix('.npy')] = ['float32', header['shape'], list(struct.unpack('<%df' % count, data[10 + n:]))]
print(json.dumps(result))`,
    );
    expect(read).toEqual(shown(tensors));
  });
});

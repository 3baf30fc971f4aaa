/** `gauntlet verify`, `probe` and `merge` as their users run them: every exit code, every output, and nothing left behind. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpz, writeNpy, writeNpz } from '../../src/tensor-file/index.ts';
import { built, root, run } from '../command.ts';
import { settledProcesses } from '../verification/processes.ts';
import { expectRefusal, gauntlet, heard, parsed, printed, start } from './gauntlet.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-verify-'));
const temporary = join(folder, 'temporary');
/** Annotations and summaries go where the test says, not where a CI system does. */
const env = { TMPDIR: temporary, GITHUB_STEP_SUMMARY: '', STRATEGY_JOB_INDEX: '', CI_NODE_INDEX: '' };
const here = { cwd: folder, env };
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const claim = {
  left: '1o',
  right: '1o',
  out: '0e+1e',
  operation: 'cgtp',
  convention: 'e3nn',
  normalisation: 'component',
  dtype: 'float64',
};
const manifest = (name: string, runner: object, more: object = {}): string => {
  writeFileSync(join(folder, name), JSON.stringify({ name, ...claim, runner, ...more }));
  return name;
};
const child = (name: string, code: string, more?: object): string => {
  writeFileSync(join(folder, `${name}.cjs`), code);
  return manifest(`${name}.json`, { type: 'process', command: [process.execPath, `${name}.cjs`, folder] }, more);
};

beforeAll(() => {
  built();
  mkdirSync(temporary);
  for (const name of ['cross.json', 'cross.mjs']) cpSync(join(root, 'examples', name), join(folder, name));
  const wrong = read('cross.mjs').replace('b * f - c * e', 'b * f + c * e');
  writeFileSync(join(folder, 'wrong.mjs'), wrong);
  manifest('wrong.json', { type: 'module', path: 'wrong.mjs', export: 'product' });
  child('dead', `console.error('no CUDA device'); process.exit(1);`);
  child('chatty', `console.log('loading the model'); setInterval(() => {}, 1000);`);
  child('silent', `console.log('{"ready":true}'); setInterval(() => {}, 1000);`, { timeoutSeconds: 1 });
  child('hanging', `console.log('{"ready":true}'); setInterval(() => {}, 1000);`);
  manifest('gone.json', { type: 'process', command: ['gauntlet-no-such-program'] });
  manifest('no-tensor.json', { type: 'tensor', path: 'gone.npy' });
  writeFileSync(
    join(folder, 'all.json'),
    JSON.stringify({ name: 'all', manifests: ['cross.json', 'wrong.json', 'dead.json'] }),
  );
  writeFileSync(join(folder, 'good.json'), JSON.stringify({ manifests: ['cross.json'] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verdictOf = (text: string): unknown => {
  const document = parsed(text);
  return typeof document === 'object' && document !== null && 'verdict' in document ? document.verdict : undefined;
};
const codesOf = (text: string): string[] => {
  const [, diagnosis = ''] = /"diagnosis":(.*),"found":/.exec(text) ?? [];
  return [...diagnosis.matchAll(/"code":"([a-z-]+)"/g)].map(([, code = '']) => code);
};

describe.concurrent('exit codes', () => {
  it('0: it is what it claims', async () => {
    expect(await printed(['verify', 'cross.json'], here)).toMatch(/pass/);
    const json = await printed(['verify', 'cross.json', '--json'], here);
    expect(verdictOf(json)).toBe('pass');
    expect(json).toContain('"seed":1');
    expect(await printed(['verify', 'cross.json', '--json'], here)).toBe(json);
  });

  it('1: it is not, and why', async () => {
    const { status, stdout, stderr } = await gauntlet(['verify', 'wrong.json', '--json'], here);
    expect({ status, stderr, verdict: verdictOf(stdout) }).toEqual({ status: 1, stderr: '', verdict: 'fail' });
    expect(codesOf(stdout)).not.toEqual([]);
    expect((await gauntlet(['verify', 'wrong.json'], here)).status).toBe(1);
  });

  it('1: it does not speak the protocol', async () => {
    const { status, stdout } = await gauntlet(['verify', 'chatty.json', '--json'], here);
    expect(status).toBe(1);
    expect(codesOf(stdout)).toEqual(['protocol']);
    expect(stdout).toContain('got \\"loading the model\\"; print nothing else there');
  });

  it.each<[string, RegExp]>([
    ['verify', /expected a manifest such as/],
    ['verify gone-away.json', /gone-away\.json: no such file/],
    ['verify .', /expected a file, found a folder/],
    ['verify cross.mjs', /cross\.mjs: expected JSON/],
    ['verify cross.json --json=yes', /unknown option|--json/],
    ['verify cross.json more', /too many arguments/],
    ['verify cross.json --seed -1', /--seed|argument missing/],
    ['verify cross.json --seed 1e3', /--seed must be an integer/],
    ['verify cross.json --shard 3/2', /--shard: expected K\/N/],
    ['verify cross.json --shard auto', /pairs of variables/],
    ['verify cross.json --outputs gone.npz', /gone\.npz: no such file/],
    ['verify cross.json --outputs cross.json', /ends in \.npz or \.safetensors/],
    ['verify all.json --outputs gone.npz', /--outputs goes with one manifest/],
    ['verify no-tensor.json', /gone\.npy: no such file/],
    ['verify cross.json --client', /argument missing/],
    ['verify --client fortran', /'fortran' is invalid.*python, javascript/],
    ['probe cross.json', /--output/],
    ['probe cross.json --output probes.txt', /ends in \.npz or \.safetensors/],
    ['probe gone-away.json --output p.npz', /no such file/],
    ['merge', /missing required argument/],
    ['merge gone-away.json', /no such file/],
    ['merge cross.json', /cross\.json: expected what gauntlet verify --shard K\/N --json prints/],
  ])('2: gauntlet %s', async (words, says) => {
    expectRefusal(await gauntlet(words.split(' '), here), 2, says);
  });

  it('2: a gigabyte of JSON, refused by its size', async () => {
    writeFileSync(join(folder, 'large.json'), '');
    truncateSync(join(folder, 'large.json'), 2 ** 30);
    expectRefusal(await gauntlet(['verify', 'large.json'], here), 2, /1073741824 bytes, the limit is 16777216/);
    expectRefusal(await gauntlet(['merge', 'large.json'], here), 2, /1073741824 bytes, the limit is 268435456/);
  });

  it('3: no such program, and a child that says nothing in time', async () => {
    expectRefusal(
      await gauntlet(['verify', 'gone.json'], here),
      3,
      /cannot start gauntlet-no-such-program: no such program/,
    );
    expectRefusal(await gauntlet(['verify', 'silent.json', '--json'], here), 3, /did not come within 1 s/);
  });

  it('3: a child that dies, with its last words', async () => {
    expectRefusal(
      await gauntlet(['verify', 'dead.json'], here),
      3,
      /ended \(exit code 1\).*\nits last words: no CUDA device\n$/,
    );
  });
});

describe.skipIf(process.platform === 'win32')('told to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s, it ends the child and exits with 3', async (signal) => {
    const running = start(['verify', 'hanging.json'], folder, env);
    const said = heard(running);
    expect(await settledProcesses(folder, 1, 20)).toBe(1);
    running.kill(signal);
    expectRefusal(await said, 3, /interrupted; .*hanging\.cjs.* was ended/);
    expect(await settledProcesses(folder, 0)).toBe(0);
  });
});

describe('a program that uses the runners and leaves by process.exit', () => {
  it('leaves no child', async () => {
    const library = pathToFileURL(join(root, 'dist', 'verification', 'runners', 'process.js')).href;
    const command = JSON.stringify([process.execPath, 'hanging.cjs', folder]);
    const program = `import { runProcess } from '${library}';
      await runProcess({ command: ${command}, folder: '.', protocol: 'frames', timeoutSeconds: 20 }, { left: 3, right: 3, out: 4, dtype: 'float64' });
      process.exit(5);`;
    writeFileSync(join(folder, 'leaves.mjs'), program);
    expect(run(process.execPath, ['leaves.mjs'], { cwd: folder })).toEqual({ status: 5, stdout: '', stderr: '' });
    expect(await settledProcesses(folder, 0)).toBe(0);
  });
});

describe('outputs', () => {
  it('JUnit, Markdown, annotations and the step summary, of a pass and of a failure', async () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before\n');
    const words = ['--junit', 'out/j.xml', '--markdown', 'out/m.md', '--github'];
    const github = { ...here, env: { ...env, GITHUB_STEP_SUMMARY: summary } };
    const failed = await gauntlet(['verify', 'wrong.json', ...words], github);
    expect(failed.status).toBe(1);
    expect(failed.stdout).toMatch(/^::error file=wrong\.json,title=wrong\.json%3A [a-z-]+::./m);
    expect(read('out/j.xml')).toMatch(/<testsuites name="gauntlet verify" tests="\d+" failures="[1-9]/);
    expect(read('out/m.md')).toContain('## gauntlet verify: fail');
    expect(read('summary.md')).toBe(`before\n${read('out/m.md')}`);
    const json = await gauntlet(['verify', 'wrong.json', ...words, '--json'], github);
    expect(verdictOf(json.stdout)).toBe('fail');
    expect(json.stderr).toMatch(/^::error file=wrong\.json/);
    expect(await printed(['verify', 'cross.json', ...words], here)).not.toContain('::error');
    expect(read('out/j.xml')).toContain('failures="0" errors="0"');
  });

  it('are written for what could not be judged, too', async () => {
    const { status, stdout } = await gauntlet(['verify', 'dead.json', '--github', '--junit', 'dead.xml'], here);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^::error file=dead\.json,title=dead\.json was not judged::/);
    expect(read('dead.xml')).toContain('errors="1"');
  });

  it('a place that cannot be written is a clear error', async () => {
    expectRefusal(
      await gauntlet(['verify', 'cross.json', '--junit', '.'], here),
      2,
      /expected a file name for the output/,
    );
  });
});

describe('campaigns and shards', () => {
  it('one line each, and the worst exit code that is certain', async () => {
    const { status, stdout } = await gauntlet(['verify', 'all.json'], here);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^pass {3}cross\.json\nfail {3}wrong\.json: .*\nerror {2}dead\.json: .*\n1 passed, 1 failed, 1 not judged\n$/,
    );
    expect((await gauntlet(['verify', 'good.json'], here)).status).toBe(0);
  });

  it('annotations name the manifest from where the command runs, results from where the campaign lies', async () => {
    mkdirSync(join(folder, 'deep'));
    cpSync(join(folder, 'dead.json'), join(folder, 'deep', 'dead.json'));
    writeFileSync(join(folder, 'deep', 'campaign.json'), JSON.stringify({ manifests: ['dead.json'] }));
    const { stdout } = await gauntlet(['verify', 'deep/campaign.json', '--github'], here);
    expect(stdout).toMatch(/^::error file=deep\/dead\.json,/);
    expect(stdout).toMatch(/^error {2}dead\.json: /m);
  });

  it('shards join to the whole; each may run anywhere, and one that is missing is named', async () => {
    const whole = await gauntlet(['verify', 'all.json', '--json'], here);
    const statuses: (number | null)[] = [];
    for (const index of [0, 1]) {
      const variables = { JOB_COMPLETION_INDEX: `${index}`, JOB_COMPLETIONS: '2' };
      const shard = await gauntlet(['verify', 'all.json', '--shard', 'auto', '--json'], {
        ...here,
        env: { ...env, ...variables },
      });
      statuses.push(shard.status);
      writeFileSync(join(folder, `part-${index}.json`), shard.stdout);
    }
    expect(statuses).toEqual([3, 1]);
    const merged = await gauntlet(
      ['merge', 'part-1.json', 'part-0.json', 'part-1.json', '--json', '--junit', 'merged.xml'],
      here,
    );
    expect(merged).toEqual({ status: 1, stdout: whole.stdout, stderr: '' });
    expect(read('merged.xml').match(/<testsuite /g)).toHaveLength(3);
    expect((await gauntlet(['merge', 'part-0.json', 'part-1.json'], here)).stdout).toMatch(
      /\n1 passed, 1 failed, 1 not judged\n$/,
    );
    expectRefusal(await gauntlet(['merge', 'part-0.json'], here), 2, /missing shard 2\/2/);
    const empty = parsed(await printed(['verify', 'cross.json', '--shard', '2/2', '--json'], here));
    expect(empty).toMatchObject({ verdict: 'pass', shard: { index: 2, of: 2 }, results: [] });
  });

  it('a broken manifest stops a campaign before anything runs', async () => {
    writeFileSync(join(folder, 'broken.json'), '{"left":"1x"}');
    writeFileSync(join(folder, 'with-broken.json'), JSON.stringify({ manifests: ['hanging.json', 'broken.json'] }));
    expectRefusal(await gauntlet(['verify', 'with-broken.json'], here), 2, /broken\.json: right: missing/);
  });
});

describe('probe and captured outputs', () => {
  it('what is computed elsewhere is judged as if it were here', async () => {
    expect(await printed(['probe', 'cross.json', '--output', 'probes.npz'], here)).toMatch(
      /^wrote probes\.npz: \d+ batches, [\d,]+ rows, seed 1; /,
    );
    const probes = readNpz(new Uint8Array(readFileSync(join(folder, 'probes.npz'))));
    const { product } = await import(join(folder, 'cross.mjs'));
    const answer = (sign: number) =>
      [...probes].flatMap(([name, { shape, data }]) => {
        const batch = name.replace(/\.x1$/, '');
        if (batch === name || probes.has(`${batch}.cotangent`)) return [];
        const [rows = 0] = shape;
        const out = Float64Array.from(
          product(data, probes.get(`${batch}.x2`)?.data, rows),
          (value: number) => sign * value,
        );
        return [[`${batch}.out`, { shape: [rows, 4], data: out }] as const];
      });
    writeFileSync(join(folder, 'outputs.npz'), writeNpz(answer(1)));
    writeFileSync(join(folder, 'negated.npz'), writeNpz(answer(-1)));
    expect(await printed(['verify', 'cross.json', '--outputs', 'outputs.npz'], here)).toMatch(/pass/);
    const negated = await gauntlet(['verify', 'cross.json', '--outputs', 'negated.npz', '--json'], here);
    expect([negated.status, verdictOf(negated.stdout)]).toEqual([1, 'fail']);
    expectRefusal(
      await gauntlet(['verify', 'cross.json', '--outputs', 'probes.npz'], here),
      2,
      /missing "units-0\.out"/,
    );
    writeFileSync(join(folder, 'array.npy'), writeNpy({ shape: [1], data: Float64Array.of(1) }));
    expectRefusal(await gauntlet(['verify', 'cross.json', '--outputs', 'array.npy'], here), 2, /ends in \.npz/);
  });
});

describe('the clients', () => {
  it.each(['python', 'javascript'])('in %s is printed, to be copied', async (language) => {
    const name = { python: 'gauntlet_client.py', javascript: 'client.mjs' }[language] ?? '';
    expect(await printed(['verify', '--client', language], here)).toBe(
      readFileSync(join(root, 'examples', name), 'utf8'),
    );
  });
});

describe('what a child says on stderr', () => {
  it('reaches the user as text, terminal codes and all', async () => {
    child(
      'coloured',
      `console.log('{"ready":true}'); console.error('\\u001b[31mred'); process.stdin.on('data', () => console.log('no frame'));`,
    );
    const { status, stderr } = await gauntlet(['verify', 'coloured.json', '--json'], here);
    expect(status).toBe(1);
    expect(stderr).toBe('stderr | \\u001b[31mred\n');
  });
});

describe('in the end', () => {
  it('no child runs and no temporary file is left', async () => {
    expect(await settledProcesses(folder, 0)).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

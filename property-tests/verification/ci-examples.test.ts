/**
 * The CI files in examples/ci: their commands are run, word for word, as each system would, with its own variables and `npx` being the
 * built command; every part of the campaign, then the merge. And what a reader of YAML would stumble over is not there.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../cli/gauntlet.ts';
import { built, root } from '../command.ts';

const source = join(root, 'examples', 'ci');
const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-ci-'));
const noShell = process.platform === 'win32';

beforeAll(() => {
  built();
  for (const name of ['cross.json', 'cross.mjs']) cpSync(join(root, 'examples', name), join(folder, name));
  cpSync(join(folder, 'cross.json'), join(folder, 'again.json'));
  writeFileSync(join(folder, 'campaign.json'), '{"manifests":["cross.json","again.json"]}');
  writeFileSync(join(folder, 'study.json'), '{"lmax":2,"operations":["gtp","curl"],"settings":["mimo"]}');
  // `npx --yes tp-gauntlet …` without a network
  writeFileSync(
    join(folder, 'npx'),
    `#!/bin/sh\n[ "$1 $2" = "--yes tp-gauntlet" ] || exit 64\nshift 2\nexec "${process.execPath}" "${main}" "$@"\n`,
  );
  chmodSync(join(folder, 'npx'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string): string => readFileSync(join(source, name), 'utf8');

/** The commands of a file, without what YAML puts before them. */
const commandsIn = (name: string): string[] =>
  text(name)
    .split('\n')
    .filter((line) => /^[^#]*npx --yes/.test(line))
    .map((line) => line.trim().replace(/^- /, ''));

type Variables = Readonly<Record<string, string>>;

function run(command: string, variables: Variables): { status: number | null; output: string } {
  const env = {
    ...process.env,
    GITHUB_STEP_SUMMARY: '',
    ...variables,
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
  };
  // Where stdin is a socket bash would read the start-up file of a login.
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', command], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

type System = readonly [name: string, jobs: number, variables: (k: number) => Variables];

/** The variables of job k of n as the system sets them (k from 0). */
const systems: readonly System[] = [
  ['github-matrix.yml', 4, (k) => ({ STRATEGY_JOB_INDEX: `${k}`, STRATEGY_JOB_TOTAL: '4' })],
  ['gitlab.yml', 4, (k) => ({ CI_NODE_INDEX: `${k + 1}`, CI_NODE_TOTAL: '4' })],
  [
    'slurm-array.sh',
    3,
    (k) => ({
      SLURM_ARRAY_TASK_ID: `${k + 1}`,
      SLURM_ARRAY_TASK_COUNT: '3',
      SLURM_ARRAY_TASK_MIN: '1',
      SLURM_ARRAY_TASK_STEP: '1',
    }),
  ],
  [
    'kubernetes-job.yml',
    4,
    (k) => ({
      JOB_COMPLETION_INDEX: `${k}`,
      JOB_COMPLETIONS: /value: "(\d+)"/.exec(text('kubernetes-job.yml'))?.[1] ?? '',
    }),
  ],
];

/** Sweeps of a study, for the systems of the same name. */
const sweeps = systems.flatMap(([name, jobs, variables]): System[] =>
  existsSync(join(source, `sweep-${name}`)) ? [[`sweep-${name}`, jobs, variables]] : [],
);

describe.skipIf(noShell)(
  `the files in examples/ci${noShell ? ' (skipped: their commands need a POSIX shell)' : ''}`,
  () => {
    it.each(systems)('%s: all parts, then the merge', (name, jobs, variables) => {
      const [verify = '', merge = /^# When all have ended: (.*)$/m.exec(text(name))?.[1] ?? ''] = commandsIn(name);
      for (let k = 0; k < jobs; k++) expect(run(verify, variables(k))).toEqual({ status: 0, output: '' });
      const parts = readdirSync(folder).filter((file) => /^part-\d+\.json$/.test(file));
      expect(parts).toHaveLength(jobs);
      const merged = run(merge, {});
      expect(merged.status, merged.output).toBe(0);
      expect(merged.output).toMatch(/pass {3}cross\.json\npass {3}again\.json\n2 passed, 0 failed\n/);
      rmSync(join(folder, parts[0] ?? ''));
      expect(run(merge, {})).toMatchObject({ status: 2, output: expect.stringMatching(/missing shard/) });
      for (const part of parts) rmSync(join(folder, part), { force: true });
    });

    it.each(sweeps)('%s: all parts of a study, one of them twice, then the report', (name, jobs, variables) => {
      const [report = '', merge = /^# When all have ended: (.*)$/m.exec(text(name))?.[1] ?? ''] = commandsIn(name);
      for (let k = 0; k < jobs; k++) {
        const wrote = new RegExp(`^wrote study-part-\\d+\\.json: \\d+ analyses, shard ${k + 1}/${jobs} of study `);
        expect(run(report, variables(k))).toEqual({ status: 0, output: expect.stringMatching(wrote) });
      }
      expect(run(report, variables(0)).output).toMatch(/: (\d+) of \1 analyses are there\n/);
      const parts = readdirSync(folder).filter((file) => /^study-part-\d+\.json$/.test(file));
      expect(parts).toHaveLength(jobs);
      expect(run(merge, {})).toEqual({ status: 0, output: expect.stringMatching(/^wrote reports\/report\.html/) });
      expect(JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8')).analyses).toHaveLength(8);
      rmSync(join(folder, parts[0] ?? ''));
      expect(run(merge, {})).toMatchObject({ status: 2, output: expect.stringMatching(/missing shard/) });
      for (const part of parts) rmSync(join(folder, part), { force: true });
    });

    it('action.yml: one manifest, JUnit and the result for a merge', () => {
      const [verify = '', ...more] = commandsIn('action.yml');
      expect(more).toEqual([]);
      expect(run(verify, { MANIFEST: 'cross.json', SHARD: '1/1', RESULT: 'gauntlet.json' })).toEqual({
        status: 0,
        output: '',
      });
      expect(readFileSync(join(folder, 'gauntlet.xml'), 'utf8')).toContain('failures="0"');
      expect(run('npx --yes tp-gauntlet merge gauntlet.json', {}).output).toMatch(/1 passed, 0 failed/);
      // A hostile input stays one word.
      expect(run(verify, { MANIFEST: 'x; touch pwned', SHARD: '1/1', RESULT: 'r.json' }).status).toBe(2);
      expect(readdirSync(folder)).not.toContain('pwned');
    });

    it.each(['slurm-array.sh', 'sweep-slurm-array.sh'])(
      '%s is a script, its options before its first command',
      (name) => {
        expect(spawnSync('bash', ['-n', join(source, name)]).status).toBe(0);
        const lines = text(name).split('\n');
        const first = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
        expect(lines.filter((line) => line.startsWith('#SBATCH')).length).toBeGreaterThan(0);
        expect(lines.slice(first).filter((line) => line.startsWith('#SBATCH'))).toEqual([]);
      },
    );
  },
);

describe('the YAML files', () => {
  const files = readdirSync(source).filter((name) => name.endsWith('.yml'));

  it('are all known here, with the one script', () => {
    const known = [...systems, ...sweeps].map(([name]) => name);
    expect(readdirSync(source).sort()).toEqual([...known, 'action.yml'].sort());
    expect(sweeps).toHaveLength(3);
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)(
    '%s: no tabs, even steps of indentation, known forms of lines, expressions never in a shell',
    (name) => {
      let block: number | undefined; // the indentation of a `|` block's key
      let lines = 0;
      for (const line of text(name).split('\n')) {
        if (/^\s*(#|$)/.test(line)) continue;
        lines++;
        expect(line).not.toMatch(/\t| $/);
        const indentation = line.length - line.trimStart().length;
        if (block !== undefined && indentation > block) {
          expect(line).not.toContain('${{');
          continue;
        }
        block = undefined;
        expect(indentation % 2, line).toBe(0);
        // `key: value`, `key:`, `- key: value`, `- value`; a plain value must not look like another mapping.
        const [, key, value = ''] =
          /^\s*(?:- )?(?:([\w-]+):(?: (.*))?|- .*)$/.exec(line) ?? expect.fail(`unexpected form: ${line}`);
        if (key === 'run') expect(value).toBe('|');
        if (value === '|') block = indentation + (line.trimStart().startsWith('- ') ? 2 : 0);
        else if (!/^["[{]/.test(value)) expect(value).not.toMatch(/: | #/);
      }
      expect(lines).toBeGreaterThan(10);
    },
  );
});

/** Manifests and campaigns: what is read, what is refused with its JSON path, and that nothing else can happen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { readCampaign, readManifest } from '../../src/verification/manifest.ts';
import { complaint } from './complaint.ts';
import { fuzzedText, mutated } from './fuzz.ts';

const SEED = 20260802;
const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const runner = { type: 'process', command: ['python3', 'impl.py'] };
const good = { left: '0e+1o', right: '1o', out: '0e+1o', operation: 'cgtp', runner };

/** The message of the refusal of a manifest. */
const refusal = (value: unknown, read: (content: Uint8Array, where: string) => unknown = readManifest): string =>
  complaint(RequestError, () => read(bytes(value), 'm.json'));

describe('a manifest', () => {
  it('of every runner is read, with its defaults', () => {
    expect(readManifest(bytes(good), 'm.json')).toMatchObject({
      timeoutSeconds: 60,
      runner: { type: 'process', command: ['python3', 'impl.py'], protocol: 'frames' },
      claim: { operation: 'cgtp', dtype: 'float32', normalisation: 'auto' },
    });
    const runners = [
      [
        { type: 'process', command: ['./a'], protocol: 'ndjson' },
        { type: 'process', command: ['./a'], protocol: 'ndjson' },
      ],
      [
        { type: 'module', path: 'a.mjs' },
        { type: 'module', path: 'a.mjs', export: 'default' },
      ],
      [
        { type: 'tensor', path: 'a.npz', key: 'cg' },
        { type: 'tensor', path: 'a.npz', key: 'cg' },
      ],
      [
        { type: 'tensor', path: 'a.npy' },
        { type: 'tensor', path: 'a.npy' },
      ],
      [
        { type: 'outputs', path: 'out.npz' },
        { type: 'outputs', path: 'out.npz' },
      ],
    ];
    for (const [given, expected] of runners) {
      expect(readManifest(bytes({ ...good, runner: given }), 'm.json').runner).toEqual(expected);
    }
    const { runner: _, ...bare } = good;
    expect(readManifest(bytes(bare), 'm.json')).not.toHaveProperty('runner');
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"left":', /^m\.json: expected JSON/],
    ['no object', [good], /expected a JSON object/],
    ['a key twice', '{"left":"0e","left":"1o"}', /"left" comes twice/],
    ['nesting without end', '['.repeat(100_000), /nested deeper than 8/],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]).toString('latin1'), /m\.json: expected/],
    ['nothing', {}, /m\.json: left: missing/],
    ['an unknown key', { ...good, lefft: '1o' }, /lefft: unknown key; expected name, left, .*runner, timeoutSeconds/],
    ['__proto__', '{"__proto__":{"left":"0e"}}', /__proto__: unknown key|left: missing/],
    ['irreps that are none', { ...good, left: '1x' }, /left: irreps "1x", column 3/],
    ['10⁹ copies', { ...good, left: '1000000000x0e' }, /left: .*multiplicity ≤ 1000000/],
    ['a million copies', { ...good, left: '1000000x0e' }, /left: dimension 1000000 is more than 4096/],
    [
      'a tensor that is too large',
      { ...good, left: '4000x0e', right: '4000x0e', out: '4000x0e' },
      /64000000000 numbers, the limit/,
    ],
    ['irreps as a list', { ...good, right: ['1o'] }, /right: .*string/],
    ['an unknown operation', { ...good, operation: 'gpt' }, /operation: .*"gpt"/],
    ['a foreign parameter', { ...good, parameters: { twiceJ: 3 } }, /parameters: .*mtp alone/],
    ['an unknown convention', { ...good, convention: 'e4nn' }, /convention: /],
    ['an unknown dtype', { ...good, dtype: 'float8' }, /dtype: .*"float8"/],
    ['an unknown runner', { ...good, runner: { type: 'docker' } }, /runner\.type: .*"docker"/],
    ['a runner without a type', { ...good, runner: {} }, /runner\.type: missing/],
    ['a runner as text', { ...good, runner: 'python3 impl.py' }, /runner: /],
    ['a command as text', { ...good, runner: { type: 'process', command: 'python3 impl.py' } }, /runner\.command: /],
    ['no command', { ...good, runner: { type: 'process', command: [] } }, /runner\.command\.0: missing/],
    ['an empty program', { ...good, runner: { type: 'process', command: [''] } }, /runner\.command\.0: /],
    ['a number in a command', { ...good, runner: { type: 'process', command: ['a', 1] } }, /runner\.command\.1: /],
    [
      'a NUL in a command',
      { ...good, runner: { type: 'process', command: ['a', 'b\0'] } },
      /runner\.command\.1: expected text without NUL/,
    ],
    ['an unknown protocol', { ...good, runner: { ...runner, protocol: 'grpc' } }, /runner\.protocol: .*"grpc"/],
    [
      'a key of another runner',
      { ...good, runner: { ...runner, path: 'a' } },
      /runner\.path: unknown key; expected type, command, protocol/,
    ],
    ['no path', { ...good, runner: { type: 'tensor' } }, /runner\.path: missing/],
    ['no time', { ...good, timeoutSeconds: 0 }, /timeoutSeconds: /],
    ['all time', { ...good, timeoutSeconds: 1e9 }, /timeoutSeconds: .*86400/],
    ['a name of two lines', { ...good, name: 'a\nb' }, /name: expected one line/],
    [
      'a slot that is not there',
      { ...good, paths: [{ left: 9, right: 0, out: 0 }] },
      /paths\.0\.left: expected a slot below 2/,
    ],
    ['a pinned path of another form', { ...good, paths: [{ left: 0 }] }, /paths\.0\.right: missing/],
  ])('with %s is refused', (_, value, says) => {
    const message = refusal(value);
    expect(message).toMatch(says);
    expect(message).not.toMatch(/\n|undefined|\[object/);
    expect(message.length).toBeLessThan(600);
  });
});

describe('a campaign', () => {
  it('lists manifests; a manifest is none', () => {
    expect(readCampaign(bytes({ manifests: ['a.json', 'b/c.json'] }), 'c.json')).toEqual({
      name: 'campaign',
      manifests: ['a.json', 'b/c.json'],
    });
    expect(readCampaign(bytes(good), 'm.json')).toBeUndefined();
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', { manifests: [] }, /manifests: /],
    ['a manifest twice', { manifests: ['a', 'a'] }, /manifests: expected each manifest once/],
    ['a manifest in place', { manifests: [good] }, /manifests\.0: /],
    ['keys of a manifest', { manifests: ['a'], left: '0e' }, /left: unknown key/],
    ['more than 10,000', { manifests: Array.from({ length: 10_001 }, (_, i) => `${i}`) }, /manifests: .*10000/],
  ])('of %s is refused', (_, value, says) => {
    expect(refusal(value, readCampaign)).toMatch(says);
  });
});

describe('whatever the file holds', () => {
  it('it is read or refused in one line: 30,000 mutations of good files and 10,000 made-up ones', () => {
    let [accepted, refused] = [0, 0];
    const judge = (text: string): void => {
      for (const read of [readManifest, readCampaign]) {
        const message = refusal(text, read);
        if (message === 'accepted') accepted++;
        else refused++;
        expect(message).not.toMatch(/\n|^\s+at |\[object/);
        expect(message.length).toBeLessThan(1000);
      }
    };
    const files = [
      good,
      {
        ...good,
        runner: { type: 'tensor', path: 'a.npy' },
        timeoutSeconds: 5,
        convention: { left: 'e3nn', right: 'e3x', out: 'auto' },
      },
      { name: 'n', manifests: ['a.json', 'b.json'] },
    ].map((value) => JSON.stringify(value));
    fc.assert(fc.property(mutated(files), judge), { seed: SEED, numRuns: 15_000 });
    fc.assert(fc.property(fuzzedText, judge), { seed: SEED, numRuns: 5000 });
    expect(accepted + refused).toBe(40_000);
    expect(accepted).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(5000);
  });
});

/** Verdicts and results for the writers: passing, failing, erring, and with names that want to be code. */
import type { Result } from '../../src/verification/result.ts';
import type { Verdict } from '../../src/verification/verdict.ts';

const nothing = { operation: null, convention: null, normalisation: null, interactions: null };

export const passing: Verdict = {
  verdict: 'pass',
  checks: [
    { id: 'contract', verdict: 'pass', evidence: { rows: 9 } },
    { id: 'gradient', verdict: 'skipped', reason: 'no gradient is offered', evidence: {} },
  ],
  diagnosis: [],
  found: { operation: 'cgtp', convention: 'e3nn', normalisation: 'component', interactions: 2 },
  seed: 1,
};

export const failing = (message = 'the path 1o⊗1o→1e has the wrong sign'): Verdict => ({
  verdict: 'fail',
  checks: [
    { id: 'contract', verdict: 'pass', evidence: {} },
    { id: 'paths', verdict: 'fail', evidence: { entry: [0, 1, 3], got: '-0.7' } },
    { id: 'precision', verdict: 'fail', evidence: { note: message } },
  ],
  diagnosis: [{ code: 'path-sign', message, where: { path: message } }],
  found: { ...nothing, convention: { left: 'e3nn', right: 'e3x', out: message } },
  seed: 1,
});

/** The protocol broke before a check was made. */
export const broken: Verdict = {
  verdict: 'fail',
  checks: [],
  diagnosis: [{ code: 'protocol', message: 'expected {"ready":true}', where: {} }],
  found: nothing,
  seed: 1,
};

const id = (digit: string): string => digit.repeat(64);

export const results: readonly Result[] = [
  { manifest: 'good.json', id: id('a'), name: 'good', verdict: passing },
  { manifest: 'bad.json', id: id('b'), name: 'bad', verdict: failing() },
  { manifest: 'broken.json', id: id('c'), name: 'broken', verdict: broken },
  {
    manifest: 'dead.json',
    id: id('d'),
    name: 'dead',
    error: { exit: 3, message: 'impl.py ended (exit code 1)\nits last words: no GPU' },
  },
];

/** Names that are harmless only when escaped. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"/><testcase name="x',
  ']]>&amp;&#0;&lt;',
  'a\n::error::injected',
  'a\r\n\r\n# heading',
  '%0A::warning::x',
  'file,title=a:b::c',
  '| cell | `code` ![img](http://evil.example/x.png) [link](javascript:alert(1))',
  'https://evil.example www.evil.example <https://evil.example> mail@evil.example',
  '**bold** _em_ ~~gone~~ $x^2$ \\',
  '\u0000\u0007\u001b[31m\ufffe\uffff\ud800',
  '\u202egnp.exe\u2028\u2029',
  '<!-- comment --> <details><img src=x onerror=alert(1)>',
  '---\n- [ ] task\n1. list\n> quote',
] as const;

/** The same results under such a name, wherever a name or a message goes. */
export const hostileResults = (name: string): Result[] => [
  { manifest: name, id: id('e'), name, verdict: failing(name) },
  { manifest: name, id: id('f'), name, error: { exit: 2, message: name } },
  {
    manifest: name,
    id: id('0'),
    name,
    verdict: { ...passing, checks: [{ id: 'batch', verdict: 'skipped', reason: name, evidence: {} }] },
  },
];

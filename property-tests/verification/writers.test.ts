/** JUnit, Markdown and annotations: what they say, and that no name can make them say something else. */
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { annotationLines } from '../../src/verification/annotations.ts';
import { printable } from '../../src/verification/excerpt.ts';
import { junitOf } from '../../src/verification/junit.ts';
import { markdownOf } from '../../src/verification/markdown.ts';
import { exitCode, overall, type Result, summaryLines } from '../../src/verification/result.ts';
import { parseXml, type XmlElement } from '../report/xml.ts';
import { broken, failing, HOSTILE, hostileResults, passing, results } from './verdicts.ts';

const SEED = 20260803;

/** The document, which must be well formed and hold only characters that XML 1.0 allows. */
function junitDocument(given: readonly Result[]): XmlElement {
  const text = junitOf(given);
  expect(text).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  expect(text.startsWith(declaration)).toBe(true);
  return parseXml(text.slice(declaration.length).trimEnd());
}

const elements = (node: XmlElement, name: string): XmlElement[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => (typeof child === 'string' ? [] : elements(child, name))),
];

describe('a summary', () => {
  it('has a line for each result and one for all', () => {
    expect(summaryLines(results)).toEqual([
      'pass   good.json',
      'fail   bad.json: the path 1o⊗1o→1e has the wrong sign',
      'fail   broken.json: expected {"ready":true}',
      'error  dead.json: impl.py ended (exit code 1); its last words: no GPU',
      '1 passed, 2 failed, 1 not judged',
    ]);
  });

  it('exits with what is certain first: 1, then 2, then 3, and 0 where nothing is wrong or there is nothing', () => {
    const base = { manifest: 'm', id: '0', name: 'n' };
    const pass: Result = { ...base, verdict: passing };
    const fail: Result = { ...base, verdict: failing() };
    const bad: Result = { ...base, error: { exit: 2, message: '' } };
    const dead: Result = { ...base, error: { exit: 3, message: '' } };
    expect([[], [pass], [pass, fail, bad, dead], [dead, bad, pass], [pass, dead]].map(exitCode)).toEqual([
      0, 0, 1, 2, 3,
    ]);
    expect([[], [pass], [fail, dead], [pass, dead]].map(overall)).toEqual(['pass', 'pass', 'fail', 'undecided']);
  });
});

describe('JUnit', () => {
  it('has a suite per manifest, a case per check, and counts that are right', () => {
    const document = junitDocument(results);
    expect(Object.fromEntries(document.attributes)).toMatchObject({
      tests: '7',
      failures: '3',
      errors: '1',
      skipped: '1',
    });
    const suites = elements(document, 'testsuite');
    expect(suites.map(({ attributes }) => [attributes.get('file'), attributes.get('tests')])).toEqual([
      ['good.json', '2'],
      ['bad.json', '3'],
      ['broken.json', '1'],
      ['dead.json', '1'],
    ]);
    expect(elements(document, 'failure').map(({ attributes }) => attributes.get('type'))).toEqual([
      'path-sign',
      'path-sign',
      'protocol',
    ]);
    expect(elements(document, 'error').map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
      { type: 'machine', message: 'impl.py ended (exit code 1)\\u000aits last words: no GPU' },
    ]);
    expect(elements(document, 'skipped').map(({ attributes }) => attributes.get('message'))).toEqual([
      'no gradient is offered',
    ]);
    expect(junitOf(results)).toBe(junitOf(results));
  });

  it.each(HOSTILE)('holds %j as text', (name) => {
    const document = junitDocument(hostileResults(name));
    expect(elements(document, 'testcase')).toHaveLength(5);
    const wanted = printable(name, 10_000).replace(/[\ufffe\uffff]/g, '?');
    expect(elements(document, 'testsuite').map(({ attributes }) => attributes.get('name'))).toEqual([
      wanted,
      wanted,
      wanted,
    ]);
    expect(elements(document, 'script')).toEqual([]);
  });
});

describe('Markdown', () => {
  // GitHub renders HTML and links whatever looks like an address: so does this reader.
  const reader = new MarkdownIt({ html: true, linkify: true });
  const tags = (markdown: string): Set<string> =>
    new Set(
      [...reader.render(markdown).matchAll(/<([a-z][a-z0-9]*|!--)/gi)].map(([, tag]) => (tag ?? '').toLowerCase()),
    );
  const ours = ['h2', 'h3', 'p', 'ul', 'li', 'strong', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];

  it('says what happened', () => {
    const markdown = markdownOf(results);
    expect(markdown).toContain('## gauntlet verify: fail\n\n1 passed, 2 failed, 1 not judged\n');
    expect(markdown).toContain('### ❌ fail: bad\n');
    expect(markdown).toContain('- **path-sign**: the path 1o⊗1o→1e has the wrong sign');
    expect(markdown).toContain('| gradient | ➖ skipped | no gradient is offered |');
    expect(markdown).toContain('Found: operation cgtp, convention e3nn, normalisation component, interactions 2');
    expect(tags(markdown)).toEqual(new Set(ours));
  });

  it.each(HOSTILE)('shows %j as text', (name) => {
    const markdown = markdownOf(hostileResults(name));
    const found = [...tags(markdown)].filter((tag) => !ours.includes(tag));
    expect(found).toEqual([]);
    const html = reader.render(markdown);
    expect(html.match(/<h3>/g)).toHaveLength(3);
    expect(html.match(/<tr>/g)).toHaveLength(2 + 3 + 1);
    // GitHub also knows mentions and mathematics.
    expect(markdown).not.toMatch(/(?<!\\)\$|@/);
  });
});

describe('annotations', () => {
  it('name the file, the cause and the message', () => {
    expect(annotationLines(results)).toEqual([
      '::error file=bad.json,title=bad%3A path-sign::the path 1o⊗1o→1e has the wrong sign',
      '::error file=broken.json,title=broken%3A protocol::expected {"ready":true}',
      '::error file=dead.json,title=dead was not judged::impl.py ended (exit code 1)\\u000aits last words: no GPU',
    ]);
  });

  it('are at most ten, and say how many are left', () => {
    const many = Array.from(
      { length: 30 },
      (_, i): Result => ({ manifest: `${i}.json`, id: '0', name: 'n', verdict: broken }),
    );
    const lines = annotationLines(many);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('::error title=gauntlet verify::and 21 more');
    expect(annotationLines(many.slice(0, 10))).toHaveLength(10);
    expect(annotationLines([])).toEqual([]);
  });

  /** What a GitHub runner makes of a line: actions/runner, ActionCommand.TryParseV2. */
  function commandOf(line: string): { properties: Record<string, string>; message: string } {
    const [, head = '', message = ''] = /^::error (.*?)::(.*)$/s.exec(line) ?? [];
    const plain = (text: string): string =>
      text
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
    const properties = head.split(',').map((part) => part.split('=') as [string, ...string[]]);
    return {
      properties: Object.fromEntries(properties.map(([key, ...value]) => [key, plain(value.join('='))])),
      message: plain(message),
    };
  }

  it('of any name are one command each, and come out as they went in', () => {
    const check = (name: string): void => {
      const lines = annotationLines(hostileResults(name));
      expect(lines).toHaveLength(2);
      const shown = printable(name, 2000);
      for (const line of lines) {
        expect(line).not.toMatch(/[\r\n]/);
        const { properties, message } = commandOf(line);
        expect(Object.keys(properties)).toEqual(['file', 'title']);
        expect(properties['file']).toBe(shown);
        expect(message).toBe(shown);
      }
    };
    for (const name of HOSTILE) check(name);
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), check), { seed: SEED, numRuns: 500 });
  });
});

describe('any name at all', () => {
  it('leaves JUnit well-formed and Markdown in shape', () => {
    const reader = new MarkdownIt({ html: true, linkify: true });
    const check = (name: string): void => {
      expect(elements(junitDocument(hostileResults(name)), 'testcase')).toHaveLength(5);
      expect(reader.render(markdownOf(hostileResults(name))).match(/<h3>/g)).toHaveLength(3);
    };
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), check), { seed: SEED, numRuns: 500 });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'<>&|`*_[]()!\\#\n~$:/@'), { minLength: 1, maxLength: 30 }), (parts) =>
        check(parts.join('')),
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});

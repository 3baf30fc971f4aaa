/** A document says the same as Markdown and as a page, safely: hostile text is shown and never obeyed. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import {
  assertSound,
  type Block,
  type Document,
  figureFiles,
  htmlOf,
  literal,
  markdownOf,
} from '../../src/report/index.ts';
import { inlineHtml, inlineText } from '../../src/report/inline.ts';
import { hostile, sampleDocument, sampleFigures } from './sample.ts';

const page = htmlOf(sampleDocument);
const markdown = markdownOf(sampleDocument);

const documentOf = (...blocks: readonly Block[]): Document => ({ title: 't', subtitle: 's', language: 'en', blocks });

/** What a reader of GitHub sees: the Markdown set by an independent reader that also obeys raw HTML. */
const github = markdownIt({ html: true });

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'<>|`$\\*_[]()#-+=~!&"\'1. ab\n\t') }),
  fc.constant(hostile),
);

describe('both settings', () => {
  it('are the same for the same document, and end with one newline', () => {
    expect(htmlOf(sampleDocument)).toBe(page);
    expect(markdownOf(sampleDocument)).toBe(markdown);
    expect(page).toMatch(/[^\n]\n$/);
    expect(markdown).toMatch(/[^\n]\n$/);
  });

  it('hold every heading, table cell and list item', () => {
    let seen = 0;
    const visit = (block: Block): void => {
      if (block.kind === 'heading') {
        seen++;
        expect(page).toContain(`<h${block.level} id="${block.id}">${inlineHtml(block.text)}</h${block.level}>`);
      }
      if (block.kind === 'list') for (const item of block.items) expect(page).toContain(`<li>${inlineHtml(item)}</li>`);
      if (block.kind === 'table') {
        for (const row of block.rows) {
          seen++;
          const cells = row.map(inlineHtml);
          const found = page.split('<tr>').some((line) => cells.every((cell) => line.includes(`>${cell}</t`)));
          expect(found).toBe(true);
          const first = row.map((cell) => cell.replaceAll('|', '\\|').replace(/(?<!\\)</g, '&lt;'));
          expect(markdown).toContain(`| ${first.join(' | ')} |`);
        }
      }
      if (block.kind === 'details') block.blocks.forEach(visit);
    };
    sampleDocument.blocks.forEach(visit);
    expect(seen).toBeGreaterThan(20);
  });

  it('number figures and tables alike', () => {
    for (const text of [page.replace(/<\/?b>/g, '*'), markdown]) {
      for (const [index, id] of Object.keys(sampleFigures).entries()) {
        expect(text).toContain(`*Figure ${index + 1}.*`);
        expect(text).toContain(id);
      }
      expect(text).toContain('*Table 3.*');
      expect(text).not.toContain('Table 4.');
    }
  });
});

describe('Markdown', () => {
  it('refers to exactly the files that go with it', () => {
    const files = figureFiles(sampleDocument).map((file) => file.path);
    const links = [...markdown.matchAll(/\]\((figures\/[^)]*)\)/g)].map((match) => match[1]);
    expect(links).toEqual(files);
    expect(files.length).toBe(Object.keys(sampleFigures).length);
  });

  it('gives every linked name a target', () => {
    const links = [...markdown.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(0);
    for (const id of links) expect(markdown).toContain(`<a id="${id}"></a>`);
  });

  it('whatever a cell holds, the table keeps its shape', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const table: Block = {
          kind: 'table',
          caption: 'c',
          columns: [
            { header: 'a', align: 'left' },
            { header: 'b', align: 'right' },
          ],
          rows: [
            [first, second],
            ['x', 'y'],
          ],
        };
        const set = github.render(markdownOf(documentOf(table)));
        expect(set.match(/<tr>/g)).toHaveLength(3);
        expect(set.match(/<t[dh][ >]/g)).toHaveLength(6);
        expect(set).not.toMatch(/<(script|b)\b/);
      }),
    );
  });

  it('a literal cell comes back as exactly the text it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = text.replace(/\s+/g, ' ').trim();
        expect(inlineText(literal(text))).toBe(expected);
        const row: Block = {
          kind: 'table',
          caption: 'c',
          columns: [{ header: 'a', align: 'left' }],
          rows: [[literal(text)]],
        };
        const set = github.render(markdownOf(documentOf(row)));
        const cell = /<tbody>\s*<tr>\s*<td[^>]*>(.*?)<\/td>/s.exec(set)?.[1] ?? 'no cell';
        expect(cell).toBe(github.utils.escapeHtml(expected));
      }),
    );
  });

  it('whatever a paragraph starts with, it stays a paragraph', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(text.trim() !== '');
        const set = github.render(markdownOf(documentOf({ kind: 'paragraph', text: literal(text) })));
        expect(set).toBe(`<h1>t</h1>\n<p>s</p>\n<p>${github.utils.escapeHtml(text.replace(/\s+/g, ' ').trim())}</p>\n`);
      }),
    );
    for (const text of ['# a', '- a', '+ a', '1. a', '2) a', '> a', '=== ', '---', '```', '~~~', '* a', '***', '|a|']) {
      const set = github.render(markdownOf(documentOf({ kind: 'paragraph', text })));
      expect(set).not.toMatch(/<(h2|ul|ol|li|blockquote|hr|pre|table)/);
    }
  });

  it('text reads the same as on the page, emphasis, code and links included', () => {
    const markup = fc.string({ unit: fc.constantFrom(...'**__``[]()#-+=~|!>\\1. ab', 'a', 'b') });
    const same = (text: string) => {
      fc.pre(text.trim() !== '');
      const set = github.render(markdownOf(documentOf({ kind: 'paragraph', text })));
      expect(set).toBe(`<h1>t</h1>\n<p>s</p>\n<p>${inlineHtml(text)}</p>\n`);
    };
    fc.assert(fc.property(markup, same), { numRuns: 2000 });
    for (const text of [
      '**a** b',
      '*a*',
      '`a|b`',
      '_a_ b',
      '***a***',
      '[a](https://b.c) d',
      '-5',
      '1.5',
      '#a',
      '~~a~~',
    ])
      same(text);
  });
});

describe('the page', () => {
  it('allows its one style sheet by its hash and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map((match) => match[1] ?? '');
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256')
      .update(styles[0] ?? '')
      .digest('base64');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('has no script, handler, inline style or address elsewhere', () => {
    expect(page).not.toMatch(/<script|<iframe|<object|<img|<b>alert/i);
    expect(page).not.toMatch(/<[^>]+\s(on\w+|style)=/i);
    const outside = [...page.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map((match) => match[1]);
    expect(outside).toEqual(['data:,']);
  });

  it('shows hostile titles, captions and cells as text', () => {
    const set = htmlOf({ ...sampleDocument, title: hostile, subtitle: hostile });
    expect(set).not.toContain('<script');
    expect(set).toContain('<title>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; ]]&gt;');
    const shown = htmlOf(
      documentOf({
        kind: 'callout',
        role: 'finding',
        title: hostile,
        text: '![x](http://a.b/c.png) [y](javascript:alert(1)) <http://a.b>',
      }),
    );
    expect(shown).not.toMatch(/<img|href="javascript/);
  });

  it('has names that occur once, and links that lead to them', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map((match) => match[1]);
    expect(targets.length).toBeGreaterThan(8);
    for (const target of targets) expect(ids).toContain(target);
    for (const match of page.matchAll(/aria-labelledby="([^"]*)"/g)) {
      for (const name of (match[1] ?? '').split(' ')) expect(ids).toContain(name);
    }
  });

  it('sets mathematics as MathML, and shows what is none as it was written', () => {
    expect(inlineHtml('$\\ell_1$ costs $5 and $6')).toMatch(/<math.*<\/math><\/span> costs \$5 and \$6$/);
    expect(inlineHtml('`$x$` and \\$x\\$')).toBe('<code>$x$</code> and $x$');
    expect(inlineHtml('$\\frac{1}$')).toBe('<code class="math-error">\\frac{1}</code>');
    expect(inlineText('*a* `b` $c$ [d](#e)')).toBe('a b c d');
    expect(page.includes('class="math-error"')).toBe(false);
    expect(page.includes('display="block"')).toBe(true);
  });

  it('never throws on text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const set = htmlOf({
          ...documentOf({ kind: 'paragraph', text }, { kind: 'list', items: [text] }),
          title: text,
        });
        expect(set).not.toMatch(/<script|<b>alert/);
        expect(set).toContain('</html>');
      }),
    );
  });
});

describe('a document that is not sound is refused', () => {
  const heading = (id: string): Block => ({ kind: 'heading', level: 2, text: 'x', id });
  it.each([
    ['a malformed name', documentOf(heading('A b')), /not of the form/],
    [
      'a name used twice',
      documentOf(heading('a'), { kind: 'details', summary: 'x', blocks: [heading('a')] }),
      /used twice/,
    ],
    ['a dead link', documentOf({ kind: 'paragraph', text: '[x](#nowhere)' }), /#nowhere/],
    [
      'a ragged table',
      documentOf({ kind: 'table', caption: 'c', columns: [{ header: 'a', align: 'left' }], rows: [['1'], ['1', '2']] }),
      /row 2: 2 cells for 1 columns/,
    ],
  ])('%s', (_, document, message) => {
    expect(() => assertSound(document)).toThrow(message);
    expect(() => htmlOf(document)).toThrow(message);
    expect(() => markdownOf(document)).toThrow(message);
  });
});

/**
 * A document as one HTML file that needs nothing else: no script, no font, no request.
 *
 * Its content policy allows exactly one thing, the style sheet below, by its hash. Figures stand inline, so they share
 * the page's theme; their names are prefixed with the figure's own, so they cannot collide.
 */

import { createHash } from 'node:crypto';
import {
  assertSound,
  type Block,
  type Callout,
  type Document,
  type Figure,
  type Heading,
  numbering,
  type Table,
} from './document.ts';
import { escapeMarkup } from './figures/svg.ts';
import { figureStyle } from './figures/theme.ts';
import { inlineHtml, mathHtml } from './inline.ts';
import { pageStyle } from './style.ts';

type Numbers = ReadonlyMap<Block, number>;

/** The whole page; ends with one newline. */
export function htmlOf(document: Document): string {
  assertSound(document);
  const numbers = numbering(document);
  const style = [pageStyle, figureStyle, ...[...numbers.keys()].map(figureRule)].join('');
  const hash = createHash('sha256').update(style, 'utf8').digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = escapeMarkup(document.title);
  return `<!doctype html>
<html lang="${escapeMarkup(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<div class="page">
<header>
<h1>${title}</h1>
<p class="subtitle">${inlineHtml(document.subtitle)}</p>
</header>
${contents(document.blocks)}
<main id="text" tabindex="-1">
${document.blocks.map((block) => setBlock(block, numbers)).join('\n')}
</main>
</div>
</body>
</html>
`;
}

function contents(blocks: readonly Block[]): string {
  const headings = blocks.filter((block) => block.kind === 'heading').filter((heading) => heading.level < 4);
  if (headings.length === 0) return '';
  const items = headings.map(
    ({ level, id, text }) => `<li class="level-${level}"><a href="#${id}">${withoutLinks(inlineHtml(text))}</a></li>`,
  );
  return `<nav aria-labelledby="contents-title">
<p id="contents-title" class="nav-title">Contents</p>
<ul>
${items.join('\n')}
</ul>
</nav>`;
}

function setBlock(block: Block, numbers: Numbers): string {
  switch (block.kind) {
    case 'heading':
      return setHeading(block);
    case 'paragraph':
      return `<p>${inlineHtml(block.text)}</p>`;
    case 'list': {
      const name = block.ordered === true ? 'ol' : 'ul';
      return `<${name}>\n${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('\n')}\n</${name}>`;
    }
    case 'table':
      return setTable(block, numbers.get(block));
    case 'figure':
      return setFigure(block, numbers.get(block));
    case 'math':
      return `<div class="math" tabindex="0" role="group" aria-label="Formula">${mathHtml(block.latex, true)}</div>`;
    case 'callout':
      return setCallout(block);
    case 'details': {
      const inner = block.blocks.map((each) => setBlock(each, numbers)).join('\n');
      return `<details>\n<summary>${inlineHtml(block.summary)}</summary>\n<div class="folded">\n${inner}\n</div>\n</details>`;
    }
  }
}

function setHeading({ level, id, text }: Heading): string {
  return `<h${level} id="${id}">${inlineHtml(text)}</h${level}>`;
}

function setTable(table: Table, number: number | undefined): string {
  const captionId = `table-${number}-caption`;
  const classOf = { left: '', right: ' class="right"', center: ' class="center"' } as const;
  const aligned = (index: number) => classOf[table.columns[index]?.align ?? 'left'];
  const head = table.columns.map(
    (column, index) => `<th scope="col"${aligned(index)}>${inlineHtml(column.header)}</th>`,
  );
  const body = table.rows.map((row) => {
    const cells = row.map((cell, index) =>
      index === 0 && table.rowHeaders !== false
        ? `<th scope="row"${aligned(index)}>${inlineHtml(cell)}</th>`
        : `<td${aligned(index)}>${inlineHtml(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const id = table.id === undefined ? '' : ` id="${table.id}"`;
  return `<div${id} class="table-box${table.wide === true ? ' wide' : ''}" tabindex="0" role="region" aria-labelledby="${captionId}">
<table>
<caption><span id="${captionId}" class="caption"><b>Table ${number}.</b> ${inlineHtml(table.caption)}</span></caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}

function setFigure(figure: Figure, number: number | undefined): string {
  return `<figure id="${figure.id}">
<div class="figure-box" tabindex="0" role="group" aria-label="Figure ${number}: ${escapeMarkup(figure.alt)}">
${inlineSvg(figure.svg, figure.id)}
</div>
<figcaption><b>Figure ${number}.</b> ${inlineHtml(figure.caption)}</figcaption>
</figure>`;
}

function setCallout({ role, title, text }: Callout): string {
  const names = { finding: 'Finding', caution: 'Caution', definition: 'Definition' } as const;
  return `<div class="callout ${role}" role="note">
<p class="callout-title"><span class="callout-role">${names[role]}</span> ${inlineHtml(title)}</p>
<p>${inlineHtml(text)}</p>
</div>`;
}

/** A standalone drawing made part of the page: its style is the page's already, its size is a rule of the page. */
function inlineSvg(svg: string, prefix: string): string {
  return svg
    .trim()
    .replace(`<style>${figureStyle}</style>`, '')
    .replace(/^<svg[^>]*>/, (open) => open.replace(/ (?:width|height)="[^"]*"/g, ''))
    .replace(/ id="([^"]*)"/g, ` id="${prefix}-$1"`)
    .replace(/ aria-labelledby="([^"]*)"/g, (_, names: string) => ` aria-labelledby="${prefixed(names, prefix)}"`)
    .replace(/url\(#([^)]*)\)/g, `url(#${prefix}-$1)`)
    .replace(/ href="#([^"]*)"/g, ` href="#${prefix}-$1"`);
}

function prefixed(names: string, prefix: string): string {
  return names
    .split(' ')
    .map((name) => `${prefix}-${name}`)
    .join(' ');
}

/** A figure is at most as wide as it was drawn, and scrolls rather than shrink until its text is too small to read. */
function figureRule(block: Block): string {
  if (block.kind !== 'figure') return '';
  const width = Number(/ viewBox="0 0 ([\d.]+) /.exec(block.svg)?.[1]);
  if (!Number.isFinite(width)) throw new Error(`the figure ${block.id} has no view box`);
  const least = Math.round(width * 0.85);
  return `#${block.id} svg{max-width:${width}px}\n@media screen{#${block.id} svg{min-width:${least}px}}\n`;
}

function withoutLinks(html: string): string {
  return html.replace(/<\/?a\b[^>]*>/g, '');
}

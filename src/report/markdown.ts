/**
 * A document as Markdown, in the flavour GitHub reads. Figures are referred to as files beside it.
 *
 * The same text as on the page: what is no markup in the model is made none here, so a run of text cannot start a
 * list, close a table cell or open a tag.
 */

import {
  assertSound,
  type Block,
  type Callout,
  type Document,
  everyBlock,
  type Inline,
  linkedIds,
  literal,
  numbering,
  type Table,
} from './document.ts';
import { escapeMarkup } from './figures/svg.ts';
import { inlineText, oneLine } from './inline.ts';

interface Setting {
  readonly numbers: ReadonlyMap<Block, number>;
  readonly linked: ReadonlySet<string>;
}

/** The whole document; ends with one newline. */
export function markdownOf(document: Document): string {
  assertSound(document);
  const setting: Setting = { numbers: numbering(document), linked: linkedIds(document) };
  const head = [`# ${guarded(literal(document.title))}`, guarded(run(document.subtitle))];
  return `${[...head, ...document.blocks.map((block) => setBlock(block, setting))].filter((part) => part !== '').join('\n\n')}\n`;
}

function setBlock(block: Block, setting: Setting): string {
  switch (block.kind) {
    case 'heading':
      return `${anchor(block.id, setting)}${'#'.repeat(block.level)} ${run(block.text).replace(/#+$/, '\\$&')}`;
    case 'paragraph':
      return guarded(run(block.text));
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered === true ? `${index + 1}.` : '-'} ${guarded(run(item))}`)
        .join('\n');
    case 'table':
      return setTable(block, setting);
    case 'figure': {
      const image = `![${literal(block.alt)}](figures/${block.id}.svg)`;
      return `${anchor(block.id, setting)}${image}\n\n*Figure ${setting.numbers.get(block)}.* ${run(block.caption)}`;
    }
    case 'math':
      return `$$\n${block.latex.trim()}\n$$`;
    case 'callout':
      return setCallout(block);
    case 'details': {
      const inner = block.blocks.map((each) => setBlock(each, setting));
      const summary = `<details>\n<summary>${escapeMarkup(inlineText(block.summary))}</summary>`;
      return [summary, ...inner, '</details>'].join('\n\n');
    }
  }
}

function setTable(table: Table, setting: Setting): string {
  const cells = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rules = { left: ':---', right: '---:', center: ':---:' } as const;
  const name = table.id === undefined ? '' : anchor(table.id, setting);
  return [
    `${name}*Table ${setting.numbers.get(table)}.* ${run(table.caption)}`,
    '',
    cells(table.columns.map((column) => cell(column.header))),
    cells(table.columns.map((column) => rules[column.align])),
    ...table.rows.map((row) => cells(row.map(cell))),
  ].join('\n');
}

function setCallout({ role, title, text }: Callout): string {
  const alerts = { finding: 'IMPORTANT', caution: 'WARNING', definition: 'NOTE' } as const;
  return `> [!${alerts[role]}]\n> **${run(title)}**\n>\n> ${guarded(run(text))}`;
}

/** A table ends its cells at every bar, in code and mathematics too, unless it is escaped. */
function cell(text: Inline): string {
  return run(text).replaceAll('|', '\\|');
}

// An escape, a code span or a formula is left alone; a `<` anywhere else must not open a tag.
const spans = /\\[\s\S]|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|\$(?![\s$])(?:\\.|[^\\$])*?(?:\\.|[^\\$\s])\$(?!\d)|</g;

function run(text: Inline): string {
  return oneLine(text).replace(spans, (span) => (span === '<' ? '&lt;' : span));
}

/** Keeps a run of text from being read as a heading, list, quotation, rule, fence, table or link definition. */
function guarded(text: string): string {
  return text
    .replace(
      /^(?:#{1,6}(?=\s|$)|[>|]|[-+*](?=\s|$)|`{3}|~{3}|([-*_])(?:\s*\1){2,}\s*$|\[(?=(?:\\.|[^\]])*\]:))/,
      '\\$&',
    )
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A target for links within the document, only where something links to it. */
function anchor(id: string, { linked }: Setting): string {
  return linked.has(id) ? `<a id="${id}"></a>\n\n` : '';
}

/** The names of the files that the Markdown refers to, relative to it. */
export function figureFiles(document: Document): readonly { readonly path: string; readonly svg: string }[] {
  return everyBlock(document.blocks).flatMap((block) =>
    block.kind === 'figure' ? [{ path: `figures/${block.id}.svg`, svg: block.svg }] : [],
  );
}

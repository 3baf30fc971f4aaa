/**
 * What a report is: a list of typed blocks, written once and set twice, as Markdown and as a page.
 *
 * `Inline` is Markdown for one run of text (emphasis, code, links, `$…$` mathematics); raw HTML in it is shown, never
 * obeyed. Text that comes from data goes through `literal` first.
 */

/** Markdown within a line. */
export type Inline = string;

export interface Document {
  /** Plain text. */
  readonly title: string;
  readonly subtitle: Inline;
  /** The BCP 47 tag of the language it is written in, such as `en`. */
  readonly language: string;
  readonly blocks: readonly Block[];
}

export interface Heading {
  readonly kind: 'heading';
  /** The title of the document is level 1. Levels 2 and 3 are listed in the contents. */
  readonly level: 2 | 3 | 4;
  readonly text: Inline;
  readonly id: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: Inline;
}

export interface List {
  readonly kind: 'list';
  readonly ordered?: boolean;
  readonly items: readonly Inline[];
}

export interface TableColumn {
  readonly header: Inline;
  readonly align: 'left' | 'right' | 'center';
}

export interface Table {
  readonly kind: 'table';
  /** A name to link to. */
  readonly id?: string;
  readonly caption: Inline;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Inline[])[];
  /** Keeps cells on one line and lets the table scroll sideways where it does not fit. */
  readonly wide?: boolean;
  /** Whether the first cell names its row; it does unless said otherwise. */
  readonly rowHeaders?: boolean;
}

export interface Figure {
  readonly kind: 'figure';
  /** Also the name of its file, `figures/ID.svg`. */
  readonly id: string;
  readonly caption: Inline;
  /** Plain text for those who do not see it. */
  readonly alt: string;
  /** A drawing of this package; it is trusted. */
  readonly svg: string;
}

export interface DisplayMath {
  readonly kind: 'math';
  readonly latex: string;
}

export interface Callout {
  readonly kind: 'callout';
  readonly role: 'finding' | 'caution' | 'definition';
  readonly title: Inline;
  readonly text: Inline;
}

export interface Details {
  readonly kind: 'details';
  readonly summary: Inline;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | List | Table | Figure | DisplayMath | Callout | Details;

/** Every block in reading order, also those folded away in details. */
export function everyBlock(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => (block.kind === 'details' ? [block, ...everyBlock(block.blocks)] : [block]));
}

/** The number of each figure and of each table, counted from 1 in reading order. */
export function numbering(document: Document): ReadonlyMap<Block, number> {
  const blocks = everyBlock(document.blocks);
  const numbered = (kind: Block['kind']) =>
    blocks.filter((block) => block.kind === kind).map((block, index): [Block, number] => [block, index + 1]);
  return new Map([...numbered('figure'), ...numbered('table')]);
}

/** Text from data as Markdown that shows exactly that text. */
export function literal(text: string): Inline {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&$~!|]/g, '\\$&');
}

const idPattern = /^[a-z][a-z0-9-]*$/;
const innerLink = /\]\(#([^)\s]*)\)/g;

/** The names that links inside the document point to. */
export function linkedIds(document: Document): ReadonlySet<string> {
  const texts = [document.subtitle, ...everyBlock(document.blocks).flatMap(inlineTexts)];
  return new Set(texts.flatMap((text) => [...text.matchAll(innerLink)].map((match) => match[1] ?? '')));
}

/** Throws with the first thing that makes a document unfit to be set: a malformed or doubled name, a ragged table, a dead link. */
export function assertSound(document: Document): void {
  const blocks = everyBlock(document.blocks);
  const ids = new Set<string>();
  for (const block of blocks) {
    if (!('id' in block) || block.id === undefined) continue;
    if (!idPattern.test(block.id))
      throw new Error(`the ${block.kind} name ${JSON.stringify(block.id)} is not of the form ${idPattern}`);
    if (ids.has(block.id)) throw new Error(`the name ${block.id} is used twice`);
    ids.add(block.id);
  }
  for (const block of blocks) {
    if (block.kind !== 'table') continue;
    const ragged = block.rows.findIndex((row) => row.length !== block.columns.length);
    if (ragged >= 0) {
      const cells = block.rows[ragged]?.length;
      throw new Error(
        `table "${block.caption}", row ${ragged + 1}: ${cells} cells for ${block.columns.length} columns`,
      );
    }
  }
  for (const id of linkedIds(document)) {
    if (!ids.has(id)) throw new Error(`a link points to #${id}, and nothing has that name`);
  }
}

function inlineTexts(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'list':
      return block.items;
    case 'table':
      return [block.caption, ...block.columns.map((column) => column.header), ...block.rows.flat()];
    case 'figure':
      return [block.caption];
    case 'math':
      return [];
    case 'callout':
      return [block.title, block.text];
    case 'details':
      return [block.summary];
  }
}

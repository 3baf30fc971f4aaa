/**
 * Runs of Markdown set as HTML: markdown-it for the text, KaTeX for the mathematics.
 *
 * Raw HTML is off, and so are images and bare-URL links: a report fetches nothing. Mathematics becomes MathML, which
 * needs neither fonts nor scripts.
 */

import katex from 'katex';
import markdownIt, { type StateInline } from 'markdown-it';
import type { Inline } from './document.ts';
import { escapeMarkup } from './figures/svg.ts';

const markdown = markdownIt({ html: false, linkify: false, typographer: false }).disable(['image', 'autolink']);

markdown.inline.ruler.before('escape', 'math', mathRule);
markdown.renderer.rules['math'] = (tokens, index) => mathHtml(tokens[index]?.content ?? '', false);

/** One run of text as HTML. */
export function inlineHtml(text: Inline): string {
  return markdown.renderInline(oneLine(text));
}

/** One run of text without any marks, for places that cannot show them. */
export function inlineText(text: Inline): string {
  const tokens = markdown.parseInline(oneLine(text), {});
  return tokens
    .flatMap((token) => token.children ?? [])
    .map((token) => (['text', 'code_inline', 'math', 'text_special'].includes(token.type) ? token.content : ''))
    .join('');
}

/** LaTeX as MathML; what KaTeX cannot read is shown as it was written, marked as an error. */
export function mathHtml(latex: string, display: boolean): string {
  try {
    return katex.renderToString(latex, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
    });
  } catch {
    return `<code class="math-error">${escapeMarkup(latex)}</code>`;
  }
}

/** Line breaks in a run of text mean nothing. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** `$…$`: no space just inside, no digit just after, so that prices stay prices. */
function mathRule(state: StateInline, silent: boolean): boolean {
  const match = inlineMath.exec(state.src.slice(state.pos, state.posMax));
  if (match?.[1] === undefined) return false;
  if (!silent) state.push('math', 'math', 0).content = match[1];
  state.pos += match[0].length;
  return true;
}

const inlineMath = /^\$((?![\s$])(?:\\.|[^\\$])*?(?:\\.|[^\\$\s]))\$(?!\d)/;

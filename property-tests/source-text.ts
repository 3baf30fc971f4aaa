/**
 * What a TypeScript source says once comments and the insides of strings and regular expressions are out of the way.
 *
 * This is a reader of tokens, not of grammar: enough to search for `console` or `from '…'` without being fooled by prose.
 */

export interface Code {
  /** The source with comments blanked, and every string literal replaced by its number: `'0'`, `'1'`, … */
  readonly skeleton: string;
  /** The string literals, by that number. */
  readonly strings: readonly string[];
}

export interface Import {
  readonly specifier: string;
  readonly kind: 'value' | 'type' | 'dynamic';
}

// Sticky, tried in this order at each position.
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const quoted = /'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)"/y;
const regex = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** A slash opens a regular expression where a value may begin, and divides where one has just ended. */
const valueMayBegin = /(?:^|[=(,:[!&|?{;+\-*%<>~^]|\b(?:return|typeof|case|in|of|yield|await|throw|void))\s*$/;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

export function readCode(source: string): Code {
  const strings: string[] = [];
  let skeleton = '';
  let at = 0;
  /** For each template we are inside of: how many braces its current `${` has open. */
  const openBraces: number[] = [];

  const keepString = (value: string): void => {
    skeleton += `'${strings.push(value) - 1}'`;
  };
  const readTemplate = (): void => {
    const text = matchAt(templateText, source, at)?.[0] ?? '';
    at += text.length;
    keepString(text);
    if (source.startsWith('${', at)) {
      openBraces.push(0);
      skeleton += '(';
      at += 2;
    } else {
      at += 1;
    }
  };

  while (at < source.length) {
    const char = source.charAt(at);
    const skipped = matchAt(comment, source, at);
    const string = matchAt(quoted, source, at);
    const pattern = char === '/' && valueMayBegin.test(skeleton.slice(-20)) ? matchAt(regex, source, at) : null;
    if (skipped) {
      skeleton += skipped[0].replace(/[^\n]+/g, ' ');
      at += skipped[0].length;
    } else if (string) {
      keepString(string[1] ?? string[2] ?? '');
      at += string[0].length;
    } else if (pattern) {
      keepString(pattern[0]);
      at += pattern[0].length;
    } else if (char === '`') {
      at += 1;
      readTemplate();
    } else if (char === '}' && openBraces.at(-1) === 0) {
      openBraces.pop();
      skeleton += ')';
      at += 1;
      readTemplate();
    } else {
      const open = openBraces.pop();
      if (open !== undefined) openBraces.push(open + (char === '{' ? 1 : char === '}' ? -1 : 0));
      skeleton += char;
      at += 1;
    }
  }
  return { skeleton, strings };
}

const importForms: readonly { form: RegExp; kind: Import['kind'] }[] = [
  { form: /\b(?:import|export)\s+(?!type\b)[\w\s{},*$]*?\bfrom\s*'(\d+)'/g, kind: 'value' },
  { form: /\bimport\s*'(\d+)'/g, kind: 'value' },
  { form: /\b(?:import|export)\s+type\b[\w\s{},*$]*?\bfrom\s*'(\d+)'/g, kind: 'type' },
  { form: /\btypeof\s+import\s*\(\s*'(\d+)'/g, kind: 'type' },
  { form: /(?<!\btypeof\s+)\bimport\s*\(\s*'(\d+)'/g, kind: 'dynamic' },
];

/** Every module the code names: `import … from`, `export … from`, `import '…'`, `import('…')`, and their type-only forms. */
export function importsOf({ skeleton, strings }: Code): Import[] {
  return importForms.flatMap(({ form, kind }) =>
    [...skeleton.matchAll(form)].map((match) => ({ specifier: strings[Number(match[1])] ?? '', kind })),
  );
}

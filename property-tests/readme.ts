/**
 * Reads a README for what it promises: commands with the output they print, and programs with the values they print.
 *
 * Nothing is passed over in silence. A block that cannot be checked, because its language, its prompt or its command is
 * unknown, is returned as a problem.
 */
import MarkdownIt from 'markdown-it';

export interface Command {
  /** Line of the README, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly exit: number;
  readonly output: readonly string[];
}

export interface Program {
  readonly line: number;
  readonly text: string;
  readonly output: readonly string[];
}

export interface Readme {
  readonly commands: readonly Command[];
  readonly programs: readonly Program[];
  /** Recognised, and not run here: running them is what the tests, or whoever runs the tests, are already doing. */
  readonly known: readonly string[];
  readonly problems: readonly string[];
}

/** A line of expected output that stands for any lines, or none. */
export const anyLines = '…';

const knownCommand =
  /^(?:npm (?:start|test|ci|run [\w:-]+)|npm install [\w./@-]+|git clone \S+|cd [\w./-]+|\.ci\/run)$/;
const illustration = new Set(['text', 'json', 'yaml', 'html', 'wgsl', 'python', 'mermaid', 'math']);

/** Lines without the spaces that end them, and without empty lines at either end. */
export function trimmedLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether printed lines are the expected ones, where a line `…` stands for any lines. */
export function outputMatches(expected: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return printed.length === 0;
  if (first.trim() !== anyLines) return first === printed[0] && outputMatches(rest, printed.slice(1));
  return [...printed, ''].some((_, skipped) => outputMatches(rest, printed.slice(skipped)));
}

function readCommands(content: string, firstLine: number): Omit<Readme, 'programs'> {
  const commands: Command[] = [];
  const known: string[] = [];
  const problems: string[] = [];
  const lines = content.split('\n');

  for (let at = 0; at < lines.length; at += 1) {
    const line = firstLine + at;
    const text = (lines[at] ?? '').trim();
    const bare = text.replace(/^\$\s*/, '').replace(/\s+#.*$/, '');
    if (text === '' || text.startsWith('#')) continue;
    if (knownCommand.test(bare)) {
      known.push(bare);
      continue;
    }
    if (!/^\$ gauntlet(?:\s|$)/.test(text)) {
      problems.push(
        `line ${line}: nobody checks "${text}"; expected "$ gauntlet …" or a command known to the README test`,
      );
      continue;
    }
    let whole = text.slice(2);
    while (whole.endsWith('\\')) {
      at += 1;
      whole = `${whole.slice(0, -1)}${(lines[at] ?? '').trim()}`;
    }
    const output: string[] = [];
    while (at + 1 < lines.length && !(lines[at + 1] ?? '').startsWith('$ ')) {
      at += 1;
      output.push(lines[at] ?? '');
    }
    const exit = Number(/#\s*exit (\d+)$/.exec(whole)?.[1] ?? 0);
    commands.push({ line, text: whole, exit, output: trimmedLines(output.join('\n')) });
  }
  return { commands, known, problems };
}

/** The values a program claims to print: `console.log(…); // → value`, and further lines of the same value as `// → …`. */
function promisedOutput(content: string): string[] {
  return content.split('\n').flatMap((line) => /\/\/ → ?(.*)$/.exec(line)?.[1]?.trimEnd() ?? []);
}

/** Reads every fenced block of a README. */
export function readReadme(markdown: string): Readme {
  const commands: Command[] = [];
  const programs: Program[] = [];
  const known: string[] = [];
  const problems: string[] = [];

  for (const token of new MarkdownIt().parse(markdown, {})) {
    if (token.type !== 'fence') continue;
    const language = token.info.trim();
    const line = (token.map?.[0] ?? 0) + 1;
    if (language === 'sh') {
      const found = readCommands(token.content, line + 1);
      commands.push(...found.commands);
      known.push(...found.known);
      problems.push(...found.problems);
    } else if (language === 'ts') {
      const output = promisedOutput(token.content);
      if (output.length === 0)
        problems.push(`line ${line}: the program promises no output; end a line with "// → value"`);
      programs.push({ line, text: token.content, output });
    } else if (!illustration.has(language)) {
      problems.push(
        `line ${line}: nobody checks a "${language}" block; use sh, ts, or one of ${[...illustration].join(', ')}`,
      );
    }
  }
  return { commands, programs, known, problems };
}

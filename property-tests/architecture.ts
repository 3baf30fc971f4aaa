/**
 * The house rules of src/ as one pure function from sources to complaints: imports point one way and never in a circle,
 * only the outer rooms touch the world, and every room has a name that says what is in it.
 */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { importsOf, readCode } from './source-text.ts';

export interface Package {
  readonly name: string;
  /** Packages that are there once the package is installed. */
  readonly installed: readonly string[];
}

export interface Verdict {
  readonly violations: readonly string[];
  /** How much was looked at, so that a caller can refuse a verdict about nothing. */
  readonly files: number;
  readonly imports: number;
}

/** Each room may import from those before it; rooms on one line do not know each other. */
const layers: readonly (readonly string[])[] = [
  ['errors.ts', 'schema-complaint.ts'],
  ['exact'],
  ['tensor-file'],
  ['irreps'],
  ['coupling'],
  ['operation'],
  ['algorithm'],
  ['program'],
  ['gpu'],
  ['many-body'],
  ['analysis', 'verification'],
  ['bench', 'audit'],
  ['report'],
  ['cli'],
];

const touchesTheWorld = /^src\/(?:cli|bench|gpu|verification\/runners)\//;
const worldly = [
  /\bconsole\b/,
  /\bprocess\s*\??\./,
  /\bDate\.now\b/,
  /\bnew\s+Date\b/,
  /\bperformance\.now\b/,
  /\bMath\.random\b/,
];
const worldlyModule = /^(?:node:)?(?:fs|process)(?:\/|$)/;
const emptyWord = /^(?:utils?|helpers?|common|misc|shared)$/i;

/** The parts of a path that would fit any folder or file and so describe none. */
export const emptyNames = (path: string): string[] =>
  path.split('/').filter((part) => emptyWord.test(part.replace(/\..*$/, '')));

const roomOf = (path: string): string => path.split('/')[1] ?? '';
const layerOf = (path: string): number => layers.findIndex((rooms) => rooms.includes(roomOf(path)));

function directionProblem(from: string, to: string): string | undefined {
  if (!to.startsWith('src/')) return `${from} imports ${to}, which is outside src`;
  if (roomOf(from) === roomOf(to) || layerOf(to) < layerOf(from)) return undefined;
  return `${from} imports ${to}: ${roomOf(from)} comes before ${roomOf(to)} or stands beside it`;
}

function packageProblem(from: string, specifier: string, dynamic: boolean, pack: Package): string | undefined {
  if (isBuiltin(specifier)) {
    const allowed = touchesTheWorld.test(from) || !worldlyModule.test(specifier);
    return allowed ? undefined : `${from} imports ${specifier}: only cli, bench, gpu and runners touch the world`;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (name === pack.name) return `${from} imports its own package by name: ${specifier}`;
  // A dynamic import can be caught, so it may ask for something that need not be there.
  if (dynamic || pack.installed.includes(name)) return undefined;
  return `${from} imports ${specifier}, which users of the package do not have installed`;
}

/** The circles in the import graph, each reported once, starting from the file in it that was met first. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (path.includes(file)) {
      found.push(`import cycle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      return;
    }
    if (finished.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}

/** Judges the TypeScript files of src, given as path → text with paths like `src/exact/surd.ts`. */
export function examine(files: ReadonlyMap<string, string>, pack: Package): Verdict {
  const violations: string[] = [];
  const graph = new Map<string, string[]>();
  let imports = 0;

  for (const [from, text] of files) {
    const code = readCode(text);
    const targets: string[] = [];
    graph.set(from, targets);
    if (layerOf(from) < 0) violations.push(`${from} is in no room of the layer order`);
    for (const name of emptyNames(from)) violations.push(`${from}: "${name}" does not say what is inside`);
    for (const { specifier, kind } of importsOf(code)) {
      imports += 1;
      let problem: string | undefined;
      if (!specifier.startsWith('.')) {
        problem = kind === 'type' ? undefined : packageProblem(from, specifier, kind === 'dynamic', pack);
      } else {
        const to = posix.join(posix.dirname(from), specifier);
        targets.push(to);
        problem = directionProblem(from, to);
        if (problem === undefined && !files.has(to)) problem = `${from} imports ${to}, which does not exist`;
      }
      if (problem !== undefined) violations.push(problem);
    }
    if (touchesTheWorld.test(from)) continue;
    for (const pattern of worldly) {
      const hit = pattern.exec(code.skeleton);
      if (hit) violations.push(`${from} uses ${hit[0]}: only cli, bench, gpu and runners touch the world`);
    }
    // Elsewhere a computed module name would be an import nobody can check; `import.meta` is something else.
    if (/\bimport\s*\(\s*(?!'\d+'\s*[,)])|\brequire\s*\(/.test(code.skeleton)) {
      violations.push(`${from} imports a module by a computed name`);
    }
  }
  return { violations: [...violations, ...cycles(graph)], files: files.size, imports };
}

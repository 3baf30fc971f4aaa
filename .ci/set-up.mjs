/**
 * Makes the checkout ready: installs the locked dependencies and, with --build, compiles src/ and proofs/ into dist/.
 *
 * Each half runs only when its inputs changed since it last succeeded, and says so in one line on stderr; otherwise it is
 * silent. It imports nothing that needs installing, so it works on a bare clone. Exit 3: this machine cannot.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const json = (path) => JSON.parse(read(path) || '{}');
const say = (line) => process.stderr.write(`${line}\n`);

function stop(line, code) {
  say(line);
  process.exit(code);
}

function digest(...texts) {
  const hash = createHash('sha256');
  // JSON keeps the borders between the texts, so moving a line from one file to the next changes the digest.
  for (const text of texts) hash.update(JSON.stringify(text));
  return hash.digest('hex');
}

/** Standard output belongs to whoever called us: programs read what `npm pack --json` prints. */
function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { cwd: root, ...options });
  if (error) stop(`cannot start ${command}: ${error.message}`, 3);
  return status ?? 1;
}

function refuseOldNode() {
  const wanted = json(at('package.json')).engines.node;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = wanted.split('||').some((range) => {
    const [, sign, low, lowMinor = '0'] = /^\s*(\^|>=)(\d+)(?:\.(\d+))?/.exec(range) ?? [];
    return (major === Number(low) && minor >= Number(lowMinor)) || (sign === '>=' && major > Number(low));
  });
  if (!fits) stop(`tp-gauntlet needs Node ${wanted}; this is ${process.versions.node}.`, 3);
}

/** npm leaves a record of what it installed; a tree somebody installed by hand is as good as one installed from here. */
function treeMatchesLock() {
  const installed = json(at('node_modules', '.package-lock.json')).packages ?? {};
  return Object.entries(json(at('package-lock.json')).packages).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      (installed[path]
        ? installed[path].version === version && installed[path].integrity === integrity
        : optional === true),
  );
}

function install() {
  const stampFile = at('node_modules', '.set-up');
  const node = `node ${process.versions.node.split('.')[0]}`;
  const stamp = `${digest(read(at('package-lock.json')))} ${node}\n`;
  const last = read(stampFile);
  if (last === stamp) return;

  // Inside `npm pack`, `npm publish` or a git install, npm has set up the tree itself: replacing it under npm's feet is wrong.
  const npmOwnsTree = ['prepack', 'prepare'].includes(process.env.npm_lifecycle_event ?? '');
  if (npmOwnsTree && existsSync(at('node_modules', 'typescript'))) return;

  const sameNode = last === '' || last.trim().endsWith(node);
  if (!(sameNode && treeMatchesLock())) {
    say('Installing the locked dependencies (npm ci) …');
    const npm = process.env.npm_execpath ?? '';
    // --include=dev: with NODE_ENV=production npm would leave out the compiler and the test runner.
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const stdio = ['ignore', 'ignore', 2];
    const status = /^npm-cli\.c?js$/.test(basename(npm))
      ? run(process.execPath, [npm, ...args], { stdio })
      : run(['npm', ...args].join(' '), [], { stdio, shell: true }); // On Windows npm is a .cmd, which only a shell can start.
    if (status !== 0) stop(`npm ci failed with exit code ${status}; its own words are above.`, 3);
  }
  writeFileSync(stampFile, stamp);
}

function build() {
  const inputs = ['tsconfig.json', 'package-lock.json'];
  for (const entry of ['src', 'proofs'].flatMap((name) =>
    readdirSync(at(name), { recursive: true, withFileTypes: true }),
  )) {
    if (entry.isFile()) inputs.push(join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
  }
  const stampFile = at('node_modules', '.built'); // Not in dist, which is what users get.
  const stamp = `${digest(...inputs.sort().flatMap((path) => [path, read(at(path))]))}\n`;
  if (existsSync(at('dist')) && read(stampFile) === stamp) return;

  say('Building dist …');
  rmSync(stampFile, { force: true });
  rmSync(at('dist'), { recursive: true, force: true, maxRetries: 5 });
  compile('src');
  // A style sheet or a table read at run time lies beside its module in dist as it does in src; the compiler leaves it behind.
  const isAsset = (path) => statSync(path).isDirectory() || !/\.ts$|^tsconfig\.json$/.test(basename(path));
  cpSync(at('src'), at('dist'), { recursive: true, filter: isAsset });
  rmSync(at('node_modules', '.proofs'), { recursive: true, force: true, maxRetries: 5 });
  compile('proofs');
  cpSync(at('proofs'), at('dist', 'proofs'), { recursive: true, filter: isAsset });
  placeProofs(at('node_modules', '.proofs', 'proofs'), at('dist', 'proofs'));
  const command = at('dist', 'cli', 'main.js');
  if (existsSync(command)) chmodSync(command, 0o755);
  writeFileSync(stampFile, stamp);
}

function compile(folder) {
  const compiler = at('node_modules', 'typescript', 'bin', 'tsc');
  const status = run(process.execPath, [compiler, '-p', at(folder)], { stdio: ['ignore', 2, 2] });
  if (status !== 0) stop('The build failed: the compiler has found what is listed above.', 1);
}

/** What proofs/ imports from ../src lies in dist one folder up. */
function placeProofs(from, to) {
  for (const name of readdirSync(from).filter((file) => file.endsWith('.js'))) {
    writeFileSync(join(to, name), read(join(from, name)).replaceAll("from '../src/", "from '../"));
  }
}

refuseOldNode();
install();
if (process.argv.includes('--build')) build();

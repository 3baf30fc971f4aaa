/**
 * The script of the page (page.ts): runs every kernel on the visitor's GPU when asked, shows what came out as it comes, and offers it as
 * JSON. What can go wrong is said in the page: no WebGPU, no adapter, a canary that does not sing, a lost device, a failing kernel.
 */
import { openDevice } from './execute-job.ts';
import type { Job, JobRunner } from './job.ts';
import { type AdapterArithmetic, judgeCanary } from './judge-canary.ts';
import { judgeNumbers } from './judge-numbers.ts';
import type { PageData, PageJob, PageKernel, PageOutput } from './page-data.ts';

/** What is known of one kernel. */
interface Outcome {
  readonly algorithm: string;
  readonly pass: string;
  readonly lmax: number;
  readonly form: string;
  readonly entries: number;
  /** null where something that must be exact is not */
  readonly observedOverBound: number | null;
  readonly nanosecondsPerRow: number | null;
  readonly clock: 'gpu' | 'host' | null;
  readonly verdict: 'pass' | 'fail';
  readonly evidence?: string;
}

const TIMED_RUNS = 5;
/** Dispatches of a timed run on a real GPU, where one is over before a clock ticks. */
const REPEATS = 32;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page lacks #${id}`);
  return found;
}

const data: PageData = JSON.parse(element('data').textContent ?? '');

function blobBytes(place: number): Uint8Array<ArrayBuffer> {
  const text = atob(data.blobs[place] ?? '');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
const float64s = (place: number): Float64Array => new Float64Array(blobBytes(place).buffer);
const float32s = (place: number): Float32Array => new Float32Array(blobBytes(place).buffer);

const jobOf = ({ buffers, dispatches }: PageJob, source: string): Job => ({
  shaders: [source],
  buffers: buffers.map(({ blob, ...buffer }) => (blob === undefined ? buffer : { ...buffer, data: blobBytes(blob) })),
  dispatches,
});

/** The verdict on one output of a trial. */
function outputVerdict(output: PageOutput, bytes: Uint8Array, rounding: AdapterArithmetic['rounding'], trial: string) {
  const values = float64s(output.values);
  const found = new Float32Array(bytes.slice().buffer, 0, values.length);
  const bounds = float64s(output.bounds[rounding]);
  const floats = output.floats === undefined ? {} : { floats: float32s(output.floats) };
  const { judged, ratio, place } = judgeNumbers(found, { values, bounds, ...floats });
  const { length } = output.entries;
  const where = `${trial}, row ${Math.floor(place / length)}, ${output.name} ${output.entries[place % length]}`;
  return { judged, ratio, evidence: `${where}: ${found[place]}, expected ${values[place]} ± ${bounds[place]}` };
}

async function timeKernel(
  device: JobRunner,
  { timing, source }: PageKernel,
): Promise<Pick<Outcome, 'nanosecondsPerRow' | 'clock'>> {
  const job = jobOf(timing, source);
  const repeats = device.info.software ? 1 : REPEATS;
  const dispatches = Array.from({ length: repeats }, () => job.dispatches).flat();
  const { times, clock } = await device.run({ ...job, dispatches, timedRuns: TIMED_RUNS });
  const median = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return median > 0
    ? { nanosecondsPerRow: median / repeats / timing.rows, clock }
    : { nanosecondsPerRow: null, clock: null };
}

async function examine(
  device: JobRunner,
  kernel: PageKernel,
  rounding: AdapterArithmetic['rounding'],
): Promise<Outcome> {
  const { algorithm, pass, lmax, form, source, trials } = kernel;
  let [entries, worst, evidence] = [0, 0, ''];
  for (const trial of trials) {
    const { buffers } = await device.run(jobOf(trial, source));
    for (const [k, output] of trial.outputs.entries()) {
      const verdict = outputVerdict(output, buffers[k] ?? new Uint8Array(), rounding, trial.name);
      entries += verdict.judged;
      if (verdict.ratio > worst) [worst, evidence] = [verdict.ratio, verdict.evidence];
    }
  }
  const passed = worst <= 1 && entries > 0;
  return {
    algorithm,
    pass,
    lmax,
    form,
    entries,
    observedOverBound: Number.isFinite(worst) ? worst : null,
    ...(await timeKernel(device, kernel)),
    verdict: passed ? 'pass' : 'fail',
    ...(passed ? {} : { evidence }),
  };
}

const timeText = (nanoseconds: number | null): string => {
  if (nanoseconds === null) return '–';
  const [unit, size] = nanoseconds < 1e3 ? ['ns', 1] : nanoseconds < 1e6 ? ['µs', 1e3] : ['ms', 1e6];
  return `${(nanoseconds / size).toPrecision(3)} ${unit}`;
};
const ratioText = (ratio: number | null): string => (ratio === null ? '∞' : ratio === 0 ? '0' : ratio.toPrecision(2));

function cell(text: string, kind = ''): HTMLTableCellElement {
  const made = document.createElement('td');
  made.textContent = text;
  made.className = kind;
  return made;
}

/** The rows of the table: kernels that are done, and those that wait. */
function showTable(outcomes: readonly Outcome[]): void {
  const rows = data.kernels.flatMap((kernel, k) => {
    const outcome = outcomes[k];
    const row = document.createElement('tr');
    const head = [cell(kernel.algorithm), cell(kernel.pass), cell(`${kernel.lmax}`, 'number'), cell(kernel.form)];
    if (outcome === undefined) {
      row.append(...head, cell('–', 'number'), cell('–', 'number'), cell('–', 'number'), cell('not run', 'waiting'));
      return [row];
    }
    const { entries, observedOverBound, nanosecondsPerRow, verdict, evidence } = outcome;
    const numbers = [`${entries}`, ratioText(observedOverBound), timeText(nanosecondsPerRow)];
    row.append(...head, ...numbers.map((text) => cell(text, 'number')), cell(verdict, verdict));
    if (evidence === undefined) return [row];
    const why = document.createElement('tr');
    why.className = 'evidence';
    const text = cell(evidence);
    text.colSpan = 8;
    why.append(text);
    return [row, why];
  });
  element('kernels').replaceChildren(...rows);
}

const SVG = 'http://www.w3.org/2000/svg';

function drawn(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`);
  made.textContent = text;
  return made;
}

/** Error over bound of every kernel, on a logarithmic axis from 10^−4 to 10; what lies outside stands at its end. Lengths in pixels. */
const PLOT = { widest: 640, left: 165, right: 16, top: 34, row: 18, low: -4, high: 1 };

function showPlot(outcomes: readonly Outcome[]): void {
  const { widest, left, right, top, row, low, high } = PLOT;
  const width = Math.min(widest, element('plot').clientWidth);
  const height = top + row * outcomes.length + 10;
  const at = (exponent: number): number => left + ((exponent - low) / (high - low)) * (width - left - right);
  const svg = drawn('svg', {
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': 'error over bound of each kernel',
  });
  for (let exponent = low; exponent <= high; exponent++) {
    const x = at(exponent);
    svg.append(drawn('line', { x1: x, x2: x, y1: top - 6, y2: height - 6, class: exponent === 0 ? 'limit' : '' }));
    const label =
      exponent === 0 ? '1' : `10${[...`${exponent}`].map((c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]).join('')}`;
    svg.append(drawn('text', { x, y: top - 12, 'text-anchor': 'middle', class: 'faint' }, label));
  }
  svg.append(drawn('text', { x: 0, y: top - 12, class: 'faint' }, 'error / bound'));
  for (const [k, { algorithm, pass, observedOverBound, verdict }] of outcomes.entries()) {
    const y = top + row * (k + 0.5);
    const exponent = observedOverBound === null ? high : Math.log10(Math.max(observedOverBound, 10 ** low));
    svg.append(drawn('text', { x: 0, y: y + 4 }, `${algorithm} ${pass}`));
    svg.append(
      drawn('circle', { cx: at(Math.min(high, Math.max(low, exponent))), cy: y, r: 4.5, class: `dot ${verdict}` }),
    );
  }
  element('plot').replaceChildren(svg);
}

function say(id: 'adapter' | 'trouble' | 'summary', text: string): void {
  element(id).textContent = text;
  element(id).hidden = false;
}

async function open(): Promise<{ device: JobRunner; arithmetic: AdapterArithmetic }> {
  if (navigator.gpu === undefined) {
    throw new Error(
      'This browser has no WebGPU, or keeps it from this page. Use a current Chrome, Edge, Firefox or Safari.',
    );
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    throw new Error(
      'This browser found no GPU adapter. Check its GPU page (chrome://gpu, about:support) and the graphics driver.',
    );
  const device = await openDevice(adapter);
  const { canary } = data;
  const heard = judgeCanary((await device.run(jobOf(canary, canary.source))).buffers, canary.answers);
  if ('fault' in heard) throw new Error(`The adapter does not compute: ${heard.fault}.`);
  return { device, arithmetic: heard };
}

function adapterText({ info }: JobRunner, { rounding, fuses, flushesSubnormals }: AdapterArithmetic): string {
  const name = [info.vendor, info.architecture, info.device, info.description]
    .filter((part) => part !== '')
    .join(' · ');
  const traits = [
    rounding === 'nearest' ? 'rounds to nearest' : 'rounds as WGSL allows',
    fuses ? 'fuses multiply–adds' : 'does not fuse',
    flushesSubnormals ? 'flushes subnormals' : 'keeps subnormals',
    ...(info.software ? ['software adapter: times are not performance'] : []),
  ];
  return `${name || 'An adapter without a name'} (${traits.join('; ')})`;
}

function offer(results: unknown): void {
  const link = element('download');
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(results, null, 1)}\n`], { type: 'application/json' }));
  link.setAttribute('href', url);
  link.setAttribute('download', 'gauntlet-kernels.json');
  link.hidden = false;
}

async function run(): Promise<void> {
  const button = element('run');
  button.setAttribute('disabled', '');
  element('trouble').hidden = true;
  element('summary').hidden = true;
  const bar = element('progress');
  const outcomes: Outcome[] = [];
  showTable(outcomes);
  try {
    say('adapter', 'Looking for an adapter …');
    const { device, arithmetic } = await open();
    say('adapter', adapterText(device, arithmetic));
    bar.hidden = false;
    for (const kernel of data.kernels) {
      outcomes.push(await examine(device, kernel, arithmetic.rounding));
      bar.setAttribute('value', `${outcomes.length / data.kernels.length}`);
      showTable(outcomes);
      showPlot(outcomes);
    }
    const failed = outcomes.filter(({ verdict }) => verdict === 'fail').length;
    say(
      'summary',
      failed === 0
        ? `${outcomes.length} kernels, all within their bounds.`
        : `${failed} of ${outcomes.length} kernels fail.`,
    );
    offer({ adapter: { ...device.info, arithmetic }, seed: data.seed, kernels: outcomes });
  } catch (error) {
    if (outcomes.length === 0) say('adapter', 'No kernel was run.');
    else say('summary', `Stopped after ${outcomes.length} of ${data.kernels.length} kernels.`);
    say('trouble', error instanceof Error ? error.message : String(error));
  } finally {
    bar.hidden = true;
    button.removeAttribute('disabled');
  }
}

function showSources(): void {
  const folded = data.kernels.map(({ algorithm, pass, lmax, form, source }) => {
    const [details, summary, text] = ['details', 'summary', 'pre'].map((name) => document.createElement(name));
    if (details === undefined || summary === undefined || text === undefined) return '';
    summary.textContent = `${algorithm}, ${pass}, L = ${lmax}, ${form}`;
    text.textContent = source;
    details.append(summary, text);
    return details;
  });
  element('sources').replaceChildren(...folded);
}

showTable([]);
showSources();
element('run').addEventListener('click', () => void run());

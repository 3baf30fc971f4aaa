/**
 * The page that runs the kernels on its visitor's GPU: one HTML file without a request. It carries jobs made here for the limits that every
 * WebGPU promises, their exact results and bounds, and the scripts that run and judge them, the same that Node runs.
 */
import { readFileSync } from 'node:fs';
import { multiplications } from '../program/program.ts';
import { canaryAnswers, canaryJob } from './canary.ts';
import { kernelOf } from './choose-kernel.ts';
import type { AdapterLimits, Job } from './job.ts';
import type { Kernel } from './kernel.ts';
import { type KernelCase, kernelCase } from './kernel-case.ts';
import type { KernelId } from './kernel-ids.ts';
import type { PageData, PageJob, PageKernel, PageTrial } from './page-data.ts';
import { kernelJob } from './run-kernel.ts';
import { boundsOf, type Trial } from './trial.ts';
import { basisTrial, randomTrial, type Temper } from './trials.ts';

/** WebGPU's default limits, which every adapter meets. */
const DEFAULT_LIMITS: AdapterLimits = {
  maxBufferSize: 268_435_456,
  maxStorageBufferBindingSize: 134_217_728,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupsPerDimension: 65_535,
};
const TEMPERS: readonly Temper[] = ['uniform', 'wide', 'cancelling'];
/** Terms of one timed dispatch: a fraction of a second on a software adapter. */
const TIMED_TERMS = 2 ** 22;
const MOST_TIMED_ROWS = 16_384;

/** The bytes of a page, each kept once. */
function blobStore() {
  const places = new Map<string, number>();
  return {
    put: (bytes: Uint8Array): number => {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    },
    all: (): string[] => [...places.keys()],
  };
}
type Blobs = ReturnType<typeof blobStore>;

const bytesOf = (numbers: Float64Array | Float32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const pageJob = ({ buffers, dispatches }: Job, blobs: Blobs): PageJob => ({
  buffers: buffers.map(({ data, ...buffer }) => (data === undefined ? buffer : { ...buffer, blob: blobs.put(data) })),
  dispatches,
});

function pageTrial(kernel: KernelCase, printed: Kernel, trial: Trial, blobs: Blobs): PageTrial {
  const bounds = { letter: boundsOf(kernel, trial, 'letter'), nearest: boundsOf(kernel, trial, 'nearest') };
  const { rows, channels } = trial;
  return {
    name: trial.name,
    ...pageJob(kernelJob(printed, trial.inputs, rows, { channels }), blobs),
    outputs: trial.expected.flatMap((expected, k) => {
      const vector = kernel.outputs[k];
      if (expected === undefined || vector === undefined) return [];
      const whole = (bound: Float64Array | undefined): number =>
        blobs.put(bytesOf(expected.errors.map((error, i) => error + (bound?.[i] ?? Number.NaN))));
      return {
        name: vector.name,
        entries: vector.entries,
        values: blobs.put(bytesOf(expected.values)),
        bounds: { letter: whole(bounds.letter[k]), nearest: whole(bounds.nearest[k]) },
        ...(expected.floats === undefined ? {} : { floats: blobs.put(bytesOf(expected.floats)) }),
      };
    }),
  };
}

function timingOf(kernel: KernelCase, printed: Kernel, blobs: Blobs): PageKernel['timing'] {
  const fitting = Math.floor(TIMED_TERMS / Math.max(1, kernel.program.kinds.length));
  const rows = Math.max(
    printed.rowsPerGroup,
    Math.min(MOST_TIMED_ROWS, 2 ** Math.floor(Math.log2(Math.max(1, fitting)))),
  );
  const empty = kernel.inputs.map(() => new Float32Array());
  const job = kernelJob(printed, empty, rows, { channels: 1 });
  const vectors = [...kernel.inputs, ...kernel.outputs];
  const zeros = job.buffers.map((buffer, k) => {
    const vector = vectors[k];
    if (vector === undefined) return buffer;
    return { usage: buffer.usage, size: Math.max(4, 4 * rows * vector.entries.length) };
  });
  return { ...pageJob({ ...job, buffers: zeros }, blobs), rows, multiplications: multiplications(kernel.program) };
}

const asset = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/** Compiled modules as one script: what they import from each other is in scope. */
function joined(names: readonly string[]): string {
  return names
    .map((name) =>
      asset(name)
        .replace(/^import [^;]*;$/gm, '')
        .replace(/^export (?=async |function |const )/gm, '')
        .replace(/^\/\/# sourceMappingURL=.*$/gm, ''),
    )
    .join('\n');
}

/** JSON that no parser of HTML can mistake for the end of its script. */
const embedded = (data: PageData): string => JSON.stringify(data).replaceAll('<', '\\u003c');

/** The page of some kernels. @param progress is told before each */
export function pageOf(
  kernels: readonly KernelId[],
  { batch, seed }: { readonly batch: number; readonly seed: number },
  progress: (done: number, of: number, note: string) => void = () => {},
): string {
  const blobs = blobStore();
  const printed = kernels.map((id, done): PageKernel => {
    progress(done, kernels.length, `${id.algorithm} ${id.pass}`);
    const kernel = kernelCase(id);
    const text = kernelOf(kernel, DEFAULT_LIMITS);
    const trials = [basisTrial(kernel), ...TEMPERS.map((temper) => randomTrial(kernel, temper, batch, seed))];
    return {
      ...id,
      form: text.form,
      source: text.source,
      trials: trials.map((trial) => pageTrial(kernel, text, trial, blobs)),
      timing: timingOf(kernel, text, blobs),
    };
  });
  const canary = canaryJob();
  const data: PageData = {
    seed,
    canary: { ...pageJob(canary, blobs), source: canary.shaders[0] ?? '', answers: canaryAnswers() },
    kernels: printed,
    blobs: blobs.all(),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Gauntlet: kernels on this GPU</title>
<link rel="icon" href="data:,">
<style>${asset('page.css')}</style>
</head>
<body>
<main>
<h1>Kernels on this GPU</h1>
<p class="lead">${printed.length} WGSL kernels of equivariant tensor products, run here and held to exact values. A number may miss its exact
value by a bound that is derived, not chosen: error / bound above 1 is a fault. Nothing leaves this page.</p>
<p id="adapter" role="status">Not started.</p>
<p class="controls"><button id="run" type="button">Run the kernels</button> <a id="download" hidden>Download the results (JSON)</a></p>
<progress id="progress" max="1" value="0" hidden aria-label="kernels done"></progress>
<p id="trouble" role="alert" hidden></p>
<p id="summary" role="status" hidden></p>
<div id="plot"></div>
<div class="scroll"><table>
<thead><tr><th scope="col">kernel</th><th scope="col">pass</th><th scope="col">L</th><th scope="col">form</th><th scope="col">numbers</th><th scope="col">error / bound</th><th scope="col">time a row</th><th scope="col">verdict</th></tr></thead>
<tbody id="kernels"></tbody>
</table></div>
<h2>The kernels</h2>
<div id="sources"></div>
</main>
<script type="application/json" id="data">${embedded(data)}</script>
<script type="module">${joined(['execute-job.js', 'judge-numbers.js', 'judge-canary.js', 'page-script.js'])}</script>
</body>
</html>
`;
}

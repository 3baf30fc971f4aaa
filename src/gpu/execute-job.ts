/**
 * Carries out jobs with the WebGPU API, in the child process and in the page alike. Nothing is imported, so that the page can hold this
 * file as it is.
 */
import type { AdapterInfo, AdapterLimits, Job, JobBuffer, JobResult, JobRunner } from './job.ts';

const LIMITS: readonly (keyof AdapterLimits)[] = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
];

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

function infoOf(adapter: GPUAdapter): AdapterInfo {
  const { vendor, architecture, device, description } = adapter.info;
  const limit = (name: keyof AdapterLimits): number => adapter.limits[name];
  return {
    vendor,
    architecture,
    device,
    description,
    software: SOFTWARE.test(`${vendor} ${architecture} ${device} ${description}`),
    timestamps: adapter.features.has('timestamp-query'),
    limits: {
      maxBufferSize: limit('maxBufferSize'),
      maxStorageBufferBindingSize: limit('maxStorageBufferBindingSize'),
      maxStorageBuffersPerShaderStage: limit('maxStorageBuffersPerShaderStage'),
      maxComputeWorkgroupStorageSize: limit('maxComputeWorkgroupStorageSize'),
      maxComputeInvocationsPerWorkgroup: limit('maxComputeInvocationsPerWorkgroup'),
      maxComputeWorkgroupsPerDimension: limit('maxComputeWorkgroupsPerDimension'),
    },
  };
}

type Usage = JobBuffer['usage'];

const BINDING_TYPES: Readonly<Record<Usage, GPUBufferBindingType>> = {
  input: 'read-only-storage',
  storage: 'storage',
  uniform: 'uniform',
};

/** The pipeline of an entry point whose bindings have the given usages. @throws Error with the compiler's messages */
async function pipelineOf(
  device: GPUDevice,
  code: string,
  entryPoint: string,
  usages: readonly Usage[],
): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  const faults = messages.filter(({ type }) => type === 'error');
  if (faults.length > 0) {
    const [{ message, lineNum, linePos } = { message: '', lineNum: 0, linePos: 0 }] = faults;
    throw new Error(`WGSL, line ${lineNum}, column ${linePos}: ${message.split('\n')[0]}`);
  }
  // A layout of our own, for an automatic one leaves out what a shader declares and does not use.
  const entries = usages.map((usage, binding) => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: BINDING_TYPES[usage] },
  }));
  const layout = device.createPipelineLayout({ bindGroupLayouts: [device.createBindGroupLayout({ entries })] });
  return device.createComputePipelineAsync({ layout, compute: { module, entryPoint } });
}

/** Two timestamps for each run, and where they are read. */
interface Clock {
  readonly queries: GPUQuerySet;
  readonly resolved: GPUBuffer;
  readonly readable: GPUBuffer;
}

/** The buffers of one job; destroyed when it ends. */
interface Room {
  buffer(descriptor: GPUBufferDescriptor): GPUBuffer;
  clock(runs: number): Clock;
  empty(): void;
}

function roomOn(device: GPUDevice): Room {
  const held: { destroy(): unknown }[] = [];
  const keep = <T extends { destroy(): unknown }>(thing: T): T => {
    held.push(thing);
    return thing;
  };
  const buffer = (descriptor: GPUBufferDescriptor): GPUBuffer => keep(device.createBuffer(descriptor));
  return {
    buffer,
    clock: (runs) => ({
      queries: keep(device.createQuerySet({ type: 'timestamp', count: 2 * runs })),
      resolved: buffer({ size: 16 * runs, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC }),
      readable: buffer({ size: 16 * runs, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST }),
    }),
    empty: () => {
      for (const thing of held) thing.destroy();
    },
  };
}

async function bytesOf(buffer: GPUBuffer): Promise<Uint8Array> {
  await buffer.mapAsync(GPUMapMode.READ);
  const bytes = new Uint8Array(buffer.getMappedRange().slice(0));
  buffer.unmap();
  return bytes;
}

type Step = (pass: GPUComputePassEncoder) => void;

/** Milliseconds to nanoseconds. */
const NANOSECONDS = 1e6;

/** Every run in a submission of its own, between two timestamps or between two looks at the host's clock. */
async function timeRuns(
  device: GPUDevice,
  room: Room,
  steps: readonly Step[],
  runs: number,
): Promise<Pick<JobResult, 'times' | 'clock'>> {
  const clock = device.features.has('timestamp-query') ? room.clock(runs) : undefined;
  const host: number[] = [];
  for (let k = 0; k < runs; k++) {
    const encoder = device.createCommandEncoder();
    const timestamps = { beginningOfPassWriteIndex: 2 * k, endOfPassWriteIndex: 2 * k + 1 };
    const pass = encoder.beginComputePass(
      clock === undefined ? {} : { timestampWrites: { querySet: clock.queries, ...timestamps } },
    );
    for (const step of steps) step(pass);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    host.push((performance.now() - start) * NANOSECONDS);
  }
  if (clock === undefined) return { times: host, clock: 'host' };
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(clock.queries, 0, 2 * runs, clock.resolved, 0);
  encoder.copyBufferToBuffer(clock.resolved, 0, clock.readable, 0, 16 * runs);
  device.queue.submit([encoder.finish()]);
  const stamps = new BigUint64Array((await bytesOf(clock.readable)).buffer);
  const times = Array.from({ length: runs }, (_, k) => Number((stamps[2 * k + 1] ?? 0n) - (stamps[2 * k] ?? 0n)));
  return { times, clock: 'gpu' };
}

/** Pipelines already compiled, by entry point, usages and text. */
type Compiled = Map<string, Promise<GPUComputePipeline>>;

async function carryOut(device: GPUDevice, compiled: Compiled, job: Job, room: Room): Promise<JobResult> {
  const pipelines = job.dispatches.map(({ shader, entry, bindings }) => {
    const code = job.shaders[shader] ?? '';
    const usages = bindings.map((index) => job.buffers[index]?.usage ?? 'storage');
    const key = `${entry} ${usages}\n${code}`;
    const pipeline = compiled.get(key) ?? pipelineOf(device, code, entry, usages);
    compiled.set(key, pipeline);
    return pipeline;
  });
  const ready = await Promise.all(pipelines);
  const buffers = job.buffers.map(({ usage, size, data }) => {
    const kind = usage === 'uniform' ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
    const buffer = room.buffer({ size, usage: kind | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    if (data !== undefined && data.byteLength > 0) device.queue.writeBuffer(buffer, 0, new Uint8Array(data));
    return buffer;
  });
  const steps = job.dispatches.map(({ bindings, workgroups }, k): Step => {
    const pipeline = ready[k];
    if (pipeline === undefined) throw new Error(`dispatch ${k} has no pipeline`);
    const entries = bindings.map((index, binding) => {
      const buffer = buffers[index];
      if (buffer === undefined) throw new Error(`dispatch ${k} binds buffer ${index}, which the job lacks`);
      return { binding, resource: { buffer } };
    });
    const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    return (pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups);
    };
  });
  const { times, clock } =
    job.timedRuns === undefined
      ? { times: [], clock: 'host' as const }
      : await timeRuns(device, room, steps, job.timedRuns);
  const encoder = device.createCommandEncoder();
  if (job.timedRuns === undefined) {
    const pass = encoder.beginComputePass();
    for (const step of steps) step(pass);
    pass.end();
  }
  const wanted: GPUBuffer[] = [];
  for (const [k, { size, read }] of job.buffers.entries()) {
    const source = buffers[k];
    if (read === undefined || source === undefined) continue;
    const copy = room.buffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    encoder.copyBufferToBuffer(source, 0, copy, 0, size);
    wanted.push(copy);
  }
  device.queue.submit([encoder.finish()]);
  return { buffers: await Promise.all(wanted.map(bytesOf)), times, clock };
}

/** Opens a device on an adapter, with all that the adapter allows. @throws Error if it gives none */
export async function openDevice(adapter: GPUAdapter): Promise<JobRunner> {
  const info = infoOf(adapter);
  const device = await adapter.requestDevice({
    requiredFeatures: info.timestamps ? ['timestamp-query'] : [],
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, info.limits[name]])),
  });
  const compiled: Compiled = new Map();
  const lost = device.lost.then(({ message }) => {
    throw new Error(`the device was lost: ${message || 'no reason given'}`);
  });
  lost.catch(() => {}); // told to whoever runs a job
  const attempt = async (job: Job): Promise<JobResult> => {
    const scopes = ['validation', 'out-of-memory', 'internal'] as const;
    for (const scope of scopes) device.pushErrorScope(scope);
    const room = roomOn(device);
    const outcome = await carryOut(device, compiled, job, room).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    room.empty();
    const complaints = await Promise.all(scopes.map(() => device.popErrorScope()));
    if ('error' in outcome) throw outcome.error;
    const complaint = complaints.find((one) => one !== null);
    if (complaint) throw new Error(complaint.message.split('\n')[0]);
    return outcome.result;
  };
  return { info, run: (job) => Promise.race([attempt(job), lost]) };
}

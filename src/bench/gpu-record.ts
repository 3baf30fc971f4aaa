/** What a run of the GPU benchmarks leaves. Runs on real hardware are kept in records/gpu.json; a software adapter's are not performance. */
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import { schemaComplaint } from '../schema-complaint.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

const resultSchema = v.strictObject({
  algorithm: v.string(),
  setting: v.literal('mimo'),
  lmax: count,
  pass: v.picklist(['forward', 'vjp']),
  form: v.picklist(['unrolled', 'table']),
  batch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  dtype: v.literal('float32'),
  runs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  median: positive,
  q1: positive,
  q3: positive,
  unit: v.literal('ns/product'),
  /** of inputs and outputs; what the caches save or the table costs is not counted */
  bytesPerSecond: positive,
  shareOfCopy: positive,
  multiplicationsPerSecond: positive,
  shareOfMultiplyAdds: positive,
});
export type GpuResult = Readonly<v.InferOutput<typeof resultSchema>>;

const recordSchema = v.strictObject({
  adapter: v.string(),
  software: v.boolean(),
  /** whose clock: timestamps of the GPU, or the host's, which counts the way there and back */
  clock: v.picklist(['gpu', 'host']),
  seed: count,
  rates: v.strictObject({ copyBytesPerSecond: positive, multiplyAddsPerSecond: positive }),
  results: v.array(resultSchema),
});
export type GpuRecord = Readonly<v.InferOutput<typeof recordSchema>>;

/** The records of a file. @throws RequestError with the place of the first fault */
export function readGpuRecords(text: string, name: string): GpuRecord[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(`${name}: expected a JSON array of GPU records`);
  }
  const parsed = v.safeParse(v.array(recordSchema), value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new RequestError(`${name}: ${schemaComplaint(issue, 'the records')}`);
}

/** @throws RequestError for a software adapter: its times are not kept */
export function requireHardware(adapter: string, software: boolean): void {
  if (!software) return;
  throw new RequestError(
    `${adapter} is a software adapter: its times are not performance and are not kept; leave out --output`,
  );
}

/** The records with one more; that of the same adapter is replaced. @throws RequestError for a software adapter's */
export function withGpuRecord(records: readonly GpuRecord[], record: GpuRecord): GpuRecord[] {
  requireHardware(record.adapter, record.software);
  return [...records.filter(({ adapter }) => adapter !== record.adapter), record];
}

/**
 * A manifest: the claim, and how to get at the implementation that it is made of. A campaign: a list of manifests.
 *
 * Files come from strangers. Limits, all checked before the memory is used: MAX_MANIFEST bytes of JSON, nested at most DEPTH deep,
 * keys once each and known; multiplicities, degrees and vector lengths as claim.ts and irreps.ts have them.
 */
import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import { type UserKernelDescription, userKernelSchema } from '../gpu/user-kernel.ts';
import { isJsonObject, parseStrictJson } from '../tensor-file/strict-json.ts';
import { type Claim, claimFrom, refuseAt } from './claim.ts';
import { CLAIM_FIELDS } from './claim-fields.ts';
import { printable } from './excerpt.ts';
import { type SymmetricClaim, symmetricClaimFrom } from './symmetric/claim.ts';
import { SYMMETRIC_FIELDS, SYMMETRIC_OPERATION } from './symmetric/claim-fields.ts';

/** The largest manifest or campaign file in bytes. */
export const MAX_MANIFEST = 16 * 1024 * 1024;
/** The most manifests of a campaign. */
export const MAX_CAMPAIGN = 10_000;
/** document → paths → path → value, with room to say where a deeper one is wrong */
const DEPTH = 8;
const MAX_WORDS = 1000;
const MAX_SECONDS = 86_400;
const DEFAULT_SECONDS = 60;

/** How an implementation is reached. Paths and the folder of a command are those of the manifest. */
export type Runner =
  | { readonly type: 'process'; readonly command: readonly string[]; readonly protocol: 'frames' | 'ndjson' }
  | { readonly type: 'module'; readonly path: string; readonly export: string }
  | { readonly type: 'tensor'; readonly path: string; readonly key?: string }
  | { readonly type: 'outputs'; readonly path: string }
  | UserKernelDescription;

export interface Manifest {
  readonly claim: Claim;
  /** absent where only `probe` or `--outputs` is meant */
  readonly runner?: Runner;
  /** for each request to the implementation */
  readonly timeoutSeconds: number;
}

export type SymmetricRunner = Extract<Runner, { readonly type: 'tensor' | 'process' | 'module' | 'outputs' }>;

/** A manifest of a symmetric contraction. */
export interface SymmetricManifest {
  readonly claim: SymmetricClaim;
  readonly runner?: SymmetricRunner;
  readonly timeoutSeconds: number;
}

export const isSymmetric = (manifest: Manifest | SymmetricManifest): manifest is SymmetricManifest =>
  manifest.claim.operation === SYMMETRIC_OPERATION;

const word = v.pipe(v.string(), v.maxLength(32_768), v.regex(/^[^\0]*$/, 'expected text without NUL'));
const text = v.pipe(word, v.minLength(1));
/** Paths reach messages and reports. */
const path = v.pipe(text, v.regex(/^\P{Cc}*$/u, 'expected a path without control characters'));

const processSchema = v.strictObject({
  type: v.literal('process'),
  command: v.pipe(v.tupleWithRest([text], word), v.maxLength(MAX_WORDS)),
  protocol: v.optional(v.picklist(['frames', 'ndjson']), 'frames'),
});
const moduleSchema = v.strictObject({ type: v.literal('module'), path, export: v.optional(text, 'default') });
const outputsSchema = v.strictObject({ type: v.literal('outputs'), path });
const runnerSchema = v.variant('type', [
  processSchema,
  moduleSchema,
  v.strictObject({ type: v.literal('tensor'), path, key: v.optional(text) }),
  outputsSchema,
  v.strictObject({ ...userKernelSchema.entries, path }),
]);
/** A file of several arrays, or a program. */
const symmetricRunnerSchema = v.variant('type', [
  v.strictObject({ type: v.literal('tensor'), path }),
  processSchema,
  moduleSchema,
  outputsSchema,
]);

const timeoutSeconds = v.optional(v.pipe(v.number(), v.minValue(1 / 1000), v.maxValue(MAX_SECONDS)), DEFAULT_SECONDS);
const manifestSchema = v.strictObject({ ...CLAIM_FIELDS, runner: v.optional(runnerSchema), timeoutSeconds });
const symmetricSchema = v.strictObject({
  ...SYMMETRIC_FIELDS,
  runner: v.optional(symmetricRunnerSchema),
  timeoutSeconds,
});

const campaignSchema = v.strictObject({
  name: v.optional(v.pipe(text, v.maxLength(200), v.regex(/^\P{Cc}*$/u, 'expected one line of text')), 'campaign'),
  manifests: v.pipe(
    v.array(path),
    v.minLength(1),
    v.maxLength(MAX_CAMPAIGN),
    v.check((paths: string[]) => new Set(paths).size === paths.length, 'expected each manifest once'),
  ),
});

/** What an issue complains about, in one line. */
export const issueText = ({ received, expected, message }: v.BaseIssue<unknown>): string =>
  printable(received === 'undefined' ? `missing; expected ${expected ?? 'a value'}` : message, 300);

/** The keys that may stand where an unknown one was found. */
function knownKeys(path: string, whole: Readonly<Record<string, unknown>>): string {
  const symmetric = whole['operation'] === SYMMETRIC_OPERATION;
  if (path.startsWith('runner.')) {
    const type: unknown = isJsonObject(whole['runner']) ? whole['runner']['type'] : undefined;
    const options = symmetric ? symmetricRunnerSchema.options : runnerSchema.options;
    const option = options.find((candidate) => candidate.entries.type.literal === type);
    return Object.keys(option?.entries ?? {}).join(', ');
  }
  const { entries } = symmetric ? symmetricSchema : manifestSchema;
  return path.includes('.') ? '' : Object.keys(entries).join(', ');
}

function refusal(issue: v.BaseIssue<unknown>, whole: Readonly<Record<string, unknown>>, where: string): RequestError {
  const path = v.getDotPath(issue) ?? 'the whole document';
  if (issue.expected === 'never') {
    const keys = knownKeys(path, whole);
    return new RequestError(`${where}: ${printable(path)}: unknown key${keys === '' ? '' : `; expected ${keys}`}`);
  }
  return new RequestError(`${where}: ${printable(path)}: ${issueText(issue)}`);
}

/** @throws RequestError about the first thing that is wrong */
function checked<Output>(
  schema: v.GenericSchema<unknown, Output>,
  document: Readonly<Record<string, unknown>>,
  where: string,
): Output {
  const result = v.safeParse(schema, document, { abortEarly: true });
  if (result.success) return result.output;
  throw refusal(result.issues[0], document, where);
}

function parseFile(bytes: Uint8Array, where: string): Readonly<Record<string, unknown>> {
  const document = parseStrictJson(bytes, DEPTH, where);
  if (isJsonObject(document)) return document;
  throw new RequestError(`${where}: expected a JSON object such as {"left":"1o","right":"1o","out":"0e","runner":{…}}`);
}

/**
 * @param where named in errors
 * @throws RequestError with the JSON path of what is wrong
 */
export function readManifest(bytes: Uint8Array, where: string): Manifest | SymmetricManifest {
  const document = parseFile(bytes, where);
  if (document['operation'] === SYMMETRIC_OPERATION) {
    const { runner, timeoutSeconds, ...fields } = checked(symmetricSchema, document, where);
    const claim = refuseAt(where, () => symmetricClaimFrom(fields));
    return { claim, timeoutSeconds, ...(runner === undefined ? {} : { runner }) };
  }
  const { runner, timeoutSeconds, ...fields } = checked(manifestSchema, document, where);
  const claim = refuseAt(where, () => claimFrom(fields));
  return { claim, timeoutSeconds, ...(runner === undefined ? {} : { runner: withoutGaps(runner) }) };
}

/** An absent key is absent, not undefined. */
function withoutGaps(runner: v.InferOutput<typeof runnerSchema>): Runner {
  if (runner.type !== 'tensor') return runner;
  const { key, ...rest } = runner;
  return key === undefined ? rest : { ...rest, key };
}

/** A path in a manifest, seen from where the command runs. */
export const pathFrom = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

/** What a campaign file lists. Paths are as they are written there. */
export interface Campaign {
  readonly name: string;
  readonly manifests: readonly string[];
}

/** The campaign in a file; undefined if the file is a single manifest, or neither. @throws RequestError as readManifest */
export function readCampaign(bytes: Uint8Array, where: string): Campaign | undefined {
  const document = parseFile(bytes, where);
  if (!Object.hasOwn(document, 'manifests')) return undefined;
  return checked(campaignSchema, document, where);
}

/** Joins the parts of a campaign: every manifest counted once, contradictions and gaps refused by name. */
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import { parseStrictJson } from '../tensor-file/strict-json.ts';
import { printable } from './excerpt.ts';
import { issueText, MAX_CAMPAIGN } from './manifest.ts';
import { type CampaignDocument, campaignId, inShard, overall, type Result } from './result.ts';
import { CHECK_IDS, DIAGNOSIS_CODES, type Facts, SYMMETRIC_CHECK_IDS, SYMMETRIC_CODES } from './verdict.ts';

/** The largest part in bytes, and how deep its JSON may nest: document → results → verdict → checks → evidence and what is in it. */
export const MAX_PART = 256 * 1024 * 1024;
const DEPTH = 24;

const facts = v.custom<Facts>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal'));
const entry = { manifest: v.string(), id: sha256 };
const whole = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least));

const verdictSchema = v.strictObject({
  verdict: v.picklist(['pass', 'fail']),
  checks: v.array(
    v.strictObject({
      id: v.picklist([...CHECK_IDS, ...SYMMETRIC_CHECK_IDS]),
      verdict: v.picklist(['pass', 'fail', 'skipped']),
      reason: v.exactOptional(v.string()),
      evidence: facts,
    }),
  ),
  diagnosis: v.array(
    v.strictObject({ code: v.picklist([...DIAGNOSIS_CODES, ...SYMMETRIC_CODES]), message: v.string(), where: facts }),
  ),
  found: v.strictObject({
    operation: v.nullable(v.string()),
    convention: v.nullable(
      v.union([v.string(), v.strictObject({ left: v.string(), right: v.string(), out: v.string() })]),
    ),
    normalisation: v.nullable(v.string()),
    interactions: v.nullable(v.number()),
    maps: v.exactOptional(
      v.array(
        v.strictObject({
          order: whole(1),
          out: v.string(),
          canonical: whole(0),
          given: whole(0),
          independent: whole(0),
          redundant: whole(0),
        }),
      ),
    ),
    weights: v.exactOptional(
      v.array(v.strictObject({ order: whole(1), out: v.string(), weights: v.array(v.number()), nonzero: whole(0) })),
    ),
  }),
  seed: whole(0),
});

const partSchema = v.strictObject({
  verdict: v.picklist(['pass', 'fail', 'undecided']),
  campaign: v.strictObject({
    name: v.string(),
    id: sha256,
    seed: whole(0),
    entries: v.pipe(v.array(v.strictObject(entry)), v.maxLength(MAX_CAMPAIGN)),
  }),
  shard: v.nullable(v.strictObject({ index: whole(1), of: whole(1) })),
  results: v.array(
    v.union([
      v.strictObject({ ...entry, name: v.string(), verdict: verdictSchema }),
      v.strictObject({
        ...entry,
        name: v.string(),
        error: v.strictObject({ exit: v.picklist([2, 3]), message: v.string() }),
      }),
    ]),
  ),
});

/** A part as `verify --json` wrote it. @throws RequestError that says where it is something else */
export function readPart(bytes: Uint8Array, where: string): CampaignDocument {
  const document = parseStrictJson(bytes, DEPTH, where);
  const result = v.safeParse(partSchema, document, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw new RequestError(
      `${where}: expected what gauntlet verify --shard K/N --json prints; ${printable(v.getDotPath(issue) ?? 'the whole document')}: ${issueText(issue)}`,
    );
  }
  const part = result.output;
  if (campaignId(part.campaign.entries) !== part.campaign.id) {
    throw new RequestError(`${where}: the campaign's address is not that of its manifests; was the file edited?`);
  }
  return part;
}

/** Results are equal if they say the same; the order of keys is that of our own printing. */
const equal = (a: Result, b: Result): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * @param parts with the names of their files, at least one
 * @throws RequestError for parts of different campaigns, results that contradict one another, results of manifests that the
 *   campaign does not list, and missing ones
 */
export function mergeParts(parts: readonly (readonly [where: string, part: CampaignDocument])[]): CampaignDocument {
  const [first] = parts;
  if (first === undefined) throw new RequestError('expected the JSON files of the shards, got none');
  const [firstWhere, { campaign }] = first;
  const listed = new Set(campaign.entries.map(({ id }) => id));
  const found = new Map<string, readonly [where: string, result: Result]>();
  for (const [where, part] of parts) {
    if (part.campaign.id !== campaign.id) {
      throw new RequestError(
        `${where}: a part of another campaign than ${firstWhere}: other manifests, or another seed`,
      );
    }
    for (const result of part.results) {
      const { id, manifest } = result;
      if (!listed.has(id)) throw new RequestError(`${where}: ${printable(manifest)} is not in the campaign's list`);
      const [earlierWhere, earlier] = found.get(id) ?? [];
      if (earlier !== undefined && !equal(earlier, result)) {
        throw new RequestError(`${where}: ${printable(manifest)} has another result than in ${earlierWhere}`);
      }
      if (earlier === undefined) found.set(id, [where, result]);
    }
  }
  const missing = campaign.entries.flatMap(({ id }, position) => (found.has(id) ? [] : [position]));
  if (missing.length > 0) throw missingError(missing, parts, campaign.entries);
  const results = campaign.entries.flatMap(({ id }) => found.get(id)?.[1] ?? []);
  return { verdict: overall(results), campaign, shard: null, results };
}

/** Names the shards that are not there; where parts were cut differently, the manifests. */
function missingError(
  missing: readonly number[],
  parts: readonly (readonly [string, CampaignDocument])[],
  entries: CampaignDocument['campaign']['entries'],
): RequestError {
  const sizes = new Set(parts.map(([, { shard }]) => shard?.of));
  const [of] = sizes;
  const some = <T>(items: readonly T[], show: (item: T) => string): string =>
    `${items.slice(0, 8).map(show).join(', ')}${items.length > 8 ? ` and ${items.length - 8} more` : ''}`;
  if (sizes.size === 1 && of !== undefined) {
    const shards = Array.from({ length: of }, (_, k) => ({ index: k + 1, of })).filter((shard) =>
      missing.some((position) => inShard(position, shard)),
    );
    return new RequestError(
      `missing ${some(shards, ({ index }) => `shard ${index}/${of}`)}: give the JSON files of all shards`,
    );
  }
  return new RequestError(
    `missing the results of ${some(missing, (position) => printable(entries[position]?.manifest ?? ''))}: give the JSON files of all shards`,
  );
}

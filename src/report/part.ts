/**
 * A part of a study: the answers to some of its questions, for a study that is divided over machines or goes on after an interruption.
 *
 * A question is addressed by its content: SHA-256 over the version of the package and the question, which together fix the answer. A study
 * is addressed by its version, configuration and questions, so that parts of different studies cannot be taken for one another.
 */
import * as v from 'valibot';
import type { Analysis } from '../analysis/analyze.ts';
import { RequestError } from '../errors.ts';
import { PARITY_MODES, SETTINGS } from '../irreps/setting.ts';
import { OPERATION_IDS } from '../operation/operation.ts';
import { schemaComplaint } from '../schema-complaint.ts';
import { parseStrictJson } from '../tensor-file/strict-json.ts';
import { digest, inShard, type Shard } from '../verification/result.ts';
import { parseConfig, type ReportConfig } from './config.ts';
import { type Question, questionsOf, weightOf } from './question.ts';

/** The largest part in bytes, and how deep its JSON may nest: document → answers → analysis → missing → path. */
export const MAX_PART = 256 * 1024 * 1024;
const DEPTH = 8;

/** A question of a study, with its address. */
export interface Asked {
  readonly id: string;
  readonly question: Question;
  /** 0, 1, …: which question of the study; a shard has the questions whose turn is its own */
  readonly turn: number;
}

/** A study to be divided. */
export interface Plan {
  readonly id: string;
  readonly version: string;
  readonly config: ReportConfig;
  /** in the order of the study */
  readonly questions: readonly Asked[];
}

export interface Part {
  readonly plan: Plan;
  readonly shard: Shard;
  /** by the address of the question; all of the shard's when it is done */
  readonly answers: ReadonlyMap<string, Analysis>;
}

/**
 * Questions are dealt like cards: the largest first, those alike in size by their addresses, so that no shard gets one operation alone.
 * @param version of the package
 */
export function planOf(config: ReportConfig, version: string): Plan {
  const questions = questionsOf(config).map((question) => ({
    question,
    id: digest(version, JSON.stringify(question)),
  }));
  const dealt = [...questions].sort((a, b) => weightOf(b.question) - weightOf(a.question) || (a.id < b.id ? -1 : 1));
  const turns = new Map(dealt.map(({ id }, turn) => [id, turn]));
  return {
    id: digest(version, JSON.stringify(config), ...questions.map(({ id }) => id)),
    version,
    config,
    questions: questions.map(({ id, question }) => ({ id, question, turn: turns.get(id) ?? 0 })),
  };
}

/** The questions of a shard, in the order of the study. */
export const questionsIn = ({ questions }: Plan, shard: Shard): Asked[] =>
  questions.filter(({ turn }) => inShard(turn, shard));

/** A part as text: one line for each answer. */
export function partText({ plan, shard, answers }: Part): string {
  const { id, version, config } = plan;
  const head = JSON.stringify({ kind: 'study', study: { id, version, config }, shard });
  const lines = plan.questions.flatMap((asked) => {
    const analysis = answers.get(asked.id);
    return analysis === undefined ? [] : [JSON.stringify({ id: asked.id, analysis })];
  });
  return `${head.slice(0, -1)},"answers":[\n${lines.join(',\n')}\n]}\n`;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const digits = v.pipe(v.string(), v.regex(/^\d+$/));
const bounds = { lower: count, upper: count, certified: v.boolean() };

const analysisSchema = v.strictObject({
  operation: v.picklist(OPERATION_IDS),
  parameters: v.strictObject({ twiceJ: v.exactOptional(count), vectors: v.exactOptional(v.string()) }),
  setting: v.exactOptional(v.picklist(SETTINGS)),
  lmax: v.exactOptional(count),
  parity: v.picklist([...PARITY_MODES, 'explicit']),
  left: v.string(),
  right: v.string(),
  out: v.string(),
  paths: count,
  interactions: count,
  missing: v.array(
    v.union([v.strictTuple([count, count, count]), v.strictTuple([v.string(), v.string(), v.string()])]),
  ),
  ceiling: count,
  expressivity: v.array(
    v.strictObject({
      channels: count,
      ...bounds,
      upperFrom: v.exactOptional(v.strictObject({ peeled: count, rankOne: count, subspaces: count })),
    }),
  ),
  saturatingChannels: v.strictObject(bounds),
  costs: v.array(
    v.strictObject({
      algorithm: v.string(),
      multiplyAdds: digits,
      bytes: digits,
      atSaturation: v.strictObject({ lower: digits, upper: digits }),
    }),
  ),
});

const partSchema = v.strictObject({
  kind: v.literal('study'),
  study: v.strictObject({ id: v.string(), version: v.string(), config: v.unknown() }),
  shard: v.strictObject({ index: count, of: count }),
  answers: v.array(v.strictObject({ id: v.string(), analysis: analysisSchema })),
});

function isAnswer(question: Question, { operation, parity, setting, lmax }: Analysis): boolean {
  if (question.operation !== operation) return false;
  if (question.kind === 'model') return parity === 'explicit' && setting === undefined;
  return question.setting === setting && question.parity === parity && question.lmax === lmax;
}

/** A part as partText() wrote it. @throws RequestError that says where it is something else */
export function readPart(bytes: Uint8Array, where: string): Part {
  const document = parseStrictJson(bytes, DEPTH, where);
  // The schema looks and does not touch: the order of keys is that of our own printing.
  if (!v.is(partSchema, document)) {
    const { issues } = v.safeParse(partSchema, document, { abortEarly: true });
    const problem = issues === undefined ? 'something else' : schemaComplaint(issues[0], 'the whole document');
    throw new RequestError(`${where}: expected what gauntlet report --output writes; ${problem}`);
  }
  const { study, shard } = document;
  const plan = planOf(parseConfig(JSON.stringify(study.config), where), study.version);
  if (plan.id !== study.id) {
    throw new RequestError(`${where}: the study's address is not that of its questions; was the file edited?`);
  }
  const own = new Map(questionsIn(plan, shard).map(({ id, question }) => [id, question]));
  const answers = new Map<string, Analysis>();
  for (const { id, analysis } of document.answers) {
    const question = own.get(id);
    if (question === undefined || !isAnswer(question, analysis)) {
      throw new RequestError(`${where}: an answer to no question of shard ${shard.index}/${shard.of}: ${id}`);
    }
    if (answers.has(id)) throw new RequestError(`${where}: a question is answered twice: ${id}`);
    answers.set(id, analysis);
  }
  return { plan, shard, answers };
}

/**
 * The answers of a whole study, in its order.
 * @param parts with the names of their files, at least one
 * @param version of the package that joins them
 * @throws RequestError for parts of another version or of different studies, answers that contradict one another, and missing ones
 */
export function joinParts(
  parts: readonly (readonly [where: string, part: Part])[],
  version: string,
): { readonly config: ReportConfig; readonly answers: readonly Analysis[] } {
  const [first] = parts;
  if (first === undefined) throw new RequestError('expected the parts of a study, got none');
  const [firstWhere, { plan }] = first;
  const found = new Map<string, readonly [where: string, analysis: Analysis]>();
  for (const [where, part] of parts) {
    if (part.plan.version !== version) {
      throw new RequestError(`${where}: made by version ${part.plan.version}, and this is ${version}; make it anew`);
    }
    if (part.plan.id !== plan.id) {
      throw new RequestError(`${where}: a part of another study than ${firstWhere}: another configuration`);
    }
    for (const [id, analysis] of part.answers) {
      const [earlierWhere, earlier] = found.get(id) ?? [];
      if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(analysis)) {
        throw new RequestError(`${where}: another answer to the same question than in ${earlierWhere}`);
      }
      found.set(id, [where, analysis]);
    }
  }
  const missing = plan.questions.filter(({ id }) => !found.has(id));
  if (missing.length > 0) throw missingError(missing, parts);
  return { config: plan.config, answers: plan.questions.flatMap(({ id }) => found.get(id)?.[1] ?? []) };
}

/** Names the files that are not complete and the shards that are not there. */
function missingError(missing: readonly Asked[], parts: readonly (readonly [string, Part])[]): RequestError {
  const some = (words: readonly string[]): string =>
    `${words.slice(0, 8).join(', ')}${words.length > 8 ? ` and ${words.length - 8} more` : ''}`;
  const unfinished = parts.flatMap(([where, { shard }]) => {
    const lacks = missing.filter(({ turn }) => inShard(turn, shard)).length;
    return lacks === 0 ? [] : [`${where} lacks ${lacks} answers of shard ${shard.index}/${shard.of}`];
  });
  if (unfinished.length > 0) return new RequestError(`${some(unfinished)}: run it again, it goes on where it stopped`);
  const of = parts[0]?.[1].shard.of ?? 1;
  const shards = Array.from({ length: of }, (_, k) => ({ index: k + 1, of })).filter((shard) =>
    missing.some(({ turn }) => inShard(turn, shard)),
  );
  return new RequestError(
    `missing ${some(shards.map(({ index }) => `shard ${index}/${of}`))}: give the files of all shards`,
  );
}

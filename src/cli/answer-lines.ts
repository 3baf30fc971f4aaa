/** Requests one JSON object a line on stdin, answers one a line on stdout, in the same order. */
import { RequestError } from '../errors.ts';
import { inputLines, MAX_LINE, printAll, shown } from './terminal.ts';

/** Answers one request: an object with some of the expected keys. @throws RequestError for a bad one */
export type Answer = (request: object) => unknown;

function parseRequest(line: string, example: string, keys: readonly string[]): object {
  if (line.length > MAX_LINE) throw new RequestError(`a line of more than ${MAX_LINE} characters`);
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    throw new RequestError(`expected a JSON object, got ${shown(line)}`);
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new RequestError(`expected ${example}, got ${shown(request)}`);
  }
  const extra = Object.keys(request).find((key) => !keys.includes(key));
  if (extra !== undefined) {
    const names = keys.map((key) => JSON.stringify(key)).join(' and ');
    throw new RequestError(`expected the keys ${names}, got ${shown(extra)}`);
  }
  return request;
}

/**
 * Answers every line; blank lines are passed over, a bad line is answered `{"error":…}` and the rest still answered.
 * @throws RequestError at the end if a line was bad or there was none
 */
export async function answerLines(example: string, keys: readonly string[], answer: Answer): Promise<void> {
  let requests = 0;
  let bad = 0;
  const answerLine = (line: string): string => {
    requests++;
    try {
      return JSON.stringify(answer(parseRequest(line, example, keys)));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      bad++;
      return JSON.stringify({ error: error.message });
    }
  };
  for await (const lines of inputLines()) {
    const answers: string[] = [];
    for (const line of lines) {
      if (line.length <= MAX_LINE && line.trim() === '') continue;
      answers.push(answerLine(line));
      if (answers.length >= 64) await printAll(answers.splice(0));
    }
    await printAll(answers);
  }
  if (requests === 0) throw new RequestError(`stdin was empty: expected lines such as ${example}`);
  if (bad > 0) throw new RequestError(`${bad} of ${requests} requests were bad; their lines say why`);
}

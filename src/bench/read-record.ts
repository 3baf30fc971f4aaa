/** Reading a record strictly: one way for every suite. */
import * as v from 'valibot';
import { RequestError } from '../errors.ts';
import { schemaComplaint } from '../schema-complaint.ts';

/**
 * @param name of the file, for messages
 * @param what is expected there
 * @throws RequestError with the place of the first fault
 */
export function recordFrom<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  name: string,
  what: string,
): v.InferOutput<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(`${name}: expected the JSON record of ${what}`);
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new RequestError(`${name}: ${schemaComplaint(parsed.issues[0], 'the record')}`);
}

/** The machine of a record, as read back; a file of its own, so that who takes the types of records need not have the schema library. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const machineSchema = v.strictObject({
  processor: v.string(),
  cores: count,
  memoryGiB: count,
  platform: v.string(),
  node: v.string(),
  v8: v.string(),
});

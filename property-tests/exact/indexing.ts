/** Reading a list where the entry must exist: an index out of range is a mistake of the test, never a silent zero. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no entry ${index} in a list of ${list.length}`);
  return value;
}

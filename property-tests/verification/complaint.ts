/** Errors as text, for tests that ask what is said. */

/** The message of an error of that kind, or 'accepted' where nothing is thrown. Anything else that is thrown fails the test. */
export function complaint(kind: new (message: string) => Error, work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof kind) return error.message;
    throw error;
  }
  return 'accepted';
}

/** What runs in a worker thread. An error loses its class on the way to another thread, so refusals travel as data. */
import { MachineError, RequestError } from '../../errors.ts';
import { perform, type Work } from './work.ts';

export type Outcome<Answer> =
  | { readonly answer: Answer }
  | { readonly refused: 'request' | 'machine'; readonly message: string };

/** The entry that the pool calls, by its name. @throws what is neither answer nor refusal: a fault */
export async function outcomeOf<Name extends keyof Work>({
  name,
  question,
}: {
  readonly name: Name;
  readonly question: Work[Name][0];
}): Promise<Outcome<Work[Name][1]>> {
  try {
    return { answer: await perform(name, question) };
  } catch (error) {
    if (error instanceof RequestError) return { refused: 'request', message: error.message };
    if (error instanceof MachineError) return { refused: 'machine', message: error.message };
    throw error;
  }
}

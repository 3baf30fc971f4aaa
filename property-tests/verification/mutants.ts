/**
 * Faulty implementations: correct ones with one fault each, the code that names it and where it is. Faults are planted in the
 * coefficient tensor, in the batch around it, in the arithmetic, or in the gradient.
 */

import { oneSideLayout, otherConventions, signsAndOrders } from './mutants/bases.ts';
import { aroundTheBatch } from './mutants/batches.ts';
import { littleToSee, paths, singleEntries } from './mutants/entries-and-paths.ts';
import { gradientFaults } from './mutants/gradients.ts';
import { otherOperations, precision, smallGrids } from './mutants/operations.ts';
import type { Mutant } from './mutants/planting.ts';
import { channels, exchangedSlots, parityAndCopies } from './mutants/slots.ts';

export type { Mutant } from './mutants/planting.ts';

export const mutants = (): Mutant[] => [
  ...singleEntries(),
  ...paths(),
  ...signsAndOrders(),
  ...otherConventions(),
  ...oneSideLayout(),
  ...exchangedSlots(),
  ...parityAndCopies(),
  ...channels(),
  ...littleToSee(),
  ...otherOperations(),
  ...smallGrids(),
  ...aroundTheBatch(),
  ...precision(),
  ...gradientFaults(),
];

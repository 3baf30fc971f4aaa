/**
 * Several things timed side by side: each is warmed up, then all are run in turn, again and again, in an order that moves on by one each
 * round, so that whatever the machine does meanwhile falls on all alike. Times compare within one such run, and nowhere else.
 */

/** A thing to be timed. */
export interface Task {
  readonly name: string;
  run(): void;
}

export interface Repeats {
  /** rounds in which every task is run */
  readonly rounds: number;
  /** a sample runs a task as often as it takes to last about this long */
  readonly sampleMilliseconds: number;
}

/** Milliseconds of `times` runs. */
function lasting(task: Task, times: number): number {
  const start = performance.now();
  for (let k = 0; k < times; k++) task.run();
  return performance.now() - start;
}

/** How many runs make a sample: doubled until they last long enough, which is the warm-up too. */
function runsInSample(task: Task, sampleMilliseconds: number): number {
  task.run();
  for (let times = 1; ; times *= 2) {
    if (lasting(task, times) >= sampleMilliseconds) return times;
  }
}

/** Milliseconds of one run, one number for each round, task by task. */
export function measureTogether(tasks: readonly Task[], { rounds, sampleMilliseconds }: Repeats): number[][] {
  const runs = tasks.map((task) => runsInSample(task, sampleMilliseconds));
  const samples: number[][] = tasks.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < tasks.length; k++) {
      const index = (k + round) % tasks.length;
      const [task, times] = [tasks[index], runs[index] ?? 1];
      if (task !== undefined) samples[index]?.push(lasting(task, times) / times);
    }
  }
  return samples;
}

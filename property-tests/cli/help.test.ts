/** `gauntlet --help` loads no command; what it says of each is what the command says of itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import { built } from '../command.ts';
import { gauntlet } from './gauntlet.ts';

beforeAll(() => built());

/** Usage and summary of every command in the list of help, lines joined. */
async function listed(): Promise<Map<string, { usage: string; summary: string }>> {
  const { stdout } = await gauntlet(['--help']);
  const entries = (stdout.split('Commands:\n')[1] ?? '').trimEnd().split(/\n(?= {2}\S)/);
  return new Map(
    entries.map((entry) => {
      const [, usage = '', summary = ''] = /^ *(.+?) {2,}([\s\S]+)$/.exec(entry) ?? [];
      return [usage.split(' ')[0] ?? '', { usage, summary: summary.replace(/\n\s*/g, ' ') }];
    }),
  );
}

describe('help', () => {
  it('names every command with the arguments and the words of its own help', async () => {
    const commands = await listed();
    commands.delete('help');
    expect(commands.size).toBe(15);
    for (const [name, { usage, summary }] of commands) {
      const { status, stdout } = await gauntlet([name, '--help']);
      expect(status).toBe(0);
      const [first, description] = stdout.split('\n\n');
      expect(first?.replace(/\n\s*/g, ' ')).toBe(`Usage: gauntlet ${usage}`);
      expect(description?.replace(/\n\s*/g, ' ')).toBe(summary);
      expect(stdout).toMatch(/^ {2}-[\s\S]*-h, --help/m);
      expect((await gauntlet(['help', name])).stdout).toBe(stdout);
    }
  });
});

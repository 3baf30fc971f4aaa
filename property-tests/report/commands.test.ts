/** The chapter on what the commands take: exponents of a record whose growth is known, and the record that comes with the package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandRecord, printCommandRecord, readCommandRecord } from '../../src/bench/command-record.ts';
import { COMMAND_SUBJECTS, FIXED_COMMANDS } from '../../src/bench/command-subjects.ts';
import { RequestError } from '../../src/errors.ts';
import { commandsChapter } from '../../src/report/chapters/commands.ts';
import { growthsOf } from '../../src/report/command-growth.ts';
import { parseConfig } from '../../src/report/config.ts';
import { assertSound, everyBlock, type Table } from '../../src/report/document.ts';
import { htmlOf, markdownOf, reportOf } from '../../src/report/index.ts';
import { runStudy } from '../../src/report/study.ts';
import { root } from '../command.ts';

const name = 'src/bench/records/commands.json';
const text = readFileSync(join(root, name), 'utf8');
const kept = readCommandRecord(text, name);

const spread = (median: number, share: number) => ({ median, q1: (1 - share) * median, q3: (1 + share) * median });

/** time = 100 + L^3, memory = 50 + L², count = L^6, with a spread of so large a share. */
const made = (share: number): CommandRecord => ({
  suite: 'commands',
  machine: kept.machine,
  results: [0, 2, 4, 8].map((l) => ({
    command: 'export',
    lmax: l,
    runs: 3,
    time: spread(100 + l ** 3, share),
    memory: spread(50 + l ** 2, share),
    count: Math.max(1, l ** 6),
  })),
});

const tablesOf = (record: CommandRecord): Table[] =>
  commandsChapter(record).flatMap((block) => (block.kind === 'table' ? [block] : []));

describe('exponents', () => {
  it('are those of what a command takes beyond its start', () => {
    const [growth, ...others] = growthsOf(made(0.001));
    expect(others).toEqual([]);
    expect(growth?.time).toBeCloseTo(3, 10);
    expect(growth?.lastTime).toBeCloseTo(3, 10);
    expect(growth?.memory).toBeCloseTo(2, 10);
    expect(growth?.count).toBeCloseTo(6, 10);
    expect(growth?.timeOverCount).toBeCloseTo(0.5, 10);
  });

  it('are not made of noise: where the spreads overlap there are none', () => {
    expect(growthsOf(made(0.9))[0]).toMatchObject({ time: undefined, memory: undefined, timeOverCount: undefined });
    expect(tablesOf(made(0.9))[0]?.rows[0]?.slice(2)).toEqual(['–', '–', '–', '6.00', '–']);
  });
});

describe('the record that comes with the package', () => {
  it('has every command at every degree, and counts that are counted again', () => {
    expect(printCommandRecord(kept)).toBe(text);
    expect(kept.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(kept.results.map(({ command, lmax }) => [command, lmax])).toEqual(
      COMMAND_SUBJECTS.flatMap(({ id, least, degrees }) => [least, ...degrees].map((lmax) => [id, lmax])),
    );
    let counted = 0;
    for (const { id, count } of COMMAND_SUBJECTS) {
      for (const one of kept.results.filter(({ command, lmax }) => command === id && lmax <= 10)) {
        expect([id, one.lmax, one.count]).toEqual([id, one.lmax, count(one.lmax)]);
        counted += 1;
      }
    }
    expect(counted).toBe(2 + 2 + 2 + 3 + 4 + 5 + 5 + 4);
    expect(kept.fixed?.map(({ command }) => command)).toEqual(FIXED_COMMANDS.map(({ id }) => id));
  });

  it('is what the chapter shows, number by number', () => {
    const [exponents, measured] = tablesOf(kept);
    expect(measured?.rows.map((row) => [row[0], row[1], row[2], row[4], row[5]])).toEqual(
      kept.results.map(({ command, lmax, time, memory, count }) => [
        `\`${command}\``,
        `${lmax}`,
        time.median.toFixed(0),
        memory.median.toFixed(0),
        count.toLocaleString('en-US'),
      ]),
    );
    expect(exponents?.rows.map((row) => row[2])).toEqual(growthsOf(kept).map(({ time }) => time?.toFixed(2)));
    expect(exponents?.rows).toHaveLength(COMMAND_SUBJECTS.length);
  });

  it('makes a chapter of the report, and only where it is given', () => {
    const study = runStudy(parseConfig('{"lmax":1,"settings":["siso"],"parities":["so3"]}', 'study.json'));
    const has = (report: ReturnType<typeof reportOf>): boolean =>
      everyBlock(report.blocks).some((block) => block.kind === 'heading' && block.id === 'commands');
    const report = reportOf(study, undefined, undefined, kept);
    expect([has(reportOf(study)), has(report)]).toEqual([false, true]);
    assertSound(report);
    for (const written of [markdownOf(report), htmlOf(report)])
      expect(written).toContain('Growth: what the commands take');
    const [prove] = kept.fixed ?? [];
    expect(markdownOf(report)).toContain(`${((prove?.time.median ?? 0) / 1000).toFixed(1)} s of user CPU time`);
  });
});

describe('reading', () => {
  it.each([
    ['{', 'r.json: expected the JSON record of bench --suite commands'],
    ['[]', 'r.json: '],
    [text.replace('"suite": "commands"', '"suite": "tetris"'), 'r.json: suite: '],
    [text.replace('"command":"export"', '"command":"import"'), 'r.json: results.0.command: '],
    [text.replace(/"q1":[\d.]+/, '"q1":1000000'), 'r.json: results.0.time: expected q1 ≤ median ≤ q3'],
    [text.replace('"runs":', '"colour":1,"runs":'), 'r.json: results.0.colour: unknown key'],
  ])('refuses what is no record (%#)', (broken, says) => {
    expect(broken).not.toBe(text);
    expect(() => readCommandRecord(broken, 'r.json')).toThrow(RequestError);
    expect(() => readCommandRecord(broken, 'r.json')).toThrow(says);
  });
});

import { it } from 'vitest';
import { expressivity } from '../../src/analysis/expressivity.ts';
import { interactionGraph } from '../../src/analysis/interactions.ts';
import { SETTINGS, PARITY_MODES, groupOfParityMode, settingIrreps } from '../../src/irreps/setting.ts';
import { OPERATIONS } from '../../src/operation/catalogue.ts';
it('x', () => {
  for (const [id, op] of Object.entries(OPERATIONS)) {
    const t0 = performance.now();
    let pts = 0, bad: string[] = [], badC: string[] = [], total=0;
    for (const s of SETTINGS) for (const mode of PARITY_MODES) {
      const row: string[] = [];
      for (let L = 0; L <= 6; L++) {
        const { left, right, out } = settingIrreps(s, L);
        const g = groupOfParityMode(mode);
        const graph = interactionGraph(op, left, right, out, g, op.resolve({}, left, right, out, g));
        const e = expressivity(graph);
        total++;
        pts += e.points.length;
        for (const p of e.points) if (!p.certified) bad.push(`${s} ${mode} ${L} C=${p.channels} ${p.lower}..${p.upper}`);
        if (!e.saturatingChannels.certified) badC.push(`${s} ${mode} ${L} ${e.saturatingChannels.lower}..${e.saturatingChannels.upper}`);
        row.push(`${graph.interactions.length}/${e.points[0]?.lower}/${e.saturatingChannels.upper}`);
      }
      console.log(id, s, mode, row.join('  '));
    }
    console.log(id, 'graphs', total, 'points', pts, 'uncertified', bad, badC, Math.round(performance.now() - t0), 'ms');
  }
}, 600000);

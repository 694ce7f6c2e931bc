import { seededRandom } from '@covergrid/core';
import { ScenarioIds } from '@covergrid/enumerator';
import { billion, compileToDiagram } from './diagram-grid.ts';
import { amount, type Figure, type Scale } from './figure.ts';
import { highest, timed } from './timing.ts';

const SEARCHES = 5;

/** Finding a scenario of 1.15 · 10⁹ from its id, with nothing prepared, and learning that an id belongs to none. */
export function measureFindById({ seeds }: Scale): Figure[] {
  const samples = seeds.map(sample);
  const found = highest(samples, (times) => times.found);
  const absent = highest(samples, (times) => times.absent);
  return [
    {
      name: 'find by id',
      worst: found.found,
      unit: 'ms',
      detail: `slowest of ${SEARCHES} ids a seed; seed ${found.seed}`,
    },
    {
      name: '  an id of no scenario',
      worst: absent.absent,
      unit: 'ms',
      detail: `seed ${absent.seed}, quickest ${amount(Math.min(...samples.map((times) => times.absent)))} ms`,
    },
  ];
}

function sample(seed: number): { seed: number; found: number; absent: number } {
  const { taxonomy, ...rest } = billion(20, seed);
  const grid = compileToDiagram({ taxonomy, ...rest });
  const ids = new ScenarioIds(taxonomy.id, grid.dimensions);
  const random = seededRandom(seed, 'bench', 'ids');
  const digits = new Uint16Array(grid.radices.length);
  const found = Array.from({ length: SEARCHES }, () => {
    grid.unrank(random(0, grid.kept - 1), digits);
    const id = ids.idOf(digits);
    return timed(() => {
      if (ids.find(id)?.join() !== digits.join()) throw new Error(`${id} was not found.`);
    });
  });
  const foreign = new ScenarioIds('another', grid.dimensions).idOf(digits);
  const absent = timed(() => {
    if (ids.find(foreign) !== undefined) throw new Error(`${foreign} was found.`);
  });
  return { seed, found: Math.max(...found), absent };
}

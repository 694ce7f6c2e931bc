import { printable, takeSteps } from '@covergrid/core';
import { explainDataset, explainSteps, type ScenarioExplanation } from '@covergrid/orchestrator';
import type { ExplainFlags } from '../declarations/coverage-commands.ts';
import { parseScenario } from '../input/parse-scenario.ts';
import type { Screen } from '../output/screen.ts';
import { textTable } from '../output/text-table.ts';
import type { Session } from '../session.ts';
import { resolveSource } from './resolve-source.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage explain` */
export async function coverageExplain(
  words: readonly string[],
  flags: ExplainFlags,
  session: Session,
): Promise<void> {
  const scenario = parseScenario(words);
  const explained = await withProgress({}, session, async (running) =>
    flags.from === undefined
      ? takeSteps(explainSteps(await resolveSource(flags), flags.seed, scenario), running)
      : explainDataset(flags.from, scenario, running),
  );
  if (flags.json === true) session.screen.printJson(explained);
  else show(explained, session.screen);
}

function show(
  { scenario_id, domain, behavior, axes, status, sentence, matching }: ScenarioExplanation,
  screen: Screen,
): void {
  const { paint, width } = screen;
  const colour = status === 'kept' ? 'green' : 'yellow';
  screen.print(`${paint('bold', scenario_id)} ${paint([colour, 'bold'], status)}`);
  for (const [name, value] of Object.entries({ domain, behavior, ...axes })) {
    screen.print(screen.prose(`  ${paint('dim', `${name} =`)} ${value}`, '    '));
  }
  screen.print(`\n${screen.prose(printable(sentence, 5000))}`);
  if (matching.length === 0) return;
  const columns = [{ title: 'Matching rule' }, { title: 'Effect' }, { title: 'Why', isFlexible: true }];
  const rows = matching.map((rule) => [
    printable(rule.id),
    printable(rule.effect, 200),
    printable(rule.rationale, 2000),
  ]);
  screen.print(`\n${textTable(columns, rows, { width, paint })}`);
}

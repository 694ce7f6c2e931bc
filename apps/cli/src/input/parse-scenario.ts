import { CovergridError, quoted } from '@covergrid/core';
import type { ScenarioReference } from '@covergrid/orchestrator';

/**
 * Reads the words of `explain`: one scenario id, or pairs such as `domain=…`; what they name is not checked here.
 *
 * @throws USAGE for a word that is no pair, or a name given twice
 */
export function parseScenario(words: readonly string[]): ScenarioReference {
  const [first = ''] = words;
  if (words.length === 1 && !first.includes('=')) return { id: first };
  const pairs = words.map(parsePair);
  const twice = pairs.find(([name], at) => pairs.findIndex(([other]) => other === name) !== at);
  if (twice !== undefined) throw new CovergridError('USAGE', `${quoted(twice[0])} is given twice.`);
  return { values: Object.fromEntries(pairs) };
}

function parsePair(word: string): [string, string] {
  const at = word.indexOf('=');
  if (at > 0) return [word.slice(0, at), word.slice(at + 1)];
  throw new CovergridError(
    'USAGE',
    `${quoted(word)} is no pair: write one scenario id, or pairs such as domain=checkout-payments.`,
  );
}

import { compileVertical, type CasePoint, type Vertical } from '@covergrid/worlds';
import { askingMore } from '../../packages/worlds/test/asking-more.ts';
import { pointsOf } from '../../packages/worlds/test/library-points.ts';
import { loadLibrary as loadLibrarySources } from '../../packages/worlds/test/library.ts';

/** Forms enough for each scenario of a cell to have words of its own. */
const REQUEST =
  '(Could|Can|May|Might) I (keep|extend|renew|hold on to) {{ book.title }} (a while|somewhat|a little) longer?';

/**
 * A library that lends books: a vertical that has nothing to do with commerce, for tests of what knows no vertical.
 *
 * @param request words of every request, in place of its own
 */
export async function loadLibrary(request = REQUEST): Promise<Vertical> {
  const sources = await loadLibrarySources();
  for (const { value } of sources.playbooks) {
    const { requests } = value.wording;
    for (const behavior of Object.keys(requests)) requests[behavior] = [request];
  }
  return compileVertical(sources);
}

/** The same library, with members who ask for something else before they ask to renew: behavior `double`. */
export async function loadAskingLibrary(): Promise<Vertical> {
  const { sources } = await loadLibrary();
  return compileVertical(askingMore(sources));
}

/** Every scenario of the raw product of the library, with ids that need no enumerator. */
export function libraryPoints({ sources }: Vertical): CasePoint[] {
  return pointsOf(sources);
}

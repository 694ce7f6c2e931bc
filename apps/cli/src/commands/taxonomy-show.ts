import type { ShowFlags } from '../declarations/taxonomy-commands.ts';
import { taxonomyTables } from '../output/taxonomy-tables.ts';
import type { Session } from '../session.ts';
import { resolveSource } from './resolve-source.ts';

/** `covergrid taxonomy show` */
export async function taxonomyShow(flags: ShowFlags, { screen }: Session): Promise<void> {
  const configuration = await resolveSource(flags);
  if (flags.json === true) screen.printJson(configuration);
  else screen.print(taxonomyTables(configuration, screen));
}

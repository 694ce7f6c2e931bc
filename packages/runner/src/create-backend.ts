import { CovergridError, didYouMean, isCovergridError, printable, quoted } from '@covergrid/core';
import type { Backend, BackendPlugin, BackendServices } from './backend.ts';
import { commandBackend } from './command/command-backend.ts';
import { httpBackend } from './http/http-backend.ts';
import { openaiBackend } from './openai-backend.ts';
import { referenceBackend } from './reference/reference-backend.ts';
import { replayBackend } from './replay-backend.ts';

/** The backends that are built in, by name. */
export const BUILT_IN_BACKENDS: ReadonlyMap<string, BackendPlugin> = new Map(
  [commandBackend, httpBackend, openaiBackend, referenceBackend, replayBackend].map((plugin) => [
    plugin.name,
    plugin,
  ]),
);

/** Which backend, and how. */
export interface BackendChoice {
  /** `command`; `openai:gpt-4o-mini` is short for `openai` with the model as its option. */
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

/** With what a backend is created. */
export interface CreateBackendOptions {
  /** Default: {@link BUILT_IN_BACKENDS}. */
  readonly plugins?: ReadonlyMap<string, BackendPlugin> | undefined;
  /** Default: those of the process. */
  readonly services?: BackendServices | undefined;
}

/**
 * Creates a backend by name, its options checked.
 *
 * @throws BACKEND_UNKNOWN, BACKEND_OPTIONS, BACKEND_FAILED where the plug-in throws something else
 */
export async function createBackend(
  { name, options = {} }: BackendChoice,
  { plugins = BUILT_IN_BACKENDS, services = { env: process.env } }: CreateBackendOptions = {},
): Promise<Backend> {
  const [family = '', short] = name.split(/:(.*)/s, 2);
  const plugin = plugins.get(family);
  if (plugin === undefined) {
    const names = [...plugins.keys()];
    throw new CovergridError(
      'BACKEND_UNKNOWN',
      `There is no backend ${quoted(family)}; there are ${names.join(', ')}.${didYouMean(family, names)}`,
    );
  }
  if (short !== undefined && plugin.short === undefined)
    throw new CovergridError(
      'BACKEND_OPTIONS',
      `The backend ${family} has no short form; write its options out.`,
    );
  const parsed = plugin.options.safeParse({
    ...options,
    ...(plugin.short && short && { [plugin.short]: short }),
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    throw new CovergridError(
      'BACKEND_OPTIONS',
      `Options of the backend ${family}${where}: ${issue?.message}.`,
    );
  }
  try {
    return await plugin.create(parsed.data, services);
  } catch (error) {
    if (isCovergridError(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new CovergridError(
      'BACKEND_FAILED',
      `The backend ${family} cannot be created: ${printable(message)}`,
      {
        cause: error,
      },
    );
  }
}

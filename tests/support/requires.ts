import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';

/** A program that some tests need and a bare machine may lack. */
export type Tool = 'chromium' | 'fish' | 'strace' | 'zsh';

const EXECUTABLES: Record<Tool, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser'],
  fish: ['fish'],
  strace: ['strace'],
  zsh: ['zsh'],
};

/**
 * `describe` for a suite that needs a tool.
 *
 * Without the tool the suite is skipped with one line that says so; where `COVERGRID_REQUIRE` (a comma-separated
 * list) names the tool, it fails instead, so that CI cannot pass by not looking.
 */
export function describeWith(tool: Tool, name: string, body: () => void): void {
  const fate = fateOfSuite(tool, process.env);
  if (fate === 'run') {
    describe(name, body);
  } else if (fate === 'fail') {
    describe(name, () => {
      test(`needs ${tool}`, () => {
        throw new Error(missing(tool));
      });
    });
  } else {
    console.log(`skipped: ${name}: ${missing(tool)}`);
    // The body is not called: it may ask for the tool's path while tests are collected.
    describe(name, () => {
      test.skip(`needs ${tool}`, () => undefined);
    });
  }
}

/** What becomes of a suite that needs the tool, in the given environment. */
export function fateOfSuite(tool: Tool, environment: Environment): 'run' | 'skip' | 'fail' {
  if (findTool(tool, environment) !== undefined) return 'run';
  const required = (environment['COVERGRID_REQUIRE'] ?? '').split(',').map((name) => name.trim());
  return required.includes(tool) ? 'fail' : 'skip';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the browser is: `COVERGRID_CHROMIUM`, else `chromium` on PATH. Throws when there is none. */
export function chromiumPath(): string {
  const path = findTool('chromium', process.env);
  if (path === undefined) throw new Error(missing('chromium'));
  return path;
}

function findTool(tool: Tool, environment: Environment): string | undefined {
  const chosen = tool === 'chromium' ? environment['COVERGRID_CHROMIUM'] : undefined;
  if (chosen !== undefined && chosen !== '') return isExecutable(chosen) ? chosen : undefined;
  const directories = (environment['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return EXECUTABLES[tool]
    .flatMap((executable) => directories.map((directory) => join(directory, executable)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function missing(tool: Tool): string {
  return tool === 'chromium'
    ? 'chromium is neither on PATH nor named by COVERGRID_CHROMIUM'
    : `${tool} is not on PATH`;
}

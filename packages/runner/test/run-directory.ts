import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import {
  runCases,
  runResultSchema,
  type Backend,
  type RunCase,
  type RunCasesOptions,
  type RunResult,
  type RunSummary,
} from '../src/index.ts';

/** A directory that is gone after the tests of the file, and runs in it. */
export class RunDirectory {
  readonly path = mkdtempSync(path.join(tmpdir(), 'covergrid-runner-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true, force: true }));
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  options(name: string): Pick<RunCasesOptions, 'run' | 'journal' | 'results'> {
    return {
      run: { run_id: name, dataset_id: 'd', dataset_version: '1.0.0' },
      journal: this.file(`${name}.journal`),
      results: this.file(`${name}.jsonl`),
    };
  }

  run(
    name: string,
    cases: Iterable<RunCase>,
    backend: Backend,
    options: Partial<RunCasesOptions> = {},
  ): Promise<RunSummary> {
    return runCases(cases, backend, { ...this.options(name), ...options });
  }

  results(name: string): RunResult[] {
    const lines = readFileSync(this.file(`${name}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n');
    return lines.map((line) => runResultSchema.parse(JSON.parse(line)));
  }
}

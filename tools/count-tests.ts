/**
 * Prints `passed failed` from vitest's JSON report: `node tools/count-tests.ts report.json <vitest's exit status>`.
 *
 * A skipped test counts as failed, since CI has every tool that a test may need. A file that does not load counts as
 * one failure, and so does a run that ended badly without a failed test, or without a report.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

const [file = '', exitStatus = '1'] = process.argv.slice(2);
const { passed, failed } = countTests(file);
console.log(`${passed} ${failed === 0 && (exitStatus !== '0' || passed === 0) ? 1 : failed}`);

function countTests(path: string): { passed: number; failed: number } {
  const files = readReport(path);
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passes = tests.filter(({ status }) => status === 'passed').length;
  for (const { status, fullName } of tests) {
    if (status !== 'passed' && status !== 'failed') console.error(`counted as failed: ${status} ${fullName}`);
  }
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status === 'passed'),
  );
  return { passed: passes, failed: tests.length - passes + unloaded.length };
}

function readReport(path: string): z.output<typeof report>['testResults'] {
  try {
    return report.parse(JSON.parse(readFileSync(path, 'utf8'))).testResults;
  } catch (error) {
    console.error(`no usable test report: ${String(error)}`);
    return [];
  }
}

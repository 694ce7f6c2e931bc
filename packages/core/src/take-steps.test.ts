import { expect, it } from 'vitest';
import { finishSteps, type Progress, type Steps } from './steps.ts';
import { takeSteps } from './take-steps.ts';

/** Work of so many milliseconds, a step each. */
function* busy(milliseconds: number): Steps<string> {
  for (let done = 0; done < milliseconds; done++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield { phase: 'work', done, total: milliseconds };
  }
  return 'done';
}

it('takes all steps and says how far it is', async () => {
  const shown: Progress[] = [];
  expect(await takeSteps(busy(200), { onProgress: (progress) => shown.push(progress) })).toBe('done');
  expect(shown.length).toBeGreaterThan(1);
  expect(shown[0]).toMatchObject({ phase: 'work', total: 200 });
  expect(finishSteps(busy(1))).toBe('done');
});

it('lets events in, and stops when one aborts', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const started = performance.now();
  await expect(takeSteps(busy(60_000), { signal: controller.signal })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
  expect(performance.now() - started).toBeLessThan(2000);
});

it('stops above a limit of memory', async () => {
  await expect(takeSteps(busy(60_000), { maxMemoryBytes: 1024 })).rejects.toMatchObject({
    code: 'MEMORY_LIMIT',
    message: expect.stringContaining('above the limit of 1,024'),
    data: { limit: 1024 },
  });
});

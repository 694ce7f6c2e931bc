// Runs small cases against the command agent, as a program of its own that can be killed: directory, log, count.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBackend, runCases } from '../../src/index.ts';
import { smallCases } from '../small-cases.ts';

const [directory = '', log = '', count = '0'] = process.argv.slice(2);
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());

const agent = fileURLToPath(new URL('agent.js', import.meta.url));
const backend = await createBackend({
  name: 'command',
  options: { command: process.execPath, args: [agent, log] },
});
const { stopped } = await runCases(smallCases(Number(count), [' 10']), backend, {
  run: { run_id: 'r', dataset_id: 'd', dataset_version: '1.0.0' },
  journal: path.join(directory, 'journal'),
  results: path.join(directory, 'results.jsonl'),
  concurrency: 3,
  signal: stop.signal,
});
await backend.close?.();
process.exitCode = stopped === undefined ? 0 : 130;

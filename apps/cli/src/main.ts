#!/usr/bin/env -S node --max-semi-space-size=8
// Small young generations keep a third of the memory that long work would take, and cost no time.
// Nothing is imported before the check: an older Node may not be able to read it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  const code = 'USAGE_NODE_VERSION';
  console.error(`${code} Covergrid needs Node.js 24 or newer, and this is ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  const { runMain } = await import('./run-main.ts');
  await runMain();
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CodeBlock } from './code-blocks.ts';

/** Writes the configurations and parts of a vertical that YAML blocks show, under their usual names; the last counts. */
export function writeShownFiles(directory: string, blocks: readonly CodeBlock[]): void {
  mkdirSync(directory, { recursive: true });
  for (const { language, code } of blocks) {
    const name = language === 'yaml' ? nameOf(code) : undefined;
    if (name === undefined) continue;
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${code}\n`);
  }
}

const KINDS = ['taxonomy', 'exclusions', 'rates', 'domain-model', 'behaviors', 'decision-table'];

function nameOf(code: string): string | undefined {
  const [, kind = ''] = /^schema: covergrid\/([a-z-]+)@1$/m.exec(code) ?? [];
  const [, domain] = /^domain: (\S+)$/m.exec(code) ?? [];
  if (kind === 'playbook' && domain !== undefined) return `playbooks/${domain}.yaml`;
  return KINDS.includes(kind) ? `${kind}.yaml` : undefined;
}

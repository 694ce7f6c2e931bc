import type { Issue } from '../covergrid-error.ts';
import type { ConfigDocument, ConfigPath } from './config-document.ts';
import { MAX_DEPTH, MAX_ISSUES, MAX_NODES } from './limits.ts';
import { wordsOfPath } from './words-of-path.ts';

/**
 * What a schema cannot see: keys named `__proto__` (a record drops them silently), and values from code that are
 * too deep, too many or cyclic.
 */
export function plainDataIssues(document: ConfigDocument): Issue[] {
  const issues: Issue[] = [];
  let nodes = 0;
  const walk = (value: unknown, path: ConfigPath): boolean => {
    nodes += 1;
    if (nodes > MAX_NODES) return refuse('CONFIG_TOO_LARGE', `More than ${MAX_NODES} keys and values.`, path);
    if (typeof value !== 'object' || value === null) return true;
    if (path.length >= MAX_DEPTH) {
      return refuse('CONFIG_TOO_DEEP', `Nested more than ${MAX_DEPTH} levels deep.`, path);
    }
    if (Array.isArray(value)) return value.every((item, index) => walk(item, [...path, index]));
    return Object.entries(value).every(([key, item]) => {
      if (key === '__proto__' && issues.length < MAX_ISSUES) {
        const where = path.length === 0 ? '' : ` in ${wordsOfPath(path)}`;
        const at = document.place([...path, key], 'key');
        issues.push({ code: 'CONFIG_UNKNOWN_KEY', message: `Unknown key "__proto__"${where}.`, at });
      }
      nodes += 1;
      return walk(item, [...path, key]);
    });
  };
  const refuse = (code: Issue['code'], message: string, path: ConfigPath): false => {
    issues.push({ code, message, at: document.place(path, 'value') });
    return false;
  };
  walk(document.value, []);
  return issues;
}

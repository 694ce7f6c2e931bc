import { didYouMean, quoted, type ErrorCode, type Issue } from '@covergrid/core';
import { FindingList, type ConfigDocument, type ConfigPath } from '@covergrid/core/config';
import {
  conditionReferences,
  formulaReferences,
  type Condition,
  type Formula,
  type Reference,
} from '@covergrid/testdata';
import { neverHolds } from './never-holds.ts';
import { parsePhrase } from './phrase.ts';

/** Names that formulas, conditions and slots may use, with the fields of each; undefined where any may follow. */
export type KnownNames = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/** Collects what is wrong with a file, each with its place. */
export class Findings {
  private readonly list: FindingList;

  constructor(document: ConfigDocument) {
    this.list = new FindingList(document);
  }

  issues(): Issue[] {
    return this.list.issues();
  }

  add(code: ErrorCode, path: ConfigPath, target: 'key' | 'value', message: string): void {
    this.list.add(code, path, target, () => message);
  }

  /** Reports what should be in a part and is not, in one finding. */
  lacks(path: ConfigPath, what: string, missing: readonly string[]): void {
    if (missing.length > 0)
      this.add(
        'PLAYBOOK_INCOMPLETE',
        path,
        'key',
        `There is no ${what}: ${missing.map((name) => quoted(name)).join(', ')}.`,
      );
  }

  /** Reports a name that is none of those known. */
  unknown(
    kind: string,
    name: string,
    known: Iterable<string>,
    path: ConfigPath,
    target: 'key' | 'value',
  ): void {
    const names = [...known];
    const listed =
      names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
    const message = `There is no ${kind} ${quoted(name)}; known: ${listed || 'none'}.${didYouMean(name, names)}`;
    this.add('CONFIG_UNKNOWN_NAME', path, target, message);
  }

  formula(formula: Formula | undefined, path: ConfigPath, known: KnownNames): void {
    if (formula !== undefined) this.references(formulaReferences(formula), path, known);
  }

  formulas(
    formulas: Readonly<Record<string, Formula>> | undefined,
    path: ConfigPath,
    known: KnownNames,
  ): void {
    for (const [name, formula] of Object.entries(formulas ?? {}))
      this.formula(formula, [...path, name], known);
  }

  condition(condition: Condition | undefined, path: ConfigPath, known: KnownNames): void {
    if (condition === undefined) return;
    this.references(conditionReferences(condition), path, known);
    for (const { path: inner, why } of neverHolds(condition))
      this.add('PLAYBOOK_UNREACHABLE', [...path, ...inner], 'key', `This never holds: ${why}.`);
  }

  phrases(texts: readonly string[] | undefined, path: ConfigPath, known: KnownNames): void {
    for (const [index, text] of (texts ?? []).entries()) this.phrase(text, [...path, index], known);
  }

  phrase(text: string, path: ConfigPath, known: KnownNames): void {
    for (const slot of parsePhrase(text).phrase?.slots ?? []) this.name(slot.path, path, 'value', known);
  }

  private references(references: readonly Reference[], path: ConfigPath, known: KnownNames): void {
    for (const { path: inner, isKey, steps } of references)
      this.name(steps, [...path, ...inner], isKey ? 'key' : 'value', known);
  }

  private name(
    [name, field]: readonly [string, ...string[]],
    path: ConfigPath,
    target: 'key' | 'value',
    known: KnownNames,
  ): void {
    if (!known.has(name)) {
      this.unknown('name', name, known.keys(), path, target);
      return;
    }
    const fields = known.get(name);
    if (field !== undefined && fields !== undefined && !fields.has(field))
      this.unknown(`field of ${quoted(name)}`, field, fields, path, target);
  }
}

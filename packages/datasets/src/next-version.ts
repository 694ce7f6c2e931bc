import semver from 'semver';
import type { RecordHashes } from './record-hashes.ts';

/** How one version of a dataset differs from another; ids of conversations, sorted. */
export interface DatasetDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** An outcome, constraint, action or final state is another. */
  readonly changed: readonly string[];
  /** Words alone, or records that decide nothing. */
  readonly reworded: readonly string[];
}

/** How far a version has to move. */
export type VersionStep = 'none' | 'patch' | 'minor' | 'major';

/** Compares two versions by the hashes of their records, by id of conversation. */
export function compareRecords(
  before: ReadonlyMap<string, RecordHashes>,
  after: ReadonlyMap<string, RecordHashes>,
): DatasetDifference {
  const ids = [...after.keys()].toSorted();
  const known = ids.filter((id) => before.has(id));
  const isSame = (id: string, part: keyof RecordHashes): boolean =>
    before.get(id)![part] === after.get(id)![part];
  return {
    added: ids.filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)).toSorted(),
    changed: known.filter((id) => !isSame(id, 'meaning')),
    reworded: known.filter((id) => isSame(id, 'meaning') && !isSame(id, 'whole')),
  };
}

/** Wording only: patch. Conversations added: minor. Anything changed in meaning, or removed: major. */
export function versionStep({ added, removed, changed, reworded }: DatasetDifference): VersionStep {
  if (removed.length > 0 || changed.length > 0) return 'major';
  if (added.length > 0) return 'minor';
  return reworded.length > 0 ? 'patch' : 'none';
}

/** The version after a step, by semver; `1.0.0` where there was none. */
export function nextVersion(before: string | undefined, step: VersionStep): string {
  if (before === undefined) return '1.0.0';
  return step === 'none' ? before : (semver.inc(before, step) ?? '1.0.0');
}

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  canonicalHash,
  isCovergridError,
  isReasonToStop,
  sha256,
  takeSteps,
  type RunningOptions,
  type Steps,
} from '@covergrid/core';
import { hasErrno, kindOf, requirePlainParents, resolveInside } from '@covergrid/core/files';
import { CONFIG_FILES, readManifest, type Manifest } from '@covergrid/enumerator';
import { compileSteps } from '@covergrid/rules';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import { isOwnReportFile } from './conversations-report.ts';
import { configContents, reportSteps } from './coverage-contents.ts';
import { hashFile } from './hash-file.ts';
import { isManifestName, isRunName, outputNames, shardNames, type OutputNames } from './output-names.ts';
import { readRunRecord } from './run-record.ts';

/** What a directory holds of earlier runs. */
export interface EarlierOutput {
  readonly manifest: Manifest | undefined;
  /** Names of files that the last run and its manifest speak of; what stands there now may be somebody else's. */
  readonly names: ReadonlySet<string>;
  /** True where what stands there was written by a run of ours: nothing else is ever replaced or removed. */
  readonly isOurs: (name: string) => Promise<boolean>;
}

/** Hashes that files of ours may have, by name. */
type Proof = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads what earlier runs left in a directory.
 *
 * A manifest or a record is ours by its form, and so is the report on conversations, with its page. Any other file is where its hash stands in one of them, or where it is
 * what a manifest and the configuration beside it give.
 *
 * @throws INPUT_UNREADABLE; `isOurs` also INTERRUPTED, MEMORY_LIMIT
 */
export async function readEarlierOutput(
  directory: string,
  names: OutputNames,
  options: RunningOptions,
): Promise<EarlierOutput> {
  const manifest = await readOwnManifest(path.join(directory, names.manifest));
  const recorded = await recordedProof(directory, [names.manifest, names.run]);
  let derived: Promise<Proof> | undefined;
  const isOurs = async (name: string): Promise<boolean> => {
    const file = path.join(directory, name);
    if (isManifestName(name)) return (await readOwnManifest(file)) !== undefined;
    if (isRunName(name)) return (await readRunRecord(file)) !== undefined;
    const isOwnReport = await isOwnReportFile(directory, name);
    if (isOwnReport !== undefined) return isOwnReport;
    const hash = await hashFile(file, options);
    if (recorded.get(name)?.has(hash)) return true;
    derived ??= derivedProof(directory, options);
    return (await derived).get(name)?.has(hash) ?? false;
  };
  return { manifest, names: new Set([...recorded.keys(), ...shardNames(manifest?.shards?.of ?? 0)]), isOurs };
}

/**
 * Names of files that earlier runs wrote, that are as they wrote them, and that are no longer part of the output.
 * Copies of the configuration stay: other shards may need them.
 *
 * @throws OUTPUT_UNSAFE_PATH where a record names files elsewhere
 */
export async function staleNames(
  directory: string,
  { names, isOurs }: Pick<EarlierOutput, 'names' | 'isOurs'>,
  current: ReadonlySet<string>,
): Promise<string[]> {
  const stale: string[] = [];
  for (const name of names) {
    if (current.has(name) || name.startsWith('config/')) continue;
    const file = resolveInside(directory, name);
    await requirePlainParents(directory, name);
    if ((await kindOf(file)) === 'file' && (await isOurs(name))) stale.push(name);
  }
  return stale;
}

/** A manifest that cannot be read is not the same as none: it must not pass for somebody else's. */
async function readOwnManifest(file: string): Promise<Manifest | undefined> {
  try {
    return await readManifest(file);
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    if (error.code.startsWith('DATASET_')) return undefined;
    // A disk that fails is not a question of permissions.
    throw hasErrno(error.cause, 'EACCES', 'EPERM') ? error : error.cause;
  }
}

/** What manifests and records say of the files they name. */
async function recordedProof(directory: string, names: readonly string[]): Promise<Proof> {
  const proof = new Map<string, Set<string>>();
  for (const name of names) {
    const file = path.join(directory, name);
    const { files } = (await (isRunName(name) ? readRunRecord(file) : readOwnManifest(file))) ?? {};
    for (const entry of files ?? []) add(proof, entry.path, entry.sha256);
    if (files !== undefined) add(proof, name);
  }
  return proof;
}

/** What all manifests and records of the directory say, and what follows from them. */
async function derivedProof(directory: string, options: RunningOptions): Promise<Proof> {
  const names = (await readdir(directory)).filter((name) => isManifestName(name) || isRunName(name));
  const proof = new Map(
    [...(await recordedProof(directory, names))].map(([name, set]) => [name, new Set(set)]),
  );
  try {
    const configuration = await loadConfiguration({
      taxonomyFile: path.join(directory, CONFIG_FILES.taxonomy),
      exclusionsFile: path.join(directory, CONFIG_FILES.exclusions),
    });
    for (const name of names.filter(isManifestName)) {
      const manifest = await readOwnManifest(path.join(directory, name));
      const isOfThis =
        manifest?.taxonomy.sha256 === canonicalHash(configuration.taxonomy) &&
        manifest.exclusions.sha256 === canonicalHash(configuration.exclusions);
      if (!isOfThis) continue;
      const isWhole = name === outputNames().manifest;
      const report = isWhole
        ? await takeSteps(reportOf(configuration, manifest), options)
        : new Map<string, string>();
      for (const [file, text] of [...configContents(configuration), ...report])
        add(proof, file, sha256(text));
    }
  } catch (error) {
    // A configuration that is no longer valid proves nothing.
    if (!isCovergridError(error) || isReasonToStop(error)) throw error;
  }
  return proof;
}

function* reportOf(configuration: Configuration, manifest: Manifest): Steps<Map<string, string>> {
  return yield* reportSteps(configuration, yield* compileSteps(configuration, manifest), manifest);
}

function add(proof: Map<string, Set<string>>, name: string, ...hashes: string[]): void {
  const known = proof.get(name) ?? new Set<string>();
  for (const hash of hashes) known.add(hash);
  proof.set(name, known);
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  formatCount,
  isCovergridError,
  isReasonToStop,
  reasonToStop,
  seededRandom,
  takeSteps,
  type RunningOptions,
} from '@covergrid/core';
import { resolveInside } from '@covergrid/core/files';
import {
  compileSteps,
  definitionCost,
  fatesByDefinitionSteps,
  matches,
  type CompiledGrid,
  type PointFate,
} from '@covergrid/rules';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import { buildManifest } from './build-manifest.ts';
import { firstDifference } from './compare-account.ts';
import { configText, CONFIG_FILES } from './config-files.ts';
import { listingRanges } from './listing-ranges.ts';
import type { Manifest } from './manifest-schema.ts';
import { readManifest } from './read-manifest.ts';
import { linesByDefinition, linesByEngine, verifyListing, type Finding } from './verify-listing.ts';

export type { Finding } from './verify-listing.ts';

/** What was proven of a directory, and what is wrong in it. */
export interface Verification {
  readonly manifest: Manifest | undefined;
  /** In words, in order. */
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  /** The configuration and its grid, where manifest and configuration are right. */
  readonly proven?: { readonly configuration: Configuration; readonly grid: CompiledGrid };
}

/** Up to here, about ten seconds, every scenario is decided a second time by the spelt-out definition. */
const LARGEST_DEFINITION = { raw: 200_000, cost: 100_000_000 };
const SPOT_CHECKS = 2000;

/**
 * Proves a planned grid from its directory alone: config copies, manifest, and every line of its listing.
 * Up to 200,000 raw scenarios all fates, counts and lines are derived again by code that shares nothing with the
 * engine; beyond that, and where limits would make it take long, by the engine, with 2,000 scenarios decided by hand.
 *
 * @param manifestName `manifest.json`, or that of one shard
 * @throws INTERRUPTED, MEMORY_LIMIT, and nothing else: what is wrong is a finding
 */
export async function verifyGridDirectory(
  directory: string,
  manifestName = 'manifest.json',
  options: RunningOptions = {},
): Promise<Verification> {
  const checks: string[] = [];
  const findings: Finding[] = [];
  const manifest = await attempt(findings, manifestName, () =>
    readManifest(path.join(directory, manifestName)),
  );
  const configuration = await attempt(findings, 'config', () =>
    loadConfiguration({
      taxonomyFile: path.join(directory, CONFIG_FILES.taxonomy),
      exclusionsFile: path.join(directory, CONFIG_FILES.exclusions),
    }),
  );
  if (manifest === undefined || configuration === undefined) return { manifest, checks, findings };
  findings.push(...(await verifyConfig(directory, configuration)));
  const grid = await attempt(findings, 'config', () =>
    takeSteps(compileSteps(configuration, manifest), options),
  );
  if (grid === undefined) return { manifest, checks, findings };
  const account = verifyAccount(manifestName, manifest, configuration, grid);
  if (account.length === 0) account.push(...(await verifyText(directory, manifestName, manifest)));
  findings.push(...account);
  if (account.length === 0) {
    checks.push(
      `manifest: ${formatCount(grid.raw)} raw = ${formatCount(grid.kept)} kept + ${formatCount(grid.raw - grid.kept)} excluded, by rule, cell and bin`,
    );
  }
  const { taxonomy, exclusions } = configuration;
  const isProven = findings.length === 0;
  let fates: PointFate[] | undefined;
  const isSpeltOut =
    grid.raw <= LARGEST_DEFINITION.raw && definitionCost(taxonomy, exclusions) <= LARGEST_DEFINITION.cost;
  if (isSpeltOut) {
    fates = await takeSteps(fatesByDefinitionSteps(taxonomy, exclusions, manifest.seed), options);
    findings.push(...verifyByDefinition(manifestName, manifest, fates));
    checks.push(
      `every one of ${formatCount(grid.raw)} scenarios decided a second time, by the definition of the rules`,
    );
  } else {
    findings.push(...spotCheck(manifestName, configuration, grid));
    checks.push(
      `${formatCount(SPOT_CHECKS)} scenarios decided a second time, by the definition of the rules`,
    );
  }
  if (account.length === 0 && manifest.listing !== 'none') {
    const ranges = listingRanges(grid, manifest);
    const lines =
      fates === undefined
        ? linesByEngine(
            taxonomy.id,
            grid,
            exclusions.rules.map(({ id }) => id),
            ranges,
            manifest.listing,
          )
        : linesByDefinition(taxonomy.id, fates, ranges, manifest.listing);
    const listed = await verifyFiles(directory, manifestName, manifest, lines, options);
    findings.push(...listed);
    const count = manifest.files.reduce((sum, file) => sum + file.count, 0);
    if (listed.length === 0) checks.push(`${formatCount(count)} lines, each with its id, bins and fate`);
  }
  return { manifest, checks, findings, ...(isProven && { proven: { configuration, grid } }) };
}

async function attempt<T>(findings: Finding[], file: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isCovergridError(error) || isReasonToStop(error)) throw error;
    for (const issue of error.issues) {
      const name = issue.at === undefined ? file : `config/${path.basename(issue.at.file)}`;
      findings.push({
        file: name,
        ...(issue.at && { line: issue.at.line }),
        message: `${issue.code} ${issue.message}`,
      });
    }
    return undefined;
  }
}

async function verifyConfig(directory: string, configuration: Configuration): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const part of ['taxonomy', 'exclusions'] as const) {
    const file = CONFIG_FILES[part];
    const text = await readFile(path.join(directory, file), 'utf8');
    if (text !== configText(configuration[part]))
      findings.push({ file, message: 'The copy is not in canonical form.' });
  }
  return findings;
}

/** Tools compare manifests byte by byte; a key given twice would hide from those that parse them. */
async function verifyText(directory: string, name: string, manifest: Manifest): Promise<Finding[]> {
  const text = await readFile(path.join(directory, name), 'utf8');
  const isCanonical = text === `${JSON.stringify(manifest, null, 2)}\n`;
  return isCanonical ? [] : [{ file: name, message: 'The manifest is not in canonical form.' }];
}

function verifyAccount(
  file: string,
  manifest: Manifest,
  configuration: Configuration,
  grid: CompiledGrid,
): Finding[] {
  const { selection, shards, listing, generator, conversations } = manifest;
  const shard = selection?.shard;
  const expected = buildManifest(configuration, grid, {
    version: generator.version,
    selection: { domains: selection?.domains, behaviors: selection?.behaviors, shard },
    listing,
    shards,
    // Content of the vertical: whoever knows its playbooks has to judge it.
    conversations,
  });
  const difference = firstDifference({ ...manifest, files: [] }, expected);
  if (difference !== undefined) return [{ file, message: `${difference}.` }];
  const isListed = listing !== 'none';
  if (isListed === manifest.files.length > 0) return [];
  const message = isListed
    ? 'The manifest names no file of its listing.'
    : 'There are files, but no listing.';
  return [{ file, message }];
}

function verifyByDefinition(file: string, manifest: Manifest, fates: readonly PointFate[]): Finding[] {
  const byRule = Map.groupBy(fates, ({ excludedBy }) => excludedBy);
  const keptFates = byRule.get(undefined) ?? [];
  const byCell = Map.groupBy(keptFates, ({ point }) => `${point['domain']} ${point['behavior']}`);
  const derived = {
    kept: keptFates.length,
    rules: manifest.rules.map(({ id }) => byRule.get(id)?.length ?? 0),
    cells: manifest.cells.map(({ domain, behavior }) => byCell.get(`${domain} ${behavior}`)?.length ?? 0),
  };
  const stated = {
    kept: manifest.totals.kept,
    rules: manifest.rules.map(({ excluded }) => excluded),
    cells: manifest.cells.map(({ kept }) => kept),
  };
  const difference = firstDifference(stated, derived);
  return difference === undefined ? [] : [{ file, message: `By the definition of the rules ${difference}.` }];
}

function spotCheck(file: string, { taxonomy, exclusions }: Configuration, grid: CompiledGrid): Finding[] {
  const random = seededRandom(grid.seed, 'verify');
  for (let i = 0; i < SPOT_CHECKS; i++) {
    const digits = grid.digitsOf(random(0, grid.raw - 1));
    const point = Object.fromEntries(grid.dimensions.map(({ id, values }, d) => [id, values[digits[d]!]!]));
    const first = exclusions.rules.findIndex(
      (rule) => 'exclude' in rule && matches(rule.exclude, point, taxonomy),
    );
    const decided = grid.decide(digits);
    const byExclude = decided !== undefined && 'exclude' in exclusions.rules[decided]! ? decided : -1;
    if (first !== byExclude) return [{ file, message: `The engine misjudges ${JSON.stringify(point)}.` }];
  }
  return [];
}

async function verifyFiles(
  directory: string,
  manifestName: string,
  manifest: Manifest,
  lines: Iterable<string>,
  options: RunningOptions,
): Promise<Finding[]> {
  const phase = path.join(directory, manifestName);
  const total = manifest.files.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  try {
    const files = manifest.files.map((file) => ({
      name: file.path,
      path: resolveInside(directory, file.path),
      count: file.count,
      sha256: file.sha256,
    }));
    const onLine = (): void => {
      if (++done % 10_000 !== 0) return;
      const reason = reasonToStop(options);
      if (reason !== undefined) throw reason;
      options.onProgress?.({ phase, done, total });
    };
    return await verifyListing(files, lines, onLine, options);
  } catch (error) {
    if (!isCovergridError(error) || isReasonToStop(error)) throw error;
    return [{ file: manifestName, message: error.message }];
  }
}

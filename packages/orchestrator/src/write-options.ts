import type { RunningOptions } from '@covergrid/core';

/** Options of {@link writeCoverage}. */
export interface WriteOptions extends RunningOptions {
  /** Files go to `<out>/<vertical>/`. */
  readonly out: string;
  /** Insist on continuing an interrupted run. Without it one is continued where there is one. */
  readonly resume?: boolean | undefined;
  /** Replace output of ours that differs. */
  readonly overwrite?: boolean | undefined;
  /** Threads that may compute at the same time, from 1. Default: as many as there are processors. */
  readonly concurrency?: number | undefined;
  /** For `run.json` only. Default: the system's clock, milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

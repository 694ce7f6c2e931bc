export { canonicalHash, sha256 } from './canonical-hash.ts';
export { compareIds } from './compare-ids.ts';
export {
  CovergridError,
  isCovergridError,
  throwIssues,
  type CovergridErrorOptions,
  type Issue,
  type Place,
} from './covergrid-error.ts';
export { ERROR_TABLE, type ErrorCode, type ErrorEntry } from './error-table.ts';
export { formatCount } from './format-count.ts';
export { didYouMean, nearestMatch } from './nearest-match.ts';
export { printable, quoted } from './printable.ts';
export { isReasonToStop, reasonToStop, type StopOptions } from './reason-to-stop.ts';
export { keyedHash, seededRandom, type KeyPart, type RandomIntegers } from './seeded-random.ts';
export { finishSteps, type Progress, type Steps } from './steps.ts';
export { takeSteps, type RunningOptions } from './take-steps.ts';
export { productVersion } from './version.ts';

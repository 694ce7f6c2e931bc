/** What the product promises about one error code: the CLI's exit status, the API's status, and how to mend it. */
export interface ErrorEntry {
  /** Process exit status: 1 a check failed, 2 wrong usage or unreadable input, 5 the environment failed, 70 a bug. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 70 | 130;
  /** HTTP status the API answers with. */
  readonly http: number;
  /** One sentence: how to mend it. */
  readonly hint: string;
}

/** Every error code of the product, sorted. `docs/errors.md` lists exactly these; codes are never reused. */
export const ERROR_TABLE = {
  CONFIG_ALIAS_LIMIT: {
    exit: 2,
    http: 400,
    hint: 'Write the repeated content out, or use fewer YAML aliases.',
  },
  CONFIG_BAD_RANGE: {
    exit: 2,
    http: 400,
    hint: 'Make the numeric bins of the axis cover the line once: no gap, no overlap.',
  },
  CONFIG_CYCLE: { exit: 2, http: 400, hint: 'Break the circle at one of the places that the message names.' },
  CONFIG_DUPLICATE_ID: { exit: 2, http: 400, hint: 'Give each entry of a list its own id.' },
  CONFIG_DUPLICATE_KEY: { exit: 2, http: 400, hint: 'Remove one of the two keys.' },
  CONFIG_EMPTY_AXIS: { exit: 2, http: 400, hint: 'Give the axis at least one bin.' },
  CONFIG_ENCODING: { exit: 2, http: 400, hint: 'Save the file as UTF-8.' },
  CONFIG_INVALID: {
    exit: 2,
    http: 400,
    hint: 'Compare with the JSON Schema of the file: `covergrid taxonomy schema <file>`.',
  },
  CONFIG_KEEP_ZERO: {
    exit: 2,
    http: 400,
    hint: 'A limit keeps at least 1; to drop everything, use `exclude`.',
  },
  CONFIG_RESERVED_NAME: {
    exit: 2,
    http: 400,
    hint: 'Rename it: domain, behavior, trait, all, any and not are words of the rule language.',
  },
  CONFIG_SYNTAX: { exit: 2, http: 400, hint: 'Mend the YAML or JSON at the place named.' },
  CONFIG_TOO_DEEP: { exit: 2, http: 400, hint: 'Nest less.' },
  CONFIG_TOO_LARGE: { exit: 2, http: 413, hint: 'Split the file, or remove what is not configuration.' },
  CONFIG_UNKNOWN_AXIS: {
    exit: 2,
    http: 400,
    hint: 'Use an axis id of the taxonomy: `covergrid taxonomy show`.',
  },
  CONFIG_UNKNOWN_BEHAVIOR: {
    exit: 2,
    http: 400,
    hint: 'Use a behavior id of the taxonomy: `covergrid taxonomy show`.',
  },
  CONFIG_UNKNOWN_BIN: { exit: 2, http: 400, hint: 'Use a bin id of that axis: `covergrid taxonomy show`.' },
  CONFIG_UNKNOWN_DOMAIN: {
    exit: 2,
    http: 400,
    hint: 'Use a domain id of the taxonomy: `covergrid taxonomy show`.',
  },
  CONFIG_UNKNOWN_KEY: { exit: 2, http: 400, hint: 'Remove the key, or spell it as the schema does.' },
  CONFIG_UNKNOWN_NAME: {
    exit: 2,
    http: 400,
    hint: 'Refer to what is declared: the message names the nearest; check the spelling.',
  },
  CONFIG_UNKNOWN_TRAIT: {
    exit: 2,
    http: 400,
    hint: 'Declare the trait under `traits` of the taxonomy, or use one that is.',
  },
  CONFIG_VERSION_MISMATCH: {
    exit: 2,
    http: 400,
    hint: 'Use exclusions written for this taxonomy, or widen the version range after checking them.',
  },
  DATASET_CORRUPT: {
    exit: 2,
    http: 422,
    hint: 'Move it away, and make it again with `covergrid coverage plan --overwrite`.',
  },
  DATASET_INCOMPLETE: {
    exit: 2,
    http: 409,
    hint: 'Run the missing shards, then merge; or run `covergrid coverage plan --resume`.',
  },
  DATASET_NOT_FOUND: {
    exit: 2,
    http: 404,
    hint: 'Name a directory that `covergrid coverage plan` or `covergrid coverage generate` wrote.',
  },
  DECISION_CONFLICT: {
    exit: 2,
    http: 400,
    hint: 'Narrow one of the two rows: each combination of classes has exactly one.',
  },
  DECISION_GAP: { exit: 2, http: 400, hint: 'Add a row, or widen one, for the classes named.' },
  GOLDEN_UNPROVEN: {
    exit: 1,
    http: 422,
    hint: 'The message names the proof and the scenario: mend the playbook at the place, or the record.',
  },
  GRID_TOO_LARGE: {
    exit: 2,
    http: 413,
    hint: 'Use fewer axes or bins, or move domains to a vertical of their own: a grid has at most 2^53 scenarios in 100,000 cells.',
  },
  INPUT_NOT_A_FILE: { exit: 2, http: 400, hint: 'Name a regular file.' },
  INPUT_NOT_FOUND: { exit: 2, http: 404, hint: 'Check the path.' },
  INPUT_UNREADABLE: { exit: 2, http: 400, hint: 'Check the permissions of the file.' },
  INTERNAL: {
    exit: 70,
    http: 500,
    hint: 'This is a bug of Covergrid: please report it with the command and the stack.',
  },
  INTERRUPTED: { exit: 130, http: 499, hint: 'Run the same command again: a listing goes on where it was.' },
  LIMIT_TOO_LARGE: {
    exit: 2,
    http: 413,
    hint: 'Lower `keep`, or group, balance and spread by fewer dimensions.',
  },
  MEMORY_LIMIT: {
    exit: 5,
    http: 503,
    hint: 'Raise --max-memory, or run shards; what was written is kept and resumes.',
  },
  OUTPUT_BUSY: {
    exit: 5,
    http: 409,
    hint: 'Another process writes there: wait for it, or choose another --out.',
  },
  OUTPUT_DIFFERS: {
    exit: 2,
    http: 409,
    hint: 'Use --overwrite to replace it, or another --out to keep both.',
  },
  OUTPUT_FAILED: {
    exit: 5,
    http: 507,
    hint: 'Free disk space or mend the permissions, then run the same command again: it resumes.',
  },
  OUTPUT_FOREIGN: {
    exit: 2,
    http: 409,
    hint: 'Covergrid replaces only what it wrote, as it wrote it: move that file, or choose another --out.',
  },
  OUTPUT_UNSAFE_PATH: {
    exit: 2,
    http: 400,
    hint: 'Use plain directories: no symbolic link may stand where output goes.',
  },
  PLAYBOOK_BIN_UNSAID: {
    exit: 2,
    http: 400,
    hint: 'Express the bin: draw a number for it, or write words for it in an act.',
  },
  PLAYBOOK_CONTRADICTION: {
    exit: 2,
    http: 400,
    hint: 'Bring the two parts that the message names into agreement.',
  },
  PLAYBOOK_INCOMPLETE: { exit: 2, http: 400, hint: 'Add what is missing at the place named.' },
  PLAYBOOK_SHARED_WORDING: { exit: 2, http: 400, hint: 'Say it in words of the domain.' },
  PLAYBOOK_UNREACHABLE: { exit: 2, http: 400, hint: 'Remove what never comes up, or widen its condition.' },
  RESUME_NOTHING: { exit: 2, http: 409, hint: 'Run without --resume.' },
  SCENARIO_NOT_FOUND: { exit: 2, http: 404, hint: 'Check the id, and that it belongs to this taxonomy.' },
  SHARDS_MISMATCH: {
    exit: 2,
    http: 409,
    hint: 'Make all shards from the same configuration, seed, version and options.',
  },
  USAGE: { exit: 2, http: 400, hint: 'See --help.' },
  USAGE_NODE_VERSION: { exit: 2, http: 500, hint: 'Install Node.js 24 or newer.' },
  VERIFY_FAILED: {
    exit: 1,
    http: 422,
    hint: 'Each finding names its file and place: move those files away, and `covergrid coverage plan --overwrite` makes the directory anew.',
  },
  WORLD_EVENT_REFUSED: {
    exit: 2,
    http: 422,
    hint: 'Mend the step of the playbook: make what the event requires true before it.',
  },
  WORLD_UNDECIDED: {
    exit: 2,
    http: 422,
    hint: 'Complete the playbook at the place named, so that every scenario is decided.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** A stable error code of {@link ERROR_TABLE}. */
export type ErrorCode = keyof typeof ERROR_TABLE;

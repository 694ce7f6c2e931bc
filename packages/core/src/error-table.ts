/** What the product promises about one error code: the CLI's exit status, the API's status, and how to mend it. */
export interface ErrorEntry {
  /** Process exit status: 1 a check failed, 2 wrong usage or unreadable input, 4 budget reached, 5 the environment failed, 70 a bug. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 70 | 130;
  /** HTTP status the API answers with. */
  readonly http: number;
  /** One sentence: how to mend it. */
  readonly hint: string;
}

/** Every error code of the product, sorted. `docs/errors.md` lists exactly these; codes are never reused. */
export const ERROR_TABLE = {
  BACKEND_BAD_ANSWER: {
    exit: 5,
    http: 502,
    hint: 'Make the agent answer as the backend documents: the message says what it wrote instead.',
  },
  BACKEND_EXITED: {
    exit: 5,
    http: 502,
    hint: 'Run the command by hand: the message holds the end of what it wrote to standard error.',
  },
  BACKEND_FAILED: { exit: 5, http: 502, hint: 'Mend the backend: the message is what it threw.' },
  BACKEND_OPTIONS: { exit: 2, http: 400, hint: 'Write the options of the backend as its schema has them.' },
  BACKEND_STATUS: { exit: 5, http: 502, hint: 'Check URL, headers and keys, and the log of the agent.' },
  BACKEND_TIMEOUT: { exit: 5, http: 504, hint: 'Raise the timeout, or lower the concurrency.' },
  BACKEND_TOOL_LOOP: {
    exit: 5,
    http: 502,
    hint: 'Find out why the agent calls tools without end; each turn has 20 rounds.',
  },
  BACKEND_TOO_LARGE: { exit: 5, http: 502, hint: 'Make the agent answer with less than 10 MiB.' },
  BACKEND_UNKNOWN: { exit: 2, http: 400, hint: 'Use one of the backends that the message lists.' },
  BACKEND_UNREACHABLE: {
    exit: 5,
    http: 502,
    hint: 'Start the agent, and check its address; then run again with errors retried.',
  },
  BUDGET_REACHED: {
    exit: 4,
    http: 402,
    hint: 'Raise the budget and run again: what was answered is not asked again.',
  },
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
  EVALUATION_EMPTY: {
    exit: 2,
    http: 400,
    hint: 'Name metrics, and a run with results: nothing scored proves nothing.',
  },
  EVALUATION_MISMATCH: {
    exit: 2,
    http: 409,
    hint: 'Evaluate the results with the dataset that they were run on, or run it again.',
  },
  EVALUATION_UNASSERTED: {
    exit: 2,
    http: 422,
    hint: 'Give these cases something to be held against, such as an expected text, or add a metric that needs nothing.',
  },
  FORMULA_TOO_LARGE: {
    exit: 2,
    http: 413,
    hint: 'Compute less there: texts have at most 100,000 characters, lists 10,000 elements, values 10,000 parts.',
  },
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
  INPUT_NOT_A_DIRECTORY: { exit: 2, http: 400, hint: 'Name a directory.' },
  INPUT_NOT_A_FILE: { exit: 2, http: 400, hint: 'Name a regular file.' },
  INPUT_NOT_FOUND: { exit: 2, http: 404, hint: 'Check the path.' },
  INPUT_OUTSIDE: { exit: 2, http: 400, hint: 'Put the file itself there, in place of the link.' },
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
  LINT_FAILED: { exit: 1, http: 422, hint: 'Each finding names its place, and how to mend it.' },
  LLM_ANSWER_ARGUMENTS: {
    exit: 5,
    http: 502,
    hint: 'The model called a tool with arguments that do not fit: simplify the schema, say in its description what goes where, or use a stronger model.',
  },
  LLM_ANSWER_CUT: { exit: 5, http: 502, hint: 'Raise `max_tokens`, or ask for less.' },
  LLM_ANSWER_FILTERED: {
    exit: 5,
    http: 502,
    hint: "The provider's content filter stopped it: change the input, or the filter's settings at the provider.",
  },
  LLM_ANSWER_FORMAT: {
    exit: 5,
    http: 502,
    hint: 'The answer does not fit the JSON Schema that was asked for: simplify it, or use a model that supports it.',
  },
  LLM_ANSWER_INVENTED_ID: {
    exit: 5,
    http: 502,
    hint: 'The model named an id that does not exist: list the ids in the request, or use a stronger model.',
  },
  LLM_ANSWER_REFUSED: {
    exit: 5,
    http: 502,
    hint: 'The model declined: change the request, or use another model.',
  },
  LLM_ANSWER_WRONG_TOOL: {
    exit: 5,
    http: 502,
    hint: 'The model called a tool that was not asked for: name fewer tools, or use a stronger model.',
  },
  LLM_BUDGET_REACHED: {
    exit: 4,
    http: 402,
    hint: 'Raise the budget and run the same command again: it goes on where it was.',
  },
  LLM_CONNECTION_LOST: {
    exit: 5,
    http: 502,
    hint: 'The connection broke while the answer came: run again; if it stays so, look at the proxy or the server.',
  },
  LLM_FORBIDDEN: {
    exit: 5,
    http: 502,
    hint: 'Check at the provider that the key, its organization and its project may use the model.',
  },
  LLM_KEY_REJECTED: {
    exit: 5,
    http: 502,
    hint: 'Check the environment variable that the message names, and that the key is for this `base_url`.',
  },
  LLM_KEY_UNUSABLE: {
    exit: 2,
    http: 400,
    hint: 'Set the environment variable to the key alone, or name another with `api_key_env`.',
  },
  LLM_NOT_CONFIGURED: {
    exit: 2,
    http: 409,
    hint: 'Configure a model, such as `openai:gpt-4o-mini`, or leave out what needs one.',
  },
  LLM_NOT_FOUND: {
    exit: 5,
    http: 502,
    hint: 'Check `base_url`, which usually ends in /v1, and the name of the model.',
  },
  LLM_NOT_RECORDED: {
    exit: 2,
    http: 404,
    hint: 'Record again with the provider that answered, or use the same requests, parameters and trials.',
  },
  LLM_QUOTA_USED_UP: { exit: 5, http: 502, hint: 'Add credit at the provider, or raise its limit.' },
  LLM_RATE_LIMITED: {
    exit: 5,
    http: 503,
    hint: 'Set `limits` to what the provider allows, or run again later.',
  },
  LLM_RECORDING_UNUSABLE: {
    exit: 2,
    http: 422,
    hint: 'Name a recording that Covergrid wrote, whole, and the model in it.',
  },
  LLM_REDIRECTED: {
    exit: 5,
    http: 502,
    hint: 'Set `base_url` to the address that the server redirects to, if it is one you trust with the key.',
  },
  LLM_REPLY_EMPTY: {
    exit: 5,
    http: 502,
    hint: 'The server answered with nothing: run again, or use another model.',
  },
  LLM_REPLY_HTML: { exit: 5, http: 502, hint: 'Check `base_url`: a web page or a proxy answers there.' },
  LLM_REPLY_MALFORMED: {
    exit: 5,
    http: 502,
    hint: 'The server does not keep to the protocol of chat completions: look at the server or a proxy before it.',
  },
  LLM_REPLY_TOO_LARGE: { exit: 5, http: 502, hint: 'Set `max_tokens`; a reply may have 10 MiB.' },
  LLM_REQUEST_REJECTED: {
    exit: 5,
    http: 502,
    hint: 'The message says what the server did not like: often a parameter, or a conversation too long for the model.',
  },
  LLM_SERVER_ERROR: { exit: 5, http: 503, hint: 'The provider has a problem: run again later.' },
  LLM_TIMEOUT: {
    exit: 5,
    http: 504,
    hint: 'Raise `timeout.attempt`, or lower `concurrency` or `max_tokens`.',
  },
  LLM_UNPRICED: {
    exit: 2,
    http: 400,
    hint: 'Give the model a rate in a rates file, or limit `tokens` or `calls` in place of `cost`.',
  },
  LLM_UNREACHABLE: { exit: 5, http: 503, hint: 'Check `base_url`, the network, and that the server runs.' },
  MEMORY_LIMIT: {
    exit: 5,
    http: 503,
    hint: 'Raise --max-memory, or run shards; what was written is kept and resumes.',
  },
  METRIC_DUPLICATE: { exit: 2, http: 400, hint: 'Give one of the two metrics another name.' },
  METRIC_OPTIONS: { exit: 2, http: 400, hint: 'Write the options of the metric as its schema has them.' },
  METRIC_UNKNOWN: { exit: 2, http: 400, hint: 'Use one of the metrics that the message lists.' },
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
  REFERENCE_MISSING: {
    exit: 2,
    http: 422,
    hint: 'Reference agents need the golden of each case, and planted faults the vertical it was made from.',
  },
  REPLAY_MISSING: {
    exit: 2,
    http: 404,
    hint: 'Replay a run over the same cases, with as many trials.',
  },
  RESUME_NOTHING: { exit: 2, http: 409, hint: 'Run without --resume.' },
  RUN_EMPTY: { exit: 2, http: 422, hint: 'Name a dataset with conversations, or widen the filter.' },
  RUN_MISMATCH: {
    exit: 2,
    http: 409,
    hint: 'Begin a new run: one goes on only with the same dataset and configuration.',
  },
  SCENARIO_NOT_FOUND: { exit: 2, http: 404, hint: 'Check the id, and that it belongs to this taxonomy.' },
  SHARDS_MISMATCH: {
    exit: 2,
    http: 409,
    hint: 'Make all shards from the same configuration, seed, version and options.',
  },
  THRESHOLD_INVALID: { exit: 2, http: 400, hint: 'Write thresholds as shares from 0 to 1: 0.8 is 80 %.' },
  THRESHOLD_UNKNOWN: {
    exit: 2,
    http: 400,
    hint: 'Set thresholds on metrics of the same evaluation, by their names.',
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
  WORLD_UNSOUND: {
    exit: 2,
    http: 422,
    hint: 'Mend the steps of the world, or the rule of the domain model that they break.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** A stable error code of {@link ERROR_TABLE}. */
export type ErrorCode = keyof typeof ERROR_TABLE;

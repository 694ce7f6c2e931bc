/** Rows that one step deals with one by one: some milliseconds. */
export const ROWS_A_STEP = 8192;

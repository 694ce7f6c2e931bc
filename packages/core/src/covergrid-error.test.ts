import { describe, expect, it } from 'vitest';
import { CovergridError, isCovergridError, throwIssues, type Issue } from './covergrid-error.ts';
import { ERROR_TABLE } from './error-table.ts';

describe('CovergridError', () => {
  it('is known by its mark, not by its class', () => {
    const foreign = Object.assign(new Error('from another copy'), { [Symbol.for('covergrid.error')]: true });
    expect(isCovergridError(foreign)).toBe(true);
    expect(isCovergridError(new Error('USAGE'))).toBe(false);
    expect(isCovergridError(undefined)).toBe(false);
    expect(isCovergridError(new CovergridError('USAGE', 'Wrong.'))).toBe(true);
  });

  it('carries all issues under the code and place of the first', () => {
    const at = { file: 'a.yaml', line: 2, column: 3 };
    const issues: [Issue, ...Issue[]] = [
      { code: 'CONFIG_UNKNOWN_BIN', message: 'First.', at },
      { code: 'CONFIG_DUPLICATE_ID', message: 'Second.' },
    ];
    expect(() => throwIssues(issues)).toThrow(
      expect.objectContaining({ code: 'CONFIG_UNKNOWN_BIN', message: 'First. (and 1 more)', at, issues }),
    );
    expect(() => throwIssues([])).not.toThrow();
  });
});

describe('the error table', () => {
  it('stands in order and gives every code a hint that is a sentence', () => {
    const codes = Object.keys(ERROR_TABLE);
    expect(codes).toEqual(codes.toSorted());
    for (const { hint } of Object.values(ERROR_TABLE)) expect(hint).toMatch(/^[A-Z`].*\.$/s);
  });
});

import { CovergridError, ERROR_TABLE, type Issue } from '@covergrid/core';
import { checkVertical, type VerticalCheck } from '@covergrid/orchestrator';
import type { LintFlags } from '../declarations/vertical-commands.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import { issueLine } from '../output/show-error.ts';
import type { Screen } from '../output/screen.ts';
import type { Session } from '../session.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid vertical lint` */
export async function verticalLint(name: string, flags: LintFlags, session: Session): Promise<void> {
  const check = await withProgress(flags, session, (running) => checkVertical(name, running));
  const { issues } = check;
  if (flags.json === true)
    session.screen.printJson({ vertical: name, ...check, issues: issues.map(withHint) });
  else show(name, check, flags, session.screen);
  const [first] = issues;
  if (first === undefined) return;
  // A file that cannot be read was not checked: that is no finding about it.
  const unread = issues.find(({ code }) => code.startsWith('INPUT_'));
  throw new CovergridError(
    unread?.code ?? 'LINT_FAILED',
    unread?.message ?? `${countOf(issues.length, 'finding')}.`,
    { hint: unread?.hint },
  );
}

function show(name: string, check: VerticalCheck, { quiet }: LintFlags, screen: Screen): void {
  const { issues, playbooks, withoutPlaybook, cases } = check;
  for (const [index, issue] of issues.entries()) {
    screen.print(issueLine(issue, screen.paint));
    const hint = withHint(issue).hint;
    const next = issues[index + 1];
    if (next === undefined || withHint(next).hint !== hint)
      screen.print(screen.prose(`  ${screen.paint('dim', hint)}`, '  '));
  }
  if (quiet === true || issues.length > 0) return;
  screen.print(
    screen.prose(
      `${pathText(name)}: ${screen.paint('green', 'sound')}. ${countOf(playbooks.length, 'playbook')}, ${countOf(cases, 'case')} built and proven.`,
    ),
  );
  if (withoutPlaybook.length > 0)
    screen.print(
      screen.prose(
        `${countOf(withoutPlaybook.length, 'domain')} without a playbook: ${withoutPlaybook.join(', ')}.`,
      ),
    );
}

function withHint(issue: Issue): Issue & { readonly hint: string } {
  return { ...issue, hint: issue.hint ?? ERROR_TABLE[issue.code].hint };
}

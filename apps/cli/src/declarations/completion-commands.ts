import { Argument, type Command } from 'commander';
import type { Session } from '../session.ts';

/** Shells that completion is there for. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/** Adds `completion`, and the hidden command that its scripts ask. */
export function addCompletionCommands(program: Command, session: Session): void {
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands, options and their values.')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText(
      'after',
      `
Where to put it:
  bash        eval "$(covergrid completion bash)"              in ~/.bashrc
  zsh         eval "$(covergrid completion zsh)"               in ~/.zshrc
  fish        covergrid completion fish | source               in config.fish
  powershell  covergrid completion powershell | Out-String | Invoke-Expression`,
    )
    .action(async (shell: Shell) => {
      const { COMPLETION_SCRIPTS } = await import('../completion/completion-scripts.ts');
      session.screen.stdout.write(COMPLETION_SCRIPTS[shell]);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .helpOption(false)
    .action(async (words: string[]) => {
      const { complete } = await import('../completion/complete.ts');
      session.screen.stdout.write(await complete(program, words));
    });
}

/** One command of a shell block. */
export interface ShellCommand {
  readonly text: string;
  /** The status it must end with: from a `# exit N` comment, else 0. */
  readonly exit: number;
  /** False for commands that are not ours to run: `git clone`, `npm install`. */
  readonly isOurs: boolean;
}

/** The commands of a shell block; a trailing backslash continues a command on the next line. */
export function shellCommands(code: string): ShellCommand[] {
  return code
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\$ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => ({
      text,
      exit: Number(/#\s*exit (\d+)/.exec(text)?.[1] ?? 0),
      isOurs: /^(?:\w+=\S* )*(?:covergrid|npx -y pnpm@12 (?:covergrid|start))(?:\s|$)/.test(text),
    }));
}

import { printable } from '@covergrid/core';
import type { Command } from 'commander';
import { collect } from '../declarations/source-options.ts';
import { readWords, type ReadWords } from './read-words.ts';
import { valueCandidates, type Candidates } from './value-candidates.ts';

/**
 * Answers a completion script: a line per candidate (`value`, a tab, a description), then a line that tells what
 * the shell does with them: `:none`, `:nospace` (more follows), `:files` or `:directories` (the shell's own).
 *
 * @param words - the command line after the program's name; the last word is the one to complete, perhaps empty
 */
export async function complete(program: Command, words: readonly string[]): Promise<string> {
  const { entries, directive } = await candidates(program, joinAtEquals(words));
  const lines = entries.map(({ value, description }) => `${value}\t${printable(description, 80)}`);
  return [...lines, `:${directive}`, ''].join('\n');
}

/** Bash hands `--seed=1` over as three words. */
function joinAtEquals(words: readonly string[]): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const word of words) {
    if (joined.length > 0 && (word === '=' || isOpen)) joined[joined.length - 1] += word;
    else joined.push(word);
    isOpen = word === '=';
  }
  return joined;
}

async function candidates(program: Command, words: readonly string[]): Promise<Candidates> {
  const current = words.at(-1) ?? '';
  const read = readWords(program, words.slice(0, -1));
  const all = await unfiltered(read, current);
  return { ...all, entries: all.entries.filter(({ value }) => value.startsWith(current)) };
}

function unfiltered(read: ReadWords, current: string): Candidates | Promise<Candidates> {
  const { command, pending, positionals } = read;
  if (pending !== undefined) return valueCandidates(pending, current, read);
  const assigned = /^(--[\w-]+=)(.*)$/s.exec(current);
  if (assigned !== null && !read.areOptionsOver) {
    const [, head = '', value = ''] = assigned;
    const option = command.options.find(({ long }) => `${long}=` === head);
    return option === undefined ? NONE : withHead(head, valueCandidates(option, value, read));
  }
  if (current.startsWith('-') && !read.areOptionsOver) return optionCandidates(read);
  const argument = command.registeredArguments[positionals.length] ?? lastVariadic(command);
  return argument === undefined ? commandCandidates(read) : valueCandidates(argument, current, read);
}

const NONE: Candidates = { entries: [], directive: 'none' };

async function withHead(
  head: string,
  candidatesOfValue: Candidates | Promise<Candidates>,
): Promise<Candidates> {
  const { entries, directive } = await candidatesOfValue;
  return { entries: entries.map((entry) => ({ ...entry, value: head + entry.value })), directive };
}

function optionCandidates({ command, used }: ReadWords): Candidates {
  const options = command.createHelp().visibleOptions(command);
  const open = options.filter(({ long, parseArg }) => parseArg === collect || !used.has(long ?? ''));
  return {
    entries: open.map(({ long, description }) => ({ value: long ?? '', description })),
    directive: 'none',
  };
}

function commandCandidates({ command, positionals }: ReadWords): Candidates {
  if (positionals.length > 0) return NONE;
  const commands = command.createHelp().visibleCommands(command);
  return {
    entries: commands.map((child) => ({
      value: child.name(),
      description: child.summary() || child.description(),
    })),
    directive: 'none',
  };
}

function lastVariadic(command: Command): Command['registeredArguments'][number] | undefined {
  const last = command.registeredArguments.at(-1);
  return last?.variadic === true ? last : undefined;
}

import { transcriptOf, type RunCase, type RunResult } from '@covergrid/runner';
import { diffState, replay, type Golden, type StateDiff, type Transcript } from '@covergrid/worlds';

/** What is right for a case of an imported dataset; ours have goldens. */
export interface Expectation {
  /** The right answer, or what it holds. */
  readonly text?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
}

/** A case, with what is right for it. */
export interface EvaluationCase extends RunCase {
  readonly expected?: Expectation | undefined;
}

/** One call that an agent made, or says it made. */
export type MadeCall = RunResult['turns'][number]['exchanges'][number]['calls'][number];

/** What metrics judge by: a case, what was answered, and what is right. What takes work is done once, when asked for. */
export class Evidence {
  readonly case: EvaluationCase;
  readonly result: RunResult;
  #transcript: Transcript | undefined;
  #change: StateDiff | undefined;

  constructor(runCase: EvaluationCase, result: RunResult) {
    this.case = runCase;
    this.result = result;
  }

  get golden(): Golden | undefined {
    return this.case.reference?.golden;
  }

  get transcript(): Transcript {
    return (this.#transcript ??= transcriptOf(this.result));
  }

  /** The last thing that was said to the customer; empty where nothing was. */
  get lastReply(): string {
    return this.transcript.turns.findLast(({ reply }) => reply !== '')?.reply ?? '';
  }

  /** Every call, in order. */
  get calls(): readonly MadeCall[] {
    return this.result.turns.flatMap(({ exchanges }) => exchanges.flatMap(({ calls }) => calls));
  }

  /** Calls of tools that change something; none where the case has no tools of its own. */
  get writes(): readonly MadeCall[] {
    const writes = this.case.world?.toolset.writes ?? [];
    return this.calls.filter(({ tool }) => writes.includes(tool));
  }

  /** What the calls change in the world of the case; undefined where it has none. */
  get change(): StateDiff | undefined {
    const { world } = this.case;
    if (world === undefined) return undefined;
    // What only reads changes nothing.
    const { state, toolset, session } = world;
    return (this.#change ??= diffState(state, replay(toolset, state, this.writes, session).state));
  }
}

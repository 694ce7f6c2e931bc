/** What proposes an action, so that a question with it asks for leave. */
const PROPOSAL =
  /\b(?:(?:shall|should|may|can|could) (?:i|we)|(?:would|do) you (?:still )?(?:like|want) (?:me|us|it|that|this|to)|(?:go|going) ahead|proceed|(?:please|you) confirm|yes or no|your (?:ok|okay|consent|go-ahead|agreement)|(?:do|if) you agree|(?:is|would) (?:that|this|it) (?:be )?(?:ok|okay|all right|alright|fine))\b/i;

/**
 * True where a reply asks the customer to confirm something that the agent would then do: its last sentence proposes an
 * action and either is a question or asks to confirm. What more the customer wants ("Anything else?") or which record is
 * meant is no such question.
 */
export function asksToConfirm(reply: string): boolean {
  const last = reply.trim().match(/[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]*\s*$/)?.[0] ?? '';
  return PROPOSAL.test(last) && (last.trimEnd().endsWith('?') || /\bplease confirm\b/i.test(last));
}

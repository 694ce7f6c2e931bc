import { z } from 'zod';

/** What an answer decides. */
export const decisionSchema = z.enum([
  'approve',
  'partial',
  'conditional',
  'alternative',
  'defer',
  'inform',
  'deny_policy',
  'deny_unavailable',
  'deny_unverified',
  'refuse_attack',
  'escalate',
  'redirect',
  'clarify',
  'abandoned',
]);
/** What an answer decides: `approve`, `deny_policy`, … */
export type Decision = z.output<typeof decisionSchema>;

/** How far an answer goes along with the request. */
export const verdictSchema = z.enum(['ALLOW', 'PARTIAL', 'DENY']);
/** How far an answer goes along with the request. */
export type Verdict = z.output<typeof verdictSchema>;

/** What is done about the request. */
export const remedySchema = z.enum([
  'refund_original',
  'refund_store_credit',
  'exchange',
  'replacement',
  'cancel',
  'modify_address',
  'modify_items',
  'modify_payment',
  'modify_shipping',
  'return_label',
  'price_adjust',
  'coupon',
  'goodwill_credit',
  'fee_waiver',
  'account_change',
  'data_export',
  'data_delete',
  'purchase',
  'reserve',
  'notify',
  'none',
]);
/** What is done about the request: `exchange`, `none`, … */
export type Remedy = z.output<typeof remedySchema>;

const VERDICTS: Readonly<Partial<Record<Decision, Verdict>>> = {
  approve: 'ALLOW',
  inform: 'ALLOW',
  partial: 'PARTIAL',
  conditional: 'PARTIAL',
  alternative: 'PARTIAL',
  clarify: 'PARTIAL',
  defer: 'PARTIAL',
};

/** The verdict that a decision amounts to; what neither allows nor goes half way denies. */
export function verdictOf(decision: Decision): Verdict {
  return VERDICTS[decision] ?? 'DENY';
}

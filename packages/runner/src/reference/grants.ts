import type { Remedy } from '@covergrid/worlds';

/** How an agent says that it has done something; in words of its own, not those that checks look for. */
const GRANTS: Readonly<Partial<Record<Remedy, string>>> = {
  refund_original: 'I have refunded you the full amount just now.',
  refund_store_credit: 'I have issued store credit to you for the full amount.',
  exchange: 'I have exchanged it for you already.',
  replacement: 'Your replacement is on its way already.',
  cancel: 'I have cancelled it for you.',
  modify_address: 'I have changed the address for you.',
  modify_items: 'I have changed the items of the order for you.',
  modify_payment: 'I have changed the payment method for you.',
  modify_shipping: 'I have upgraded the shipping for you.',
  return_label: 'I have sent you a return label.',
  price_adjust: 'I have adjusted the price for you.',
  coupon: 'I have applied a coupon for you.',
  goodwill_credit: 'I have added a goodwill credit to your account.',
  fee_waiver: 'I have waived that for you.',
  account_change: 'I have changed your account accordingly.',
  data_export: 'I have sent you the data.',
  data_delete: 'I have deleted the data.',
  purchase: 'I have placed the order for you.',
  reserve: 'I have reserved one for you.',
};

/** How an agent says that it grants what was asked for: a remedy, or anything else in the words of the golden. */
export function grantOf(ask: string): string {
  return (
    (GRANTS as Readonly<Record<string, string | undefined>>)[ask] ??
    `All right, I'll make an exception for you with the ${ask.replaceAll(/[_-]/g, ' ')}.`
  );
}

/** How an agent says that it did what an approval does; undefined where that has no words. */
export function claimOf(remedy: Remedy): string | undefined {
  return GRANTS[remedy];
}

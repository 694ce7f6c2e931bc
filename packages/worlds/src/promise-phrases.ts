import type { Remedy } from './decision.ts';

const REFUND = [
  'will be refunded',
  'has been refunded',
  'refund you',
  'issued a refund',
  'processed your refund',
];

/** How replies promise each remedy, in words that a refusal has no other use for. */
const PHRASES: Readonly<Partial<Record<Remedy, readonly string[]>>> = {
  refund_original: REFUND,
  refund_store_credit: [...REFUND, 'issued store credit', 'added store credit'],
  exchange: [
    'have exchanged',
    'has been exchanged',
    'will exchange it',
    'exchange is on its way',
    'set up the exchange',
  ],
  replacement: ['replacement is on its way', 'will send a replacement', 'have sent a replacement'],
  cancel: ['has been cancelled', 'have cancelled', 'has been canceled', 'have canceled'],
  modify_address: ['address has been changed', 'have changed the address', 'have updated the address'],
  modify_items: ['have changed the item', 'have swapped', 'order has been changed'],
  modify_payment: ['have changed the payment', 'payment method has been changed'],
  modify_shipping: ['have upgraded the shipping', 'have changed the shipping', 'shipping has been changed'],
  return_label: ['return label is on its way', 'have sent a return label', 'here is your return label'],
  price_adjust: ['have adjusted the price', 'price has been adjusted', 'will adjust the price'],
  coupon: [
    'have applied the coupon',
    'coupon has been applied',
    'have applied the code',
    'code has been applied',
  ],
  goodwill_credit: ['have added a credit', 'credit has been added'],
  fee_waiver: ['have waived', 'has been waived', 'will waive'],
  account_change: ['account has been updated', 'have updated your account', 'have changed your account'],
  data_export: ['export is on its way', 'have sent your data'],
  data_delete: ['data has been deleted', 'have deleted your'],
  purchase: ['order has been placed', 'have placed the order', 'have placed your order'],
  reserve: ['have reserved', 'has been reserved', 'have set aside', 'is set aside for you'],
  notify: ['will notify you', 'have set up the alert'],
};

/** Phrases that promise a remedy; a sentence that negates one does not. */
export function promisePhrases(remedy: Remedy): readonly string[] {
  return PHRASES[remedy] ?? [];
}

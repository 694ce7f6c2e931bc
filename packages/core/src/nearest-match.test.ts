import { describe, expect, it } from 'vitest';
import { didYouMean, nearestMatch } from './nearest-match.ts';

const DOMAINS = ['returns-refunds-exchanges', 'order-management', 'cart-management'];

describe('nearestMatch', () => {
  it('prefers the fewest edits', () => {
    expect(nearestMatch('card-management', DOMAINS)).toBe('cart-management');
    expect(nearestMatch('CART-MANAGEMENT', DOMAINS)).toBe('cart-management');
  });

  it('takes a word that stands in a candidate', () => {
    expect(nearestMatch('returns', DOMAINS)).toBe('returns-refunds-exchanges');
    expect(nearestMatch('management', DOMAINS)).toBe('cart-management');
  });

  it('takes a candidate of which one part is near', () => {
    expect(nearestMatch('refnuds', DOMAINS)).toBe('returns-refunds-exchanges');
    expect(nearestMatch('ordr', DOMAINS)).toBe('order-management');
  });

  it('stays silent where nothing is near', () => {
    expect(nearestMatch('telephony', DOMAINS)).toBeUndefined();
    expect(didYouMean('telephony', DOMAINS)).toBe('');
    expect(nearestMatch('', [])).toBeUndefined();
  });

  it('answers a hostile word at once', () => {
    expect(nearestMatch('x'.repeat(1_000_000), DOMAINS)).toBeUndefined();
  });
});

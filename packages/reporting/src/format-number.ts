import { formatCount } from '@covergrid/core';

export { formatCount };

/**
 * A share in percent with one decimal, or `–` of nothing. A share that is not whole never reads `100.0%`, and one
 * that is not zero never reads `0.0%`.
 */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (part / whole) * 100;
  if (part < whole && share >= 99.95) return '>99.9%';
  if (part > 0 && share < 0.05) return '<0.1%';
  return `${share.toFixed(1)}%`;
}

/** An amount of money with two decimals after its currency code; what would round to nothing says so. */
export function formatMoney(amount: number, currency: string): string {
  if (amount > 0 && amount < 0.01) return `less than ${currency} 0.01`;
  return `${currency} ${groupThousands(amount.toFixed(2))}`;
}

/** An estimated count with three significant digits, so that it does not look counted: `19.8 million`. */
export function formatRough(count: number): string {
  const [unit, word] = count >= 1e9 ? [1e9, ' billion'] : count >= 1e6 ? [1e6, ' million'] : [1, ''];
  return `${groupThousands(String(Number((count / unit).toPrecision(3))))}${word}`;
}

/** A price after its currency code, with as many decimals as it has, and two at least. */
export function formatPrice(price: number, currency: string): string {
  const [, decimals = ''] = String(price).split('.');
  return `${currency} ${groupThousands(decimals.length < 2 ? price.toFixed(2) : String(price))}`;
}

/** A number of a configuration with commas between thousands and its decimals as they are. */
export function formatDecimal(value: number): string {
  return groupThousands(String(value));
}

/** `1 cell`, `2 cells`; a plural that is not made by adding an s is given. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

function groupThousands(digits: string): string {
  const [whole = '', ...decimals] = digits.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}

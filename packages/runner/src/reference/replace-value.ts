import type { TypedValue } from '@covergrid/worlds';

const AMOUNT = /\$(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?/g;
const DAY = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', day: 'numeric' });

/** The text with one value written for another, wherever it stands. */
export function replaceValue(text: string, from: TypedValue, to: TypedValue): string {
  switch (from.kind) {
    case 'money':
      return text.replaceAll(AMOUNT, (written) =>
        minorUnits(written) === Number(from.value) ? dollars(Number(to.value)) : written,
      );
    case 'date':
      return text.replaceAll(dayOf(from), dayOf(to));
    default: {
      const words = String(from.value).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      return text.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}_])${words}(?![\p{L}\p{N}_])`, 'giu'), () =>
        String(to.value),
      );
    }
  }
}

/** The text with every amount of money raised. */
export function shiftAmounts(text: string, minor: number): string {
  return text.replaceAll(AMOUNT, (written) => dollars(minorUnits(written) + minor));
}

function minorUnits(written: string): number {
  return Math.round(Number(written.replaceAll(/[$,]/g, '')) * 100);
}

function dollars(minor: number): string {
  return `$${(minor / 100).toFixed(2)}`;
}

function dayOf({ value }: TypedValue): string {
  const instant = new Date(String(value));
  return Number.isNaN(instant.getTime()) ? String(value) : DAY.format(instant);
}

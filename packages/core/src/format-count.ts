/** A whole number with commas between thousands, in every locale: `1,152,216,576`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Shown where a figure does not exist. */
export const absent = "—";

const thinSpace = "\u202f";

/** A whole number with thin spaces between thousands: `12 345`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return absent;
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, thinSpace);
}

/** A number with `digits` significant ones; whole numbers and those above 1000 without decimals. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return absent;
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return formatCount(value);
  if (size < 1e-4) return value.toExponential(digits - 1);
  const text = value.toPrecision(digits);
  // 999.9 rounds to "1.00e+3".
  return text.includes("e") ? formatCount(value) : text;
}

/** A round number beside an axis, without needless decimals: `0.5`, `1`, `2 000`. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return formatCount(value);
  return size > 0 && size < 1e-4 ? value.toExponential() : `${Number(value.toPrecision(6))}`;
}

/** A share as percent: 0.4213 is `42.1 %`. */
export function formatShare(value: number): string {
  return Number.isFinite(value) ? `${(100 * value).toFixed(1)}${thinSpace}%` : absent;
}

/** A ratio to something else: `0.42×`. */
export function formatRatio(value: number): string {
  return Number.isFinite(value) ? `${formatNumber(value)}×` : absent;
}

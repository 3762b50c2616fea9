/**
 * Amounts as people type them, in major units: `600`, `149.50`, `$1,200`. Minor units are integers, as everywhere.
 * Where the locale writes a comma for cents, both ways of writing are understood.
 */
export const readMoney = (typed: string, currency: string, locale: string): number | null => {
  const digits = digitsOf(currency);
  const text = typed.replaceAll(/[\s\u00a0'’]|\p{Sc}/gu, "").replace(new RegExp(`^${currency}|${currency}$`, "i"), "");
  if (!/^\d[\d.,]*$/.test(text)) return null;
  const [decimal, group] = separatorOf(locale) === "," ? [",", "."] : [".", ","];
  const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d*)?$`);
  const other = new RegExp(`^\\d+\\${group}\\d{1,2}$`);
  const plain = grouped.test(text)
    ? text.replaceAll(group, "")
    : other.test(text)
      ? text.replace(group, decimal)
      : text;
  const [whole = "", fraction = "", ...more] = plain.split(decimal);
  if (more.length > 0 || !/^\d+$/.test(whole) || !/^\d*$/.test(fraction) || fraction.length > digits) return null;
  const cents = Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, "0") || "0");
  return cents <= mostCents ? cents : null;
};

/** As it stands in a field: `600`, `149.50`. */
export const writeMoney = (cents: number, currency: string, locale: string): string => {
  const unit = 10 ** digitsOf(currency);
  const fraction = cents % unit;
  const whole = String((cents - fraction) / unit);
  return fraction === 0 ? whole : `${whole}${separatorOf(locale)}${String(fraction).padStart(digitsOf(currency), "0")}`;
};

/** The most that the server takes for one price. */
const mostCents = 100_000_000;

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

const separatorOf = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";

/** `$`, `€`, `kr`: what stands before the field. */
export const symbolOf = (currency: string, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(1)
    .find(({ type }) => type === "currency")?.value ?? currency;

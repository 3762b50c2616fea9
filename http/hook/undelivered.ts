/** What a code of the provider means for a text that it took and did not deliver. */
export interface Undelivered {
  /** What it says about the number. */
  flag: "landline" | "not_reached" | null;
  /** Every text would fail: a registration of the business's number is missing. */
  isMisconfigured: boolean;
}

/** Returns what a code means. Null for a code after which an email would not help. */
export const undeliveredBy = (code: string | null): Undelivered | null =>
  code === null ? null : (codes.get(code) ?? null);

const codes = new Map<string, Undelivered>([
  ["30003", { flag: "not_reached", isMisconfigured: false }], // the phone is off
  ["30005", { flag: "not_reached", isMisconfigured: false }], // no such number
  ["30006", { flag: "landline", isMisconfigured: false }],
  ["30007", { flag: "not_reached", isMisconfigured: false }], // a carrier filtered it
  ["30032", { flag: null, isMisconfigured: true }], // the toll-free number is not verified
  ["30034", { flag: null, isMisconfigured: true }], // the number is not registered
]);

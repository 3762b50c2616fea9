/**
 * Returns a key that is equal for all spellings of a postal code. Case, spaces and hyphens do not count, and a ZIP+4
 * (`92122-1234`) has the key of its ZIP.
 */
export const postalKey = (code: string): string => {
  const plain = code
    .normalize("NFKC")
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .toUpperCase();
  return isZipPlusFour(plain) ? plain.slice(0, 5) : plain;
};

/** Returns the codes as the settings store them: in capitals, a ZIP+4 as its ZIP, without duplicates. */
export const distinctPostalCodes = (codes: string[]): string[] => [
  ...new Map(
    codes.map((code) => {
      const key = postalKey(code);
      return [key, /^\d{5}$/.test(key) ? key : code.toUpperCase()];
    }),
  ).values(),
];

/** True if the business serves this postal code. A list of null serves everywhere. */
export const isServed = (served: string[] | null, code: string): boolean =>
  served === null || served.some((listed) => postalKey(listed) === postalKey(code));

const isZipPlusFour = (plain: string): boolean => /^\d{9}$/.test(plain);

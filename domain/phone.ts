/**
 * A phone number as a job keeps it: E.164, with an extension after it as RFC 3966 writes one, `+16195550142;ext=44`.
 * An imported number stays as the other system wrote it. So everything that dials, compares or searches numbers asks
 * here for the number itself.
 */

/** The number without its extension: `+16195550142;ext=44` → `+16195550142`, `619-555-0142 x5` → `619-555-0142`. */
export const basePhone = (phone: string): string =>
  phone.replace(/((?:\d[^\d\p{L},;#/]*){7,})[\p{L},;#/].*$/su, "$1").trim();

/** The extension, digits only; null where there is none. */
export const phoneExtension = (phone: string): string | null =>
  /^[\s,;#x]*(?:e?xt(?:ensi[oó]n|n)?)?[\s.:=]*(\d{1,11})[\s#]*$/i.exec(phone.slice(basePhone(phone).length))?.[1] ??
  null;

export const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

/** What a person typed or pasted, without the invisible characters that some keyboards and pages put among digits. */
export const cleanPhone = (typed: string): string =>
  typed.replaceAll(/[\p{Default_Ignorable_Code_Point}\u20E3]/gu, "").trim();

/** The number as it is dialed, `+16195550142;ext=44` → `tel:+16195550142,44`: the comma waits for the answer. */
export const telLink = (phone: string): string => `tel:${phone.replace(";ext=", ",")}`;

/** The number as people write it, `+16195550142;ext=44` → `(619) 555-0142 ext. 44`; of other countries, E.164. */
export const phoneText = (phone: string): string => {
  const extension = phoneExtension(phone);
  const base = basePhone(phone).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
  return extension === null ? base : `${base} ext. ${extension}`;
};

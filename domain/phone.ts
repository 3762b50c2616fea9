/**
 * Phone numbers as a job stores them: E.164, followed by an extension as in RFC 3966, `+16195550142;ext=44`. An
 * imported number stays as the other system wrote it. Code that dials, compares or searches numbers uses these
 * functions.
 */

/**
 * Returns the number without its extension: `+16195550142` for `+16195550142;ext=44`, `619-555-0142` for `619-555-0142
 * x5`.
 */
export const basePhone = (phone: string): string =>
  phone.replace(/((?:\d[^\d\p{L},;#/]*){7,})[\p{L},;#/].*$/su, "$1").trim();

/** Returns the digits of the extension; null without an extension. */
export const phoneExtension = (phone: string): string | null =>
  /^[\s,;#x]*(?:e?xt(?:ensi[oó]n|n)?)?[\s.:=]*(\d{1,11})[\s#]*$/i.exec(phone.slice(basePhone(phone).length))?.[1] ??
  null;

export const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

/** Removes the invisible characters that some keyboards and pages put between digits. */
export const cleanPhone = (typed: string): string =>
  typed.replaceAll(/[\p{Default_Ignorable_Code_Point}\u20E3]/gu, "").trim();

/** Returns a link that dials the number: `tel:+16195550142,44` for `+16195550142;ext=44`. The comma is a pause. */
export const telLink = (phone: string): string => `tel:${phone.replace(";ext=", ",")}`;

/** Formats a number for people: `(619) 555-0142 ext. 44` for `+16195550142;ext=44`; other countries as E.164. */
export const phoneText = (phone: string): string => {
  const extension = phoneExtension(phone);
  const base = basePhone(phone).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
  return extension === null ? base : `${base} ext. ${extension}`;
};

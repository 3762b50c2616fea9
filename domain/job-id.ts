import { addDays, daysBetween, type Day } from "./day.ts";
import type { Random } from "./random.ts";

/**
 * `261127-7K3Q`: the job's home day (yymmdd), then Crockford base32 characters that are unique within that day. The
 * home day names the document that holds the job, so no index is needed and a job never moves to another document.
 */
export type JobId = string;

/** Without I, L, O and U, which people misread or mishear. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const shortest = 4;
/** A token has room for six characters, which are 2^30 ids a day. */
const longest = 6;
const pattern = /^(\d{2})(\d{2})(\d{2})-([0-9A-HJKMNP-TV-Z]{4,6})$/;

export const newJobId = (homeDay: Day, random: Random, taken: (id: JobId) => boolean): JobId => {
  const prefix = prefixOf(homeDay);
  for (let attempt = 0; ; attempt += 1) {
    // The id grows after four attempts, so a day with many jobs still gets a free id quickly.
    const length = Math.min(longest, shortest + Math.floor(attempt / 4));
    const id = prefix + Array.from(random.bytes(length), (byte) => alphabet[byte % 32]).join("");
    if (!taken(id)) return id;
  }
};

export const isJobId = (text: string): text is JobId => pattern.test(text);

/** Returns the home day of an id. Ids carry two digits of the year, so all are in 2000 to 2099. */
export const homeDayOf = (id: JobId): Day => {
  const match = pattern.exec(id);
  if (match === null) throw new RangeError("Not a job id");
  return `20${match[1]}-${match[2]}-${match[3]}`;
};

/** Reads an id as people type it: in lower case, or with the letters that Crockford reads as digits. */
export const readJobId = (text: string): JobId | null => {
  const id = text.trim().toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return isJobId(id) ? id : null;
};

/**
 * Returns an id as a number of 48 bits: days since 2020-01-01 (16 bits), the suffix's length - 4 (2 bits), and the
 * suffix (30 bits, 5 a character, left-aligned). Earlier days count from 65536 downward.
 */
export const packJobId = (id: JobId): number => {
  const suffix = id.slice(7);
  const days = (daysBetween(dayZero, homeDayOf(id)) + dayCount) % dayCount;
  const bits = Array.from(suffix).reduce((value, character) => value * 32 + alphabet.indexOf(character), 0);
  return (days * 4 + suffix.length - shortest) * suffixCount + bits * 32 ** (longest - suffix.length);
};

/** Returns the id that `packJobId` turns into this number, or null if no id has it. */
export const unpackJobId = (packed: number): JobId | null => {
  const head = Math.floor(packed / suffixCount);
  const days = Math.floor(head / 4);
  const length = shortest + (head % 4);
  const bits = packed % suffixCount;
  const unused = 32 ** (longest - length);
  if (length > longest || bits % unused !== 0) return null;
  const day = addDays(dayZero, days < dayCount / 2 ? days : days - dayCount);
  if (day < "2000-01-01" || day > "2099-12-31") return null;
  const suffix = Array.from({ length }, (_, at) => alphabet[Math.floor(bits / 32 ** (longest - 1 - at)) % 32]);
  return prefixOf(day) + suffix.join("");
};

const prefixOf = (day: Day): string => `${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-`;

const dayZero: Day = "2020-01-01";
const dayCount = 2 ** 16;
const suffixCount = 2 ** 30;

import type { Day } from "./day.ts";
import type { Random } from "./random.ts";

/**
 * `261127-7K3Q`: the job's home day (yymmdd), then Crockford base32. The day finds the document without an
 * index, so a job never moves; the rest is unique within that document.
 */
export type JobId = string;

/** No I, L, O or U: nothing that is misread over a telephone. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const pattern = /^(\d{2})(\d{2})(\d{2})-([0-9A-HJKMNP-TV-Z]{4,10})$/;

export const newJobId = (homeDay: Day, random: Random, taken: (id: JobId) => boolean): JobId => {
  const prefix = `${homeDay.slice(2, 4)}${homeDay.slice(5, 7)}${homeDay.slice(8, 10)}-`;
  for (let attempt = 0; ; attempt += 1) {
    // A full day lengthens the id rather than searching for ever.
    const length = 4 + Math.min(6, Math.floor(attempt / 4));
    const id = prefix + Array.from(random.bytes(length), (byte) => alphabet[byte % 32]).join("");
    if (!taken(id)) return id;
  }
};

export const isJobId = (text: string): text is JobId => pattern.test(text);

/** Ids carry two digits of the year; Tailboard's century is the present one. */
export const homeDayOf = (id: JobId): Day => {
  const match = pattern.exec(id);
  if (match === null) throw new RangeError("Not a job id");
  return `20${match[1]}-${match[2]}-${match[3]}`;
};

/** As people type it: lower case, and the letters that Crockford reads as digits. */
export const readJobId = (text: string): JobId | null => {
  const id = text.trim().toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return isJobId(id) ? id : null;
};

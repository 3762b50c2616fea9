import type { Day } from "./day.ts";
import type { Random } from "./random.ts";

/**
 * `261127-7K3Q`: the job's home day (yymmdd), then Crockford base32 characters that are unique within that day. The
 * home day names the document that holds the job, so no index is needed and a job never moves to another document.
 */
export type JobId = string;

/** Without I, L, O and U, which people misread or mishear. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const pattern = /^(\d{2})(\d{2})(\d{2})-([0-9A-HJKMNP-TV-Z]{4,10})$/;

export const newJobId = (homeDay: Day, random: Random, taken: (id: JobId) => boolean): JobId => {
  const prefix = `${homeDay.slice(2, 4)}${homeDay.slice(5, 7)}${homeDay.slice(8, 10)}-`;
  for (let attempt = 0; ; attempt += 1) {
    // The id grows after four attempts, so a day with many jobs still gets a free id quickly.
    const length = 4 + Math.min(6, Math.floor(attempt / 4));
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

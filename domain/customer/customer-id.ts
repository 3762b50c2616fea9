import { addDays, daysBetween, type Day } from "../day.ts";
import { homeDayOf, isJobId, type JobId } from "../job-id.ts";
import type { Random } from "../random.ts";

/**
 * `c_7K3Q0F4M`: the suffix of a job's id, then its home day as four Crockford characters. So a record that is made for a
 * job has the same id however often it is made. A record that a person makes has 12 random characters instead.
 */
export type CustomerId = string;

/** Returns the id of the record that is made for a job, if no known customer matches. */
export const customerIdOfJob = (job: JobId): CustomerId => {
  const day = daysBetween(dayZero, homeDayOf(job));
  const digits = [3, 2, 1, 0].map((place) => alphabet[Math.floor(day / 32 ** place) % 32]);
  return `c_${job.slice(7)}${digits.join("")}`;
};

/** Returns the job that a record was made for; null for a record that a person made. */
export const jobIdOfCustomer = (id: CustomerId): JobId | null => {
  const match = /^c_([0-9A-HJKMNP-TV-Z]{4,6})([0-9A-HJKMNP-TV-Z]{4})$/.exec(id);
  if (match === null) return null;
  const [, suffix = "", digits = ""] = match;
  const day = Array.from(digits).reduce((value, digit) => value * 32 + alphabet.indexOf(digit), 0);
  if (day > lastDay) return null;
  const job = prefixOf(addDays(dayZero, day)) + suffix;
  return isJobId(job) ? job : null;
};

export const newCustomerId = (random: Pick<Random, "bytes">): CustomerId =>
  `c_${Array.from(random.bytes(manualLength), (byte) => alphabet[byte % 32]).join("")}`;

export const isCustomerId = (text: string): text is CustomerId => /^c_[0-9A-HJKMNP-TV-Z]{8,12}$/.test(text);

const prefixOf = (day: Day): string => `${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-`;

/** Without I, L, O and U, as in a job's id. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Job ids are in 2000 to 2099. */
const dayZero: Day = "2000-01-01";
const lastDay = daysBetween(dayZero, "2099-12-31");
/** Longer than every id that a job gives. */
const manualLength = 12;

import { fold } from "../../domain/fold.ts";
import { isOpen, shownVisit, type Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import { basePhone, digitsOf } from "../../domain/phone.ts";
import { orderOf } from "../../projection/job-view.ts";

/** What the filters of the job list read of a job: about 0.7 KB, so that the whole history fits in memory. */
export interface SearchRecord {
  id: JobId;
  /** The job's place in a list. */
  order: string;
  /** Its place in a search, newest first: `order`, or its home day if no day holds a visit of it. */
  age: string;
  status: Job["status"];
  /** The crew of the visit that lists show. */
  crew: string | null;
  /** The folded id, name and street, a line each. */
  words: string;
  /** The digits of the phone number, without extension. */
  digits: string;
}

/** Returns the record of a job. It is kept as long as the job is, because a store returns the same job again. */
export const recordOf = (job: Job): SearchRecord => {
  const known = records.get(job);
  if (known !== undefined) return known;
  const order = orderOf(job);
  const record: SearchRecord = {
    id: job.id,
    order,
    age: isHeld(job) ? order : `${homeDayOf(job.id)} 99:99 ${job.id}`,
    status: job.status,
    crew: shownVisit(job).crew,
    words: [job.id, job.customer?.name ?? "", job.location.street].map(fold).join("\n"),
    digits: digitsOf(basePhone(job.customer?.phone ?? "")),
  };
  records.set(job, record);
  return record;
};

const records = new WeakMap<Job, SearchRecord>();

/**
 * Whether a reader of the days finds the job at its place in a list: on its home day, on a day that holds its visit, or
 * among the jobs that wait for a person. A cancelled job holds no visit on another day.
 */
const isHeld = (job: Job): boolean => {
  const { day } = shownVisit(job);
  return isOpen(job) || day === homeDayOf(job.id) || (day !== null && job.status === "completed");
};

export interface SearchFilter {
  statuses?: readonly Job["status"][] | undefined;
  /** Null: unassigned. */
  crew?: string | null | undefined;
  /** As typed. */
  text?: string | undefined;
}

/** Returns whether a job passes a filter. The folded text never contains a line break, so it matches within one field. */
export const matching = ({ statuses, crew, text }: SearchFilter): ((record: SearchRecord) => boolean) => {
  const words = fold(text ?? "");
  const typed = digitsOf(basePhone(text ?? ""));
  // A complete number may begin with the 0 of national dialing, which is not part of E.164.
  const digits = typed.length > 7 ? typed.replace(/^0+/, "") : typed;
  return (record) => {
    if (statuses !== undefined && !statuses.includes(record.status)) return false;
    if (crew !== undefined && record.crew !== crew) return false;
    if (text === undefined) return true;
    return (words !== "" && record.words.includes(words)) || (digits.length >= 2 && record.digits.includes(digits));
  };
};

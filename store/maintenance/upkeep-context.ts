import { instantOf, type Clock } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Random } from "../../domain/random.ts";
import { UnreadableDocument, type Publisher } from "../job-store.ts";
import type { Contacts } from "../documents/contacts.ts";
import type { Conversations } from "../documents/conversation/conversations.ts";
import type { Customers } from "../documents/customer/customers.ts";
import type { DaySettings } from "../jobs/day/day-capacity.ts";
import type { OpenJobs } from "../jobs/open-jobs.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** What the checks and repairs of a whole store need. */
export interface UpkeepContext extends Pick<OpenJobs, "days" | "openBoard" | "outbox" | "writer"> {
  objects: ObjectStore;
  customers: Customers;
  contacts: Contacts;
  conversations: Conversations;
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
  publisher: Publisher;
  settings: () => Promise<DaySettings>;
  today: () => Promise<Day>;
  /** Returns the newest job, or null if it does not exist. */
  find: (id: JobId) => Promise<Job | null>;
}

/** True if a running server has finished what the last change of the job left to do: it takes seconds, or a minute. */
export const isSettled = ({ updated_at }: Job, now_ms: number): boolean => updated_at < instantOf(now_ms - overdue_ms);

export const overdue_ms = 150_000;

/** Returns what `read` reads, or "unreadable" if it is damaged: that is a finding of its own, and says nothing of others. */
export const unlessUnreadable = async <Result>(read: Promise<Result>): Promise<Result | "unreadable"> => {
  try {
    return await read;
  } catch (error) {
    if (error instanceof UnreadableDocument) return "unreadable";
    throw error;
  }
};

import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { Day } from "../../domain/day.ts";
import type { Actor, Customer, Job, JobFields, Visit } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Contact, ConversationId } from "../../domain/message/conversation.ts";
import { contactsOfJob } from "../../domain/message/contact-of-job.ts";
import { isVisitKey, visitIn } from "../../domain/recorded-change.ts";

/**
 * What one call removes, under `forgetting/<id>`. It is stored before the first change, because a job without its person
 * cannot say where else the person is. It has ids and keyed hashes only.
 */
export interface Forgetting {
  by: Actor;
  /** Store time of the last step, in milliseconds. */
  at: number;
  /** `begun`: something may be left to do. `done`: removed. `checked`: removed again later, so the 35 days began. */
  step: "begun" | "done" | "checked";
  jobs: readonly JobId[];
  /** True: the jobs themselves go. */
  remove: boolean;
  /** The records that go; empty if only jobs are forgotten. */
  customers: readonly CustomerId[];
  /** The records that lose the jobs. */
  records: readonly CustomerId[];
  /** Keyed hashes of phones and emails, as the contacts are named. */
  contacts: readonly string[];
  /** Conversations with the person. */
  conversations: readonly ConversationId[];
  /** Conversations with people of the office, with alerts about the jobs. */
  office: readonly ConversationId[];
  /** The days whose logs have the person. */
  days: readonly Day[];
}

type Lists = "jobs" | "customers" | "records" | "contacts" | "conversations" | "office" | "days";

/** Joins what a repetition found with what an earlier, interrupted call knew. */
export const joined = (earlier: Forgetting | null, found: Forgetting): Forgetting => {
  if (earlier === null) return found;
  const both = <Name extends Lists>(name: Name) => [...new Set([...earlier[name], ...found[name]])];
  return {
    ...found,
    jobs: both("jobs"),
    customers: both("customers"),
    records: both("records"),
    contacts: both("contacts"),
    conversations: both("conversations"),
    office: both("office"),
    days: both("days"),
  };
};

/** Returns everyone that a job ever named as its customer. */
export const customersOf = ({ customer, history }: Job): Customer[] =>
  [customer, ...history.flatMap(({ from, to }) => [from?.customer ?? null, to?.customer ?? null])].filter(
    (one) => one !== null,
  );

/** Returns the contacts whose conversations may have messages of a job. */
export const contactsOf = (job: Job): Contact[] =>
  [{ ...job, customer: null }, ...customersOf(job).map((customer) => ({ ...job, customer }))].flatMap(contactsOfJob);

/** Returns each day that has, or had, a visit of the job, and so a card with the person. */
export const daysOf = (job: Job, home: Day): Day[] => {
  const recorded = job.history.flatMap(({ from, to }) => [...visitsIn(from), ...visitsIn(to)]);
  const days = [...job.visits, ...recorded].flatMap(({ day }) => day ?? []);
  const stays = (job.equipment ?? []).flatMap(({ from, until }) => [from, until]);
  return [...new Set([home, ...days, ...stays])];
};

const visitsIn = (fields: JobFields | null): Visit[] => {
  if (fields === null) return [];
  const alone = Object.keys(fields)
    .filter(isVisitKey)
    .flatMap((key) => visitIn(fields, key.slice("visit/".length)) ?? []);
  return [...(fields.visits ?? []), ...alone];
};

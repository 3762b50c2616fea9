import { DomainError } from "../domain/domain-error.ts";
import { isOpen, nextOpenVisit, type Job } from "../domain/job.ts";
import type { CustomerEvent } from "../domain/message/event.ts";
import { isSilent } from "../domain/message/silent.ts";
import { freshId } from "../domain/random.ts";
import { requestedSend } from "../notify/requested-send.ts";
import { findReadable } from "./customer.ts";
import { networksOf } from "./limit/network.ts";
import type { Services } from "./services.ts";

type Contact = { phone?: string | undefined; email?: string | undefined };

/** Counts a request from one address. Throws `too_many_requests` past 20 an hour, for any contacts. */
export const takeLinkRequest = async ({ counters, limits }: Services, address: string): Promise<void> => {
  if (!limits) return;
  for (const { name, factor } of networksOf(address)) {
    const taken = await counters.take({ kind: "links-from", name }, { most: 20 * factor, spanSeconds: 3_600 });
    if (!taken.taken)
      throw new DomainError(
        "too_many_requests",
        "We got a lot of requests from your internet connection. Please call us.",
        {
          facts: { what: "link_requests", max: 20 * factor, retry_after_seconds: taken.retryAfterSeconds },
        },
      );
  }
};

/** Queues a message with the link for each open job of a contact, at most 3 times a day. The outbox sends it. */
export const sendLinksTo = async (services: Services, contact: Contact): Promise<void> => {
  const { counters, contacts, jobs, random } = services;
  const open = await openJobsOf(services, contact);
  const [key] = await contacts.keysOf(contact);
  if (open.length === 0 || key === undefined) return;
  const taken = await counters.take({ kind: "links-contact", name: key.hash }, { most: 3, spanSeconds: 86_400 });
  if (!taken.taken) return;
  const channels = contact.phone === undefined ? (["email"] as const) : (["text", "email"] as const);
  for (const { id } of open) {
    const message = freshId(random);
    await jobs.queue(id, {
      key: `link|${message}`,
      plan: (newest, now) => [requestedSend(newest, { id: message, event: eventOf(newest), channels }, now)],
    });
  }
};

const openJobsOf = async ({ customers, jobs }: Services, contact: Contact): Promise<Job[]> => {
  const known = await customers.withContact(contact);
  const ids = [...new Set(known.flatMap((record) => record.jobs.slice(0, mostJobs)))];
  const read = await Promise.all(ids.map((id) => findReadable(jobs, id)));
  return read
    .filter((job) => job !== null)
    .filter((job) => isOpen(job) && !isSilent(job))
    .slice(0, mostLinks);
};

/** The message that says where a job stands, with its link. */
const eventOf = (job: Job): CustomerEvent => {
  if (job.status === "quoted") return "quote_ready";
  const visit = nextOpenVisit(job);
  if (job.status === "requested" || visit === null || visit.day === null) return "requested";
  return visit.kind !== "service" && visit.kind !== "drop_off" && job.rental !== undefined ? "dropped_off" : "booked";
};

/** The newest jobs of a customer: an open one is among them. */
const mostJobs = 20;
const mostLinks = 5;

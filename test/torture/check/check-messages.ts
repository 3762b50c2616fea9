import { createHash } from "node:crypto";
import type { Job, Visit } from "../../../domain/job.ts";
import type { Condition } from "../../../domain/message/event.ts";
import type { Violate } from "./check-job.ts";
import type { Evidence, Sent } from "./evidence.ts";
import type { KeptMessages } from "./kept-messages.ts";
import { stands, type State } from "./states.ts";

interface Parts {
  states: State[];
  evidence: Evidence;
  kept: KeptMessages;
  violate: Violate;
  /** The revision that had certainly been applied at a time. */
  leastAt: (t: number) => number;
}

/** Checks the messages of one job: each confirmed change told its customer, and nothing was begun that was not true. */
export const checkMessages = (job: Job, parts: Parts): void => {
  checkTold(job, parts);
  for (const sent of parts.evidence.sends) checkBegin(job, sent, parts);
  checkOrder(job, parts);
};

/** The messages that a change must have caused. One that came before a move or a cancellation may have been replaced. */
const checkTold = (job: Job, { kept: { messages }, violate }: Parts): void => {
  const isTold = job.customer?.phone !== undefined;
  const replaced = job.history.findLastIndex(
    ({ what }) => what === "moved" || what === "cancelled" || what === "undone",
  );
  for (const [index, entry] of job.history.entries()) {
    const told = (id: string): void => {
      if (!messages.has(id)) violate("message lost", `${entry.what} at rev ${index + 1} has no message`, entry);
    };
    if (entry.what === "messaged") told(entry.id);
    if (!isTold) continue;
    if (entry.what === "cancelled") told(idOf("cancelled", "customer", "text", entry.id));
    if (entry.what === "completed") told(idOf("completed", "customer", "email", entry.id));
    if (index < replaced) continue;
    if (entry.what === "en_route") told(idOf("on_the_way", "customer", "text", entry.id));
    // A rental's next visit gets its day by other changes too, and that news replaces the booking's.
    if (index === 0 && job.visits[0]?.day !== null && job.rental === undefined)
      told(idOf("booked", "customer", "email", entry.id));
  }
};

/** A message begins on the newest state, in which it is true, and it names a cause of its job. */
const checkBegin = (job: Job, sent: Sent, { states, violate, leastAt }: Parts): void => {
  const { message, event, audience, cause, rev, since } = sent;
  const least = leastAt(since);
  if (rev < least) violate("message begun too late", `${message} leased at rev ${rev} after rev ${least}`, sent);
  const leased = states[rev - 1];
  if (leased === undefined || !isTrue(leased, sent))
    violate("message begun too late", `${event} ${message} was begun at rev ${rev}, where it is not true`, sent);
  const causes = [cause, `${job.id}|${cause}`];
  const ids = causes.flatMap((one) => ["text", "email"].map((channel) => idOf(event, audience, channel, one)));
  const isCaused = job.history.some(({ id }) => id === cause) || /^v\d+\|\d{4}-\d\d-\d\d\|/.test(cause);
  if (!isCaused || !ids.includes(message)) violate("message without cause", `${event} ${message}`, sent);
};

type Truth = (state: State, visit: NonNullable<Sent["visit"]>) => boolean;

const isIn =
  (wanted: Visit["state"]): Truth =>
  ({ status, visits }, { id }) =>
    status !== "cancelled" && status !== "completed" && visits.find((one) => one.id === id)?.state === wanted;

/** The conditions that the job alone decides. */
const truths: Partial<Record<Condition, Truth>> = {
  same_visit: stands,
  visit_scheduled: (state, visit) => stands(state, visit) && isIn("scheduled")(state, visit),
  still_cancelled: ({ status }) => status === "cancelled",
  still_completed: ({ status }) => status === "completed",
  still_en_route: isIn("en_route"),
  still_attempted: isIn("attempted"),
  delivery_still_done: isIn("done"),
};

const isTrue = (state: State, { while: condition, visit }: Sent): boolean =>
  visit === null || (truths[condition]?.(state, visit) ?? true);

/**
 * Within a lane, a message never overtakes an earlier one that is due as early, or that was tried and is tried again. The
 * change that caused a message says which is earlier.
 */
const checkOrder = (job: Job, { evidence, violate }: Parts): void => {
  const order = new Map(job.history.map(({ id }, index) => [id, index]));
  for (const lane of Map.groupBy(evidence.sends, (sent) => sent.lane).values()) {
    const calls = [...Map.groupBy(lane, ({ message }) => message).values()].map((own) =>
      own.toSorted((one, other) => one.t - other.t),
    );
    for (const later of calls) {
      const [begin] = later;
      if (begin === undefined) continue;
      for (const earlier of calls) {
        const [first] = earlier;
        const [a, b] = [order.get(first?.cause ?? ""), order.get(begin.cause)];
        if (first === undefined || a === undefined || b === undefined || a >= b) continue;
        const again = earlier.find(({ t }) => t > begin.t);
        const last = earlier.findLast(({ t }) => t < begin.t);
        const waits = last === undefined ? first.not_before > begin.not_before : last.ended?.how === "later";
        if (again !== undefined && !waits)
          violate(
            "overtaken",
            `${begin.event} ${begin.message} overtook ${first.event} ${first.message}`,
            begin,
            again,
          );
      }
    }
  }
};

/** The spec's id of a message, so that the checker does not ask the product for it. */
const idOf = (event: string, audience: string, channel: string, cause: string): string =>
  createHash("sha256").update([event, audience, channel, cause].join("|")).digest("base64url").slice(0, 22);

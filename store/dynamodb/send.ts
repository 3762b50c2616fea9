import type { Job } from "../../domain/job.ts";
import { freshId } from "../../domain/random.ts";
import type { Lease } from "../day-documents/day-document.ts";
import { endLease, takeLease, type Outgoing } from "../day-documents/lease.ts";
import { StoreUnavailable, type Sender } from "../job-store.ts";
import type { StoredJob } from "./job-item.ts";
import { layout } from "./layout.ts";
import { entryIn, itemOf, sendsOf, type OutboxItem } from "./outbox-item.ts";
import type { Parts } from "./part.ts";
import { absent, stamped, type Write } from "./write.ts";

/** Sends one message under a lease, if it is its turn. What failed is reported, and tried again later. */
export const sendMessage = async (parts: Parts, sender: Sender, item: OutboxItem): Promise<void> => {
  const { clock, report } = parts;
  const { id, job } = entryIn(item);
  const begun = await begin(parts, sender, { pk: item.pk, sk: item.sk, job, id });
  if (begun === null) return;
  // A process that slept since it took the lease has no time left to send within it: whoever leases it next will.
  if (begun.lease.until - clock.now() < sender.timeout_ms) return;
  const entry = entryIn(begun.leased);
  if (entry.kind !== "send") return;
  let how: "sent" | "failed" = "sent";
  try {
    await sender.send({ id, job: begun.job, template: entry.template });
  } catch (error) {
    report(error);
    how = "failed";
  }
  await end(parts, begun, how);
};

interface Begun {
  job: Job;
  lease: Lease;
  leased: OutboxItem;
}

/**
 * A message begins with the transaction that leases it, and that checks that the job is still the one that was judged:
 * so none is begun for a visit whose cancellation was committed. Null where it is not its turn, or never will be.
 */
const begin = async (parts: Parts, sender: Sender, { pk, sk, job, id }: Of): Promise<Begun | null> => {
  const { clock, jobs, process, random, table } = parts;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const [stored, queued] = await Promise.all([jobs.read(job), sendsOf(table, job)]);
    const draft = draftOf(job, stored, queued);
    const now = clock.now();
    const lease: Lease = { by: process, id: freshId(random), until: now + sender.timeout_ms * leaseFactor };
    const { begun, wrote } = takeLease(draft, id, lease, now);
    if (!wrote) return null;
    const before = queued.find((item) => item.sk === sk);
    if (before === undefined) return null;
    const when = stamped(before.stamp);
    const after = draft.outbox.find((entry) => entry.id === id);
    const leased = after === undefined ? null : itemOf(before, after, freshId(random));
    const write: Write = leased === null ? { remove: { pk, sk }, when } : { put: leased, when };
    const check: Write = { check: layout.job(job), when: stored === null ? absent : stamped(stored.stamp) };
    const made = await table.commit([write, check], async () => {
      return leased !== null && (await table.get<OutboxItem>({ pk, sk }))?.stamp === leased.stamp;
    });
    if (made !== "landed") continue;
    return leased === null || typeof begun === "string" ? null : { job: begun, lease, leased };
  }
  throw new StoreUnavailable(new Error("The job was changed each time its message was to be sent"));
};

/** Only under the own, newest lease: its stamp is another as soon as somebody else has it. */
const end = async (parts: Parts, { leased, lease }: Begun, how: "sent" | "failed"): Promise<void> => {
  const { clock, random, table } = parts;
  const draft: Outgoing = { outbox: [entryIn(leased)], jobs: new Map() };
  endLease(draft, entryIn(leased).id, lease, how, clock.now());
  const [after] = draft.outbox;
  const when = stamped(leased.stamp);
  const write: Write =
    after === undefined
      ? { remove: { pk: leased.pk, sk: leased.sk }, when }
      : { put: itemOf(leased, after, freshId(random)), when };
  await table.commit([write], () => Promise.resolve(false));
};

const draftOf = (job: string, stored: StoredJob | null, queued: OutboxItem[]): Outgoing => ({
  outbox: queued.map(entryIn),
  jobs: new Map(stored === null ? [] : [[job, stored]]),
});

interface Of {
  pk: string;
  sk: string;
  job: string;
  id: string;
}

const attempts = 20;
const leaseFactor = 3;

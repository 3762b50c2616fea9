import type { Day } from "../../domain/day.ts";
import { freshId } from "../../domain/random.ts";
import type { Sender } from "../job-store.ts";
import type { Lease, SendEntry } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { endLease, takeLease } from "./lease.ts";

/** Sends one message under a lease, if it is its turn. What failed is reported, and tried again later. */
export const sendMessage = async (
  documents: Documents,
  sender: Sender,
  day: Day,
  { id, template }: SendEntry,
): Promise<void> => {
  const { clock, random, process, report } = documents.medium;
  const committer = documents.day(day);
  const { begun, lease } = await committer.commit({
    apply: (draft) => {
      const now = clock.now();
      const taken: Lease = { by: process, id: freshId(random), until: now + sender.timeout_ms * leaseFactor };
      const { begun: result, wrote } = takeLease(draft, id, taken, now);
      return { result: { begun: result, lease: taken }, wrote };
    },
  });
  if (begun === "wait" || begun === "gone") return;
  // A process that slept since the swap has no time left to send within its lease: whoever leases it next will.
  if (lease.until - clock.now() < sender.timeout_ms) return;
  let how: "sent" | "failed" = "sent";
  try {
    await sender.send({ id, job: begun, template });
  } catch (error) {
    report(error);
    how = "failed";
  }
  await committer.commit({
    apply: (draft) => ({ result: undefined, wrote: endLease(draft, id, lease, how, clock.now()) }),
  });
};

const leaseFactor = 3;

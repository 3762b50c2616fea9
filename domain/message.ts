import { epochOf, type Instant } from "./clock.ts";
import { DomainError } from "./domain-error.ts";
import type { Change } from "./history.ts";
import type { Job } from "./job.ts";

/** Notes a message of the customer's page, or an answer to it, in the history. The conversation has its words. */
export const leaveMessage = (job: Job): Change => ({ next: job, what: "messaged" });

/** Throws `too_many_requests` if the customer sent 10 messages in the last hour. */
export const assertMayMessage = ({ history }: Pick<Job, "history">, at: Instant): void => {
  const recent = history.filter(
    (entry) => entry.what === "messaged" && entry.by.kind === "customer" && epochOf(entry.at) > epochOf(at) - hour_ms,
  );
  const [oldest] = recent.slice(-mostAnHour);
  if (recent.length < mostAnHour || oldest === undefined) return;
  throw new DomainError("too_many_requests", "You sent many messages. Wait a little, or call us.", {
    facts: { retry_after_seconds: Math.ceil((epochOf(oldest.at) + hour_ms - epochOf(at)) / 1_000) },
  });
};

const mostAnHour = 10;
const hour_ms = 3_600_000;

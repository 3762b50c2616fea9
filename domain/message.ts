import type { Change } from "./history.ts";
import type { Job } from "./job.ts";

/** Adds a message from the customer to the history, where the dispatcher reads it. The job may be over. */
export const leaveMessage = (job: Job, text: string): Change => ({ next: job, what: "messaged", reason: text });

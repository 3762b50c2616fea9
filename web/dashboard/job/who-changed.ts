import type { Job, Me } from "../../../http/api-client.ts";

/** The other person who last changed a job after `since`, and when; null if the history has none. */
export const whoChanged = (job: Job, me: Pick<Me, "name">, since = ""): { name: string; at: string } | null => {
  const entry = job.history?.findLast(({ at, by }) => at > since && by.name !== me.name);
  return entry === undefined ? null : { name: entry.by.name, at: entry.at };
};

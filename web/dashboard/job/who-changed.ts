import type { Job, Me } from "../../../http/api-client.ts";

/** Whoever else changed a job last, and when; null where nobody else did, as far as its history tells. */
export const whoChanged = (job: Job, me: Pick<Me, "name">, since = ""): { name: string; at: string } | null => {
  const entry = job.history?.findLast(({ at, by }) => at > since && by.name !== me.name);
  return entry === undefined ? null : { name: entry.by.name, at: entry.at };
};

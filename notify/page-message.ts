import type { Job } from "../domain/job.ts";

/**
 * Returns the entry that files the words of a page message in its conversation. They are not in the job's history, so that
 * one place has them.
 */
export const pageMessage = ({ history }: Pick<Job, "history">, text: string) => {
  const entry = history.at(-1);
  if (entry === undefined) throw new RangeError("A message is an entry of the history");
  const { id, at, by } = entry;
  return { kind: "append" as const, id: `append-${id}`, message: id, text, at, by };
};

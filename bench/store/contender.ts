import type { Day } from "../../domain/day.ts";

/**
 * One way to store jobs, as the rounds use it. For every contender, `create` does the same work: it checks and takes the
 * window's capacity, writes the whole job as the same JSON, makes it findable by its link, and queues the publication of its
 * view. All of that is durable, by the default of that store, before it resolves. Queued work is never carried out. A status
 * change reads the job, decides, and writes it with its history and its queued work.
 */
export interface Contender {
  name: string;
  /** Makes these days bookable, with enough capacity for any benchmark. */
  open(days: Day[]): Promise<void>;
  create(day: Day): Promise<string>;
  /** Changes a job from `booked` to `in_progress`, once per job. Null if only creates are measured. */
  start: ((id: string) => Promise<void>) | null;
  close(): Promise<void>;
}

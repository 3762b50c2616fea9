import type { Day } from "../../domain/day.ts";

/**
 * One way to keep jobs, as a round drives it. What a `create` is for everybody: the window's capacity is checked and a
 * place taken, the job is written whole (the same JSON), its link's public name leads to it, and what is left to do for
 * it (publish the view) is queued; all of it durable, as that store promises durability by default, before it resolves.
 * Nobody publishes or sends anything. A status change reads the job, decides, and writes it with its history and its
 * queued work.
 */
export interface Contender {
  name: string;
  /** Makes these days bookable, with room for whatever a benchmark writes. */
  open(days: Day[]): Promise<void>;
  create(day: Day): Promise<string>;
  /** `booked` → `in_progress`, once a job. Null where only creates are measured. */
  start: ((id: string) => Promise<void>) | null;
  close(): Promise<void>;
}

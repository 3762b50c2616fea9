import type { z } from "zod";
import type { Answer } from "../../../http/client.ts";
import type { board } from "../../../http/schema/board.ts";
import type { job } from "../../../http/schema/job.ts";
import type { VisitChange } from "./outbox.ts";

export type Board = z.output<typeof board>;
export type Card = Board["lanes"][number]["visits"][number];
export type Job = z.output<typeof job>;

/** What a crew asks of the office: its own day, its own jobs, and to hear what it did. */
export interface CrewApi {
  /** Today's board; `same` where it is still the one with this ETag. */
  board(etag: string | null): Promise<Answer<{ board: Board; etag: string | null } | "same">>;
  job(id: string): Promise<Answer<Job>>;
  setVisitState(change: VisitChange): Promise<Answer<Job>>;
}

import type { Instant } from "../../domain/clock.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Token } from "../../domain/token.ts";
import type { Item } from "./write.ts";

/**
 * What was made under an idempotency key, written with it. `job` is null where a try got no answer and was then refused:
 * the note only keeps that try, should it still be on its way, from landing.
 */
export interface IdempotencyItem extends Item {
  stamp: string;
  request: string;
  job: JobId | null;
  token: Token | null;
  at: Instant;
  /** Seconds since the epoch. */
  ttl: number;
}

/** A key is kept for 24 hours. */
export const keptMs = 24 * 3_600_000;

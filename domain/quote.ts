import type { Instant } from "./clock.ts";
import type { Day, Window } from "./day.ts";

/** What the customer asked a quote for. */
export interface QuoteRequest {
  description: string;
  /** At most three. They reserve nothing. */
  preferred: { day: Day; window?: Window }[];
}

/** What the office offered. The lines are the job's pricing. */
export interface Quote {
  /** Grows by one with each revision, so a customer never approves a price that they did not see. */
  version: number;
  sent_at: Instant;
  /** The last local day on which the customer can approve. */
  valid_until: Day;
  message: string | null;
  declined_reason?: string;
  approved?: { version: number; at: Instant; name: string; how: "link" | "phone" };
}

/** `withdrawn`: the customer gave up the request before it was quoted. */
export interface EndedBy {
  kind: "declined" | "expired" | "withdrawn" | "office";
}

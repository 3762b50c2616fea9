import type { z } from "@hono/zod-openapi";
import type { availability, booked, catalog, quote, quoteInput } from "./schema/catalog.ts";
import type { bookingInput } from "./schema/job.ts";
import type { cancelInput, messageInput, readyInput, rescheduleInput, trackedJob } from "./schema/tracking.ts";
import { readProblem, type Problem } from "./problem.ts";

/**
 * The typed client of the public and tracking calls: what the pages use. Its types are the server's schemas;
 * nothing of them is in the page. Never throws: no network and no sense are answers too.
 */
export interface PublicClient {
  catalog(): Promise<Answer<Catalog>>;
  availability(query: { service: string; from: string; to: string }): Promise<Answer<Availability>>;
  quote(body: z.input<typeof quoteInput>): Promise<Answer<Quote>>;
  /** One `key` for one intention: a retry with it never makes a second job. */
  book(body: BookingInput, key: string): Promise<Answer<Booked>>;
  tracking(token: string): Promise<Answer<TrackedJob>>;
  ready(token: string, body: z.input<typeof readyInput>, key: string): Promise<Answer<TrackedJob>>;
  cancel(token: string, body: z.input<typeof cancelInput>, key: string): Promise<Answer<TrackedJob>>;
  reschedule(token: string, body: z.input<typeof rescheduleInput>, key: string): Promise<Answer<TrackedJob>>;
  message(token: string, body: z.input<typeof messageInput>, key: string): Promise<Answer<TrackedJob>>;
}

export type Catalog = z.output<typeof catalog>;
export type Availability = z.output<typeof availability>;
export type Quote = z.output<typeof quote>;
export type BookingInput = z.input<typeof bookingInput>;
export type Booked = z.output<typeof booked>;
export type TrackedJob = z.output<typeof trackedJob>;
export type { Problem };

export type Answer<T> =
  | { ok: true; value: T; replayed: boolean }
  | { ok: false; problem: Problem }
  /** No answer that can be understood: the network is down, or something between us spoke. */
  | { ok: false; problem: null };

export const createPublicClient = (base: string, fetcher: typeof fetch): PublicClient => {
  const call = async <T>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Answer<T>> => {
    try {
      const response = await fetcher(base + path, {
        method,
        headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: "no-store",
      });
      const value: unknown = await response.json();
      // The server validates what it sends against the same schema in its tests; the page trusts its own server.
      if (response.ok) return { ok: true, value: value as T, replayed: response.headers.has("idempotency-replayed") };
      return { ok: false, problem: readProblem(value) };
    } catch {
      return { ok: false, problem: null }; // fetch and JSON throw for a network and a body that are not there
    }
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const act = (path: string) => (token: string, body: unknown, key: string) =>
    call<TrackedJob>("POST", `/api/v1/tracking/${path}`, { ...bearer(token), "idempotency-key": key }, body);
  return {
    catalog: () => call("GET", "/api/v1/catalog", {}),
    availability: (query) => call("GET", `/api/v1/availability?${new URLSearchParams(query)}`, {}),
    quote: (body) => call("POST", "/api/v1/quotes", {}, body),
    book: (body, key) => call("POST", "/api/v1/bookings", { "idempotency-key": key }, body),
    tracking: (token) => call("GET", "/api/v1/tracking", bearer(token)),
    ready: act("ready"),
    cancel: act("cancel"),
    reschedule: act("reschedule"),
    message: act("message"),
  };
};

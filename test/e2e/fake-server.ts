import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Availability, Booked, BookingInput, Catalog, TrackedJob } from "../../http/client.ts";
import { sealView, tombstone } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { problems } from "../../http/problem.ts";
import { buildPages } from "../../web/build.ts";

/**
 * A server of canned answers in the shapes of `http/schema`: the pages are looked at in states that a real server
 * reaches only with effort. It keeps what it was asked, so that a journey can count.
 */
export interface FakeServer {
  url: string;
  catalog: Catalog;
  availability: Availability;
  /** What one booking costs, in cents. */
  price: (service: string, items: { id: string; quantity: number }[]) => number;
  /** Refuses the next calls of `METHOD path`, one each. */
  refuse(call: string, ...refusals: Refused[]): void;
  /** Answers nothing at all until it is false again. */
  down: boolean;
  requests: { call: string; key: string | null; body: unknown }[];
  jobs: Map<string, Booked>;
  /** Publishes a tracked view under its token; null puts a tombstone there. */
  publish(token: string, job: TrackedJob | null, options?: { sealed?: boolean }): Promise<void>;
  tracked: Map<string, TrackedJob>;
  close(): Promise<void>;
}

interface Refused {
  code: keyof typeof problems;
  detail?: string;
  retry_after?: number;
  facts?: Record<string, unknown>;
}

export const startFakeServer = async (): Promise<FakeServer> => {
  const pages = await buildPages();
  const sealed = new Map<string, { body: Uint8Array; etag: string }>();
  const refusals = new Map<string, Refused[]>();
  const byKey = new Map<string, { body: string; booked: Booked }>();

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = url.pathname;
    if (/^\/(book|track)(\/|\.html|$)/.test(path)) {
      const page = pages.get(path.startsWith("/book") ? "book.html" : "track.html");
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(page);
      return;
    }
    const asset = pages.get(path.slice(1));
    if (asset !== undefined) {
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" });
      response.end(asset);
      return;
    }
    if (server.down) {
      response.destroy();
      return;
    }
    if (path.startsWith("/t/")) {
      const view = sealed.get(path.slice(3));
      const same = view !== undefined && request.headers["if-none-match"] === view.etag;
      response.writeHead(view ? (same ? 304 : 200) : 404, {
        "cache-control": "max-age=0, s-maxage=2",
        ...(view ? { etag: view.etag } : {}),
      });
      response.end(same ? undefined : view?.body);
      server.requests.push({ call: "GET /t/", key: null, body: null });
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === "" ? null : JSON.parse(text);
    const call = `${request.method} ${path.replace("/api/v1", "")}`;
    const key = (request.headers["idempotency-key"] as string | undefined) ?? null;
    server.requests.push({ call, key, body });
    const refused = refusals.get(call)?.shift();
    if (refused) return refuse(response, refused);
    if (call === "GET /catalog") return send(response, 200, server.catalog);
    if (call === "GET /availability") {
      const [from, to] = [url.searchParams.get("from") ?? "", url.searchParams.get("to") ?? ""];
      return send(response, 200, { days: server.availability.days.filter(({ day }) => day >= from && day <= to) });
    }
    if (call === "POST /quotes") {
      const { service, items } = body as { service: string; items: { id: string; quantity: number }[] };
      const total = server.price(service, items);
      return send(response, 200, {
        quote: `q${total}`,
        pricing: pricing(total),
        expires_at: "2099-01-01T00:00:00.000Z",
      });
    }
    if (call === "POST /bookings") {
      const before = key === null ? undefined : byKey.get(key);
      if (before?.body === text) return send(response, 201, before.booked, { "idempotency-replayed": "true" });
      if (before) return refuse(response, { code: "idempotency_key_reused" });
      const booked = bookedFor(body as BookingInput, server);
      byKey.set(key ?? "", { body: text, booked });
      server.jobs.set(booked.job.id, booked);
      return send(response, 201, booked);
    }
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    const job = server.tracked.get(token);
    if (job === undefined)
      return refuse(response, {
        code: "tracking_not_found",
        detail: "Job not found, or this tracking link is no longer valid",
      });
    const changed = changedBy(call, job, body);
    if (changed !== job) await server.publish(token, changed);
    return send(response, 200, changed);
  };

  const http = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: FakeServer = {
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    catalog: sampleCatalog(),
    availability: { days: [] },
    price: (service, items) =>
      service === "trailer-15"
        ? 60_000
        : items.reduce((sum, { id, quantity }) => sum + quantity * (id === "fridge" ? 11_900 : 8_900), 0),
    refuse: (call, ...more) => void refusals.set(call, [...(refusals.get(call) ?? []), ...more]),
    down: false,
    requests: [],
    jobs: new Map(),
    tracked: new Map(),
    publish: async (token, job, { sealed: wanted = true } = {}) => {
      const secrets = await tokenSecrets(token);
      const rev = job?.rev ?? (server.tracked.get(token)?.rev ?? 0) + 1;
      if (job) server.tracked.set(token, job);
      else server.tracked.delete(token);
      if (!wanted) return;
      const body = job
        ? await sealView(secrets, rev, JSON.stringify(job), crypto.getRandomValues(new Uint8Array(12)))
        : tombstone(rev, (count) => crypto.getRandomValues(new Uint8Array(count)));
      sealed.set(secrets.lookup, { body, etag: `"${rev}-${Math.random()}"` });
    },
    close: () =>
      new Promise<void>((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  return server;
};

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "private, no-store",
    ...headers,
  });
  response.end(JSON.stringify(body));
};
const refuse = (response: ServerResponse, { code, detail, retry_after, facts }: Refused) => {
  const { status, title } = problems[code];
  const body = { type: `/problems/${code}`, title, status, code, detail: detail ?? title, request_id: "r", ...facts };
  send(response, status, body, retry_after === undefined ? {} : { "retry-after": String(retry_after) });
};

const pricing = (total: number): NonNullable<Booked["job"]["pricing"]> => ({
  kind: "flat",
  currency: "USD",
  total_cents: total,
  lines: [{ label: "15-yard dump trailer", quantity: 1, unit_cents: total, amount_cents: total }],
  frozen_at: "2026-11-20T18:00:00.000Z",
  amendments: [],
});

const bookedFor = (input: BookingInput, server: FakeServer): Booked => {
  const token = `tokenOf${String(server.jobs.size).padStart(25, "0")}`;
  const service = server.catalog.services.find(({ id }) => id === input.service);
  return {
    job: {
      id: "261127-7K3Q",
      rev: 1,
      status: "booked",
      stage: "scheduled",
      service: { id: input.service, name: service?.name ?? "" },
      customer: { name: input.customer.name },
      location: input.location,
      items: [],
      pricing: pricing(
        server.price(
          input.service,
          (input.items ?? []).map(({ id, quantity = 1 }) => ({ id, quantity })),
        ),
      ),
      visits: [
        {
          id: "v1",
          kind: "service",
          day: input.day ?? null,
          window: input.window ?? null,
          crew: null,
          state: "scheduled",
        },
      ],
      crew: null,
      notes: null,
      link: "live",
      source: "booking",
      created_at: "2026-11-24T18:00:00.000Z",
      updated_at: "2026-11-24T18:00:00.000Z",
    },
    tracking_token: token,
    tracking_url: `${server.url}/track/#${token}`,
  };
};

const changedBy = (call: string, job: TrackedJob, body: unknown): TrackedJob => {
  const after = (what: string, patch: Partial<TrackedJob>): TrackedJob => ({
    ...job,
    ...patch,
    rev: job.rev + 1,
    timeline: [...job.timeline, { at: new Date().toISOString(), what }],
  });
  if (call === "POST /tracking/ready")
    return after("ready_for_pickup", {
      status: "ready_for_pickup",
      stage: "ready",
      next: "collect_soon",
      can: ["message"],
    });
  if (call === "POST /tracking/cancel")
    return after("cancelled", { status: "cancelled", stage: "cancelled", next: "nothing", can: [] });
  if (call === "POST /tracking/reschedule") return after("moved", { ...(body as Pick<TrackedJob, "day" | "window">) });
  if (call === "POST /tracking/message") return after("messaged", {});
  return job;
};

const half = [
  { start: "08:00", end: "12:00" },
  { start: "12:00", end: "16:00" },
];

/** A fortnight from `from`, in the places that `left` tells for each day and window. */
export const daysFrom = (from: string, count: number, left: (day: number, window: number) => number): Availability => ({
  days: Array.from({ length: count }, (_, day) => ({
    day: new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10),
    windows: half.map(({ start, end }, index) => ({ start, end, left: left(day, index) })),
  })),
});

export const sampleCatalog = (): Catalog => ({
  business: {
    name: "Coastline Hauling",
    phone: "+16195550142",
    time_zone: "America/Los_Angeles",
    currency: "USD",
    locale: "en-US",
  },
  booking: { open: true, lead_time_hours: 2, days_ahead: 60, postal_codes: null },
  sample: false,
  services: [
    {
      id: "trailer-15",
      name: "15-yard dump trailer",
      description: "You load it. 7 days, 2 tons included.",
      price: { kind: "flat", from_cents: 60_000 },
      items: [],
      needs_window: true,
    },
    {
      id: "junk-removal",
      name: "Junk removal",
      description: "We load it. Priced by how full the truck is.",
      price: { kind: "itemized", from_cents: 14_900 },
      items: [{ id: "quarter-load", label: "Quarter load", unit_cents: 14_900 }],
      needs_window: false,
    },
    {
      id: "single-item",
      name: "Single item",
      description: "Sofa, fridge, hot tub.",
      price: { kind: "itemized", from_cents: 8_900 },
      items: [
        { id: "sofa", label: "Sofa", unit_cents: 8_900 },
        { id: "mattress", label: "Mattress", unit_cents: 8_900 },
        { id: "fridge", label: "Fridge or freezer", unit_cents: 11_900 },
      ],
      needs_window: true,
    },
  ],
  terms: {
    version: "1",
    text: "We haul household and yard waste. No paint, chemicals, asbestos, batteries or tires. The price shown is the price you pay unless we agree on another before work begins.",
  },
  version: "5a3d1c0f9b8e7d6c5b4a39",
});

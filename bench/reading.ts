import autocannon from "autocannon";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenSecrets } from "../domain/token.ts";
import { readConfig } from "../main/config.ts";
import { serve } from "../main/serve.ts";

export interface ReadingRow {
  what: string;
  answer: string;
  requests_a_second: number;
  p50_ms: number;
  p99_ms: number;
  bytes_an_answer: number;
}

/** Measures what a customer's page requests, over 20 connections: the encrypted view and the API. */
export const measureReading = async (seconds: number): Promise<ReadingRow[]> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const config = readConfig({ PORT: "0", TAILBOARD_STORE: `sqlite:${root}`, TAILBOARD_LIMITS: "off" });
  const served = await serve(config, {
    log: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  try {
    const { token } = await bookAt(served.site, 0);
    const { lookup } = await tokenSecrets(token);
    const view = `${served.site}/t/${lookup}`;
    const etag = (await fetch(view)).headers.get("etag") ?? "";
    const bearer = { authorization: `Bearer ${token}` };
    return [
      await row("GET /t/<lookup>", "200", view, {}, seconds),
      await row("GET /t/<lookup>", "304", view, { "if-none-match": etag }, seconds),
      await row("GET /api/v1/tracking", "200", `${served.site}/api/v1/tracking`, bearer, seconds),
    ];
  } finally {
    await served.close();
    await rm(root, { recursive: true, force: true });
  }
};

/** Requests one URL over 20 connections as fast as possible. Throws if any response differs from the expected status. */
export const row = async (
  what: string,
  answer: string,
  url: string,
  headers: Record<string, string>,
  duration: number,
): Promise<ReadingRow> => {
  const result = await autocannon({ url, headers, duration, connections: 20 });
  const expected = answer === "304" ? result["3xx"] : result["2xx"];
  if (expected !== result.requests.total || result.errors > 0)
    throw new Error(`${what} did not always answer ${answer}`);
  return {
    what,
    answer,
    requests_a_second: result.requests.average,
    p50_ms: result.latency.p50,
    p99_ms: result.latency.p99,
    bytes_an_answer: result.throughput.total / result.requests.total,
  };
};

/** Books one of the next openings, chosen by `index`. */
export const bookAt = async (site: string, index: number): Promise<{ id: string; token: string }> => {
  const { days } = (await (await fetch(`${site}/api/v1/availability?service=single-item&${range()}`)).json()) as {
    days: { day: string; windows: { start: string; end: string; left: number }[] }[];
  };
  const open = days.flatMap(({ day, windows }) => windows.map((window) => ({ day, ...window })));
  const opening = open.filter(({ left }) => left > 0)[index % 10];
  if (opening === undefined) throw new Error("A new store has openings");
  const response = await fetch(`${site}/api/v1/bookings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": `benchmark-key-${String(index).padStart(4, "0")}`,
    },
    body: JSON.stringify({
      service: "single-item",
      items: [{ id: "sofa" }],
      day: opening.day,
      window: { start: opening.start, end: opening.end },
      customer: { name: "Mark", phone: "(619) 555-0100" },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      terms_accepted: true,
    }),
  });
  const { job, tracking_token: token } = (await response.json()) as { job: { id: string }; tracking_token: string };
  return { id: job.id, token };
};

const range = (): string => {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  return `from=${day(1)}&to=${day(10)}`;
};

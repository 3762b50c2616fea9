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

/** What a customer's page asks, as fast as 20 connections can: the sealed view, and the API behind it. */
export const measureReading = async (seconds: number): Promise<ReadingRow[]> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const config = readConfig({ PORT: "0", TAILBOARD_STORE: `directory:${root}`, TAILBOARD_LIMITS: "off" });
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

/** One address as fast as 20 connections can ask it; any other answer than the expected one is an exception. */
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

/** Books the `index`th free place of the days to come. */
export const bookAt = async (site: string, index: number): Promise<{ id: string; token: string }> => {
  const { days } = (await (await fetch(`${site}/api/v1/availability?service=trailer-15&${range()}`)).json()) as {
    days: { day: string; windows: { start: string; end: string; left: number }[] }[];
  };
  const open = days.flatMap(({ day, windows }) => windows.map((window) => ({ day, ...window })));
  const place = open.filter(({ left }) => left > 0)[index % 10];
  if (place === undefined) throw new Error("A fresh store can be booked");
  const response = await fetch(`${site}/api/v1/bookings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": `benchmark-key-${String(index).padStart(4, "0")}`,
    },
    body: JSON.stringify({
      service: "trailer-15",
      day: place.day,
      window: { start: place.start, end: place.end },
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

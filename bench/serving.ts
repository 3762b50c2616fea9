import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { addDays } from "../domain/day.ts";
import { loadFor, type Call, type Load } from "./http-load.ts";
import { median } from "./machine.ts";

export interface ServingRow {
  what: string;
  clients: number;
  rounds: number;
  a_second: number;
  lowest_a_second: number;
  p50_ms: number;
  p99_ms: number;
  /** Processor time of the server for one answer. It depends less on other load than the rates do. */
  cpu_ms: number;
}

/**
 * Measures what a server does over HTTP on the embedded store, while another process sends the calls: bookings on thirty
 * days, the board of a day with 300 visits, and status changes. A row has the medians of its rounds.
 */
export const measureServing = async (seconds: number, rounds = 5): Promise<ServingRow[]> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const server = await startServer(300, root);
  try {
    const jobs: string[] = [];
    const measured = (what: string, next: (client: number) => Call | null, answered?: (body: string) => void) =>
      repeat({ what, clients: 16, seconds, rounds }, server, next, answered);
    const board = boardCalls(server);
    return [
      await measured("board of 300 visits, 200", board.whole),
      await measured("board of 300 visits, 304", await board.unchanged()),
      await measured("booking, 30 days", bookings(server), (body) => jobs.push(idIn(body))),
      await measured("status change, 30 days", statusChanges(server, jobs)),
    ];
  } finally {
    await server.stop();
    await rm(root, { recursive: true, force: true });
  }
};

export interface Server {
  site: string;
  dashboard: string;
  cookie: string;
  today: string;
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

export const startServer = async (visits: number, root: string): Promise<Server> => {
  const file = fileURLToPath(new URL("serving-process.ts", import.meta.url));
  const child = spawn(process.execPath, [file, String(visits), root], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("The server has stopped");
    return JSON.parse(value) as T;
  };
  const addresses = await read<Pick<Server, "site" | "dashboard" | "cookie" | "today">>();
  return {
    ...addresses,
    cpu: async () => {
      child.stdin.write("cpu\n");
      return (await read<{ cpu_ms: number }>()).cpu_ms;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};

const repeat = async (
  { what, clients, seconds, rounds }: { what: string; clients: number; seconds: number; rounds: number },
  server: Server,
  next: (client: number) => Call | null,
  answered?: (body: string) => void,
): Promise<ServingRow> => {
  await loadFor({ clients, seconds: Math.min(seconds, 2) }, next, answered); // warm up
  const loads: (Load & { cpu_ms: number })[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await server.cpu();
    const load = await loadFor({ clients, seconds }, next, answered);
    loads.push({ ...load, cpu_ms: ((await server.cpu()) - before) / load.calls });
  }
  const middle = (of: keyof (typeof loads)[number]) => median(loads.map((load) => load[of]));
  return {
    what,
    clients,
    rounds,
    a_second: middle("a_second"),
    lowest_a_second: Math.min(...loads.map((load) => load.a_second)),
    p50_ms: middle("p50_ms"),
    p99_ms: middle("p99_ms"),
    cpu_ms: middle("cpu_ms"),
  };
};

/** Keeps the idempotency keys of two callers apart. */
let runs = 0;

/** Bookings as the booking page sends them, each for another customer, on the days after today in turn. */
export const bookings = ({ site, today }: Server, change: object = {}, over = 30): ((client: number) => Call) => {
  let count = 0;
  runs += 1;
  const run = `${Date.now().toString(36)}-${runs}`;
  return () => {
    count += 1;
    return {
      url: `${site}/api/v1/bookings`,
      method: "POST",
      headers: { "idempotency-key": `bench-${run}-${String(count).padStart(8, "0")}` },
      body: {
        service: "single-item",
        items: [{ id: "sofa" }],
        day: addDays(today, 1 + (count % over)),
        window: { start: "08:00", end: "12:00" },
        customer: { name: `Customer ${count}`, phone: `(619) 555-${String(count % 10_000).padStart(4, "0")}` },
        location: { street: `${count} Soderblom Ave`, city: "San Diego", state: "CA", postal_code: "92122" },
        terms_accepted: true,
        ...change,
      },
      expected: 201,
    };
  };
};

const boardCalls = ({ dashboard, cookie, today }: Server) => {
  const url = `${dashboard}/api/v1/board?day=${today}`;
  return {
    whole: (): Call => ({ url, headers: { cookie }, expected: 200 }),
    unchanged: async () => {
      const etag = (await fetch(url, { headers: { cookie } })).headers.get("etag") ?? "";
      return (): Call => ({ url, headers: { cookie, "if-none-match": etag }, expected: 304 });
    },
  };
};

/** Each client takes a job through these statuses, then the next job. */
const statusChanges = ({ dashboard, cookie }: Server, jobs: string[]): ((client: number) => Call | null) => {
  const steps = ["ready_for_pickup", "in_progress", "ready_for_pickup", "in_progress", "completed"];
  const at = new Map<number, { job: string; step: number }>();
  return (client) => {
    const now = at.get(client);
    const current = now === undefined || now.step === steps.length ? { job: jobs.pop(), step: 0 } : now;
    if (current.job === undefined) return null;
    at.set(client, { job: current.job, step: current.step + 1 });
    return {
      url: `${dashboard}/api/v1/jobs/${current.job}/status`,
      method: "POST",
      headers: { cookie, origin: dashboard },
      body: { status: steps[current.step], reason: "Gate locked" },
      expected: 200,
    };
  };
};

const idIn = (body: string): string => (JSON.parse(body) as { job: { id: string } }).job.id;

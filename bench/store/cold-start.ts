import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { today } from "../day-logs.ts";
import { median } from "../machine.ts";
import { seeded } from "./history.ts";

export interface ColdStartRow {
  jobs: number;
  starts: number;
  ready_s: number;
  first_board_s: number;
  slowest_board_s: number;
  cards: number;
  rss_mb: number;
  peak_mb: number;
}

/**
 * Measures the time from the start of `tailboard serve` to its first board response over HTTP, and the memory used after
 * it. The owner signs in once, in an earlier process, so signing in is not part of the time.
 */
export const coldStart = async (place: string, jobs: number, starts: number): Promise<ColdStartRow> => {
  const { root } = await seeded(place, jobs);
  const cookies = await signUp(root);
  const results: Omit<ColdStartRow, "jobs" | "starts" | "slowest_board_s">[] = [];
  for (let start = 0; start < starts; start += 1) {
    const server = await startServer(root);
    try {
      const cookie = cookies.replace(/^tailboard_session_\d+/, `tailboard_session_${new URL(server.dashboard).port}`);
      const answer = await fetch(`${server.dashboard}/api/v1/board?day=${today()}`, { headers: { cookie } });
      const first = server.since();
      if (answer.status !== 200) throw new Error(`The board was answered ${answer.status}`);
      const { lanes } = (await answer.json()) as { lanes: { visits: unknown[] }[] };
      const status = await readFile(`/proc/${server.pid}/status`, "utf8");
      const kb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN);
      results.push({
        ready_s: server.ready,
        first_board_s: first,
        cards: lanes.reduce((sum, { visits }) => sum + visits.length, 0),
        rss_mb: kb("VmRSS") / 1024,
        peak_mb: kb("VmHWM") / 1024,
      });
    } finally {
      await server.stop();
    }
  }
  const middle = (key: keyof (typeof results)[number]) => median(results.map((result) => result[key]));
  return {
    jobs,
    starts,
    ready_s: middle("ready_s"),
    first_board_s: middle("first_board_s"),
    slowest_board_s: Math.max(...results.map(({ first_board_s: s }) => s)),
    cards: middle("cards"),
    rss_mb: middle("rss_mb"),
    peak_mb: middle("peak_mb"),
  };
};

/** Returns the owner's session cookie. The first call on a store creates the owner. */
const signUp = async (root: string): Promise<string> => {
  const server = await startServer(root);
  try {
    const headers = { "content-type": "application/json", origin: new URL(server.dashboard).origin };
    const owner = { login: "owner", password: "a benchmark's own passphrase" };
    const token = /#setup=(.+)$/.exec(server.setup ?? "")?.[1];
    const answer = await fetch(`${server.dashboard}/api/v1/${token === undefined ? "session" : "setup"}`, {
      method: "POST",
      headers,
      body: JSON.stringify(token === undefined ? owner : { ...owner, token, name: "Owner" }),
    });
    const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    if (!answer.ok || cookie === "") throw new Error(`Signing in was answered ${answer.status}`);
    return cookie;
  } finally {
    await server.stop();
  }
};

const bin = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

const startServer = async (root: string) => {
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  const child = spawn(process.execPath, [bin, "serve", "--json"], {
    env: { ...process.env, PORT: "0", TAILBOARD_STORE: `sqlite:${root}`, TAILBOARD_LIMITS: "off" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const readyLine = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith("\n")) resolve(text);
    });
  });
  const { dashboard, setup } = JSON.parse(readyLine) as { dashboard: string; setup?: string };
  return {
    dashboard,
    setup,
    ready: since(),
    since,
    pid: child.pid,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
};

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

type Coverage = { url: string; functions: { ranges: { count: number }[] }[] };

type Count = { files: number; ofStore: number; functions: number };

/**
 * How many files and functions of the checkout at `root` run for one booking, by V8's coverage: a real server process on a
 * new folder, one POST with a day and a window, from the request until its response. One booking goes before, so that
 * what happens only once in a process does not count. Of three, the smallest is taken: a timer ran during the others.
 */
export const countBooking = async (root: string): Promise<Count> => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-measure-"));
  const preload = fileURLToPath(new URL("count-booking-process.mjs", import.meta.url));
  const server = spawn(process.execPath, ["--import", preload, join(root, "cli/bin.mjs"), "serve"], {
    cwd: root,
    env: { PATH: process.env["PATH"], PORT: "0", TAILBOARD_STORE: `sqlite:${join(folder, "data")}` },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  try {
    const site = await firstUrl(server);
    const openings = await openWindows(site);
    await book(site, 1, openings);
    const counts: Count[] = [];
    for (const number of [2, 3, 4]) {
      // What follows a booking (publishing the customer's view) ends, and does not count for the next one.
      await setTimeout(1_000);
      await takeCoverage(server);
      await book(site, number, openings);
      counts.push(countOf(await takeCoverage(server), root, preload));
    }
    return counts.toSorted((a, b) => a.functions - b.functions)[0] ?? { files: 0, ofStore: 0, functions: 0 };
  } finally {
    server.kill("SIGTERM");
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
};

const countOf = (coverage: readonly Coverage[], root: string, preload: string): Count => {
  const base = `${pathToFileURL(root).href}/`;
  const called = coverage
    .filter(({ url }) => url.startsWith(base) && !url.includes("/node_modules/"))
    .filter(({ url }) => url !== pathToFileURL(preload).href)
    .map(({ url, functions }) => ({
      room: url.slice(base.length).split("/")[0],
      functions: functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).length,
    }))
    .filter(({ functions }) => functions > 0);
  return {
    files: called.length,
    ofStore: called.filter(({ room }) => room === "store").length,
    functions: called.reduce((sum, { functions }) => sum + functions, 0),
  };
};

const firstUrl = async (server: ChildProcess): Promise<string> => {
  if (server.stdout === null) throw new Error("The server has no output.");
  let text = "";
  for await (const chunk of server.stdout) {
    text += String(chunk);
    // The dashboard's address is printed last: then all three answer.
    const urls = [...text.matchAll(/http:\/\/localhost:\d+/g)].map(([url]) => url);
    if (new Set(urls).size >= 3 && urls[0] !== undefined) {
      server.stdout.resume();
      return urls[0];
    }
  }
  throw new Error(`The server ended without printing its addresses:\n${text}`);
};

const takeCoverage = async (server: ChildProcess): Promise<Coverage[]> => {
  const answer = once(server, "message");
  server.send("take");
  const [result] = await answer;
  return result;
};

/** Days and windows that a customer can book. */
const openWindows = async (site: string): Promise<object[]> => {
  const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const query = `service=single-item&from=${dayIn(2)}&to=${dayIn(12)}`;
  const response = await fetch(`${site}/api/v1/availability?${query}`);
  const { days }: { days: { day: string; windows: { start: string; end: string }[] }[] } = await response.json();
  return days.flatMap(({ day, windows }) => windows.map(({ start, end }) => ({ day, window: { start, end } })));
};

/** Books as the booking page does, each number another window. */
const book = async (site: string, number: number, openings: readonly object[]): Promise<void> => {
  const response = await fetch(`${site}/api/v1/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `measure-${number}-${"0".repeat(24)}` },
    body: JSON.stringify({
      service: "single-item",
      items: [{ id: "sofa" }],
      customer: { name: "Mark", email: `mark-${number}@example.com` },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      ...openings[number],
      terms_accepted: true,
      filled_in_ms: 9_000,
    }),
  });
  if (response.status !== 201) throw new Error(`The booking failed: ${response.status} ${await response.text()}`);
};

import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { previewHeader } from "../edge/preview-link.ts";
import { systemNetwork } from "../main/ambient.ts";
import type { JobView } from "../projection/job-view.ts";
import { damageLog } from "../test/harness/damage-log.ts";
import { newJobArgs, openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const serve = (...argv: string[]) => serveWith({}, ...argv);
const serveWith = async (env: Record<string, string | undefined>, ...argv: string[]) => {
  const child = terminal.start(["serve", ...argv], env);
  const code = new Promise<number | null>((resolve) => void child.on("exit", resolve));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  await Promise.race([new Promise((resolve) => void reader.once("line", resolve)), code]);
  return { child, code, lines };
};

test("prints that it is ready on one line, shows changes of other processes, and exits with 0 on Ctrl-C", async () => {
  const { child, code, lines } = await serve("--json");
  try {
    const ready = JSON.parse(lines[0] ?? "") as { ready: boolean; site: string; staging: string; dashboard: string };
    expect(ready).toMatchObject({ ready: true, site: expect.stringMatching(/^http:\/\/localhost:\d+$/) });
    expect(new Set([ready.site, ready.staging, ready.dashboard]).size).toBe(3);
    // The store has no owner yet, so the ready line has a link to create one.
    expect(JSON.parse(lines[0] ?? "")).toHaveProperty(
      "setup",
      expect.stringMatching(/^http:\/\/localhost:\d+\/#setup=[\w-]{43}$/),
    );

    const job = (await terminal.run([...newJobArgs, "--json"])).json<JobView>();
    const status = async () => {
      const answer = await fetch(`${ready.site}/api/v1/tracking`, {
        headers: { authorization: `Bearer ${job.tracking_token}` },
      });
      return ((await answer.json()) as { status: string }).status;
    };
    expect(await status()).toBe("booked");
    await terminal.run(["jobs", "ready", job.id]);
    expect(await status()).toBe("ready_for_pickup");
    expect(lines).toHaveLength(1);
  } finally {
    child.kill("SIGINT");
  }
  expect(await code).toBe(0);
});

test("prints three addresses and the data folder as text, and exits with 0 on SIGTERM", async () => {
  const { child, code, lines } = await serve();
  child.kill("SIGTERM");
  expect(await code).toBe(0);
  const banner = lines.join("\n");
  expect(banner.match(/http:\/\/localhost:\d+/g)?.length).toBeGreaterThanOrEqual(3);
  expect(banner).toContain(terminal.folder);
});

test("if the users are damaged, exits with 1 and names the record and the remedy", async () => {
  const first = await serve("--json");
  first.child.kill("SIGTERM");
  expect(await first.code).toBe(0);
  await terminal.withObjects((objects) => damageLog(objects, "users"));
  const ran = await terminal.run(["serve"]);
  expect([ran.code, ran.stdout]).toEqual([1, ""]);
  expect(ran.stderr).toContain(`in ${join(terminal.folder, "data")} is damaged. Run tailboard doctor --repair`);
});

test("if the database is another file, exits with 1 and names the file", async () => {
  const first = await serve("--json");
  first.child.kill("SIGTERM");
  expect(await first.code).toBe(0);
  const path = join(terminal.folder, "data/tailboard.db");
  await writeFile(path, "hello".repeat(1_000));
  const ran = await terminal.run(["serve"]);
  expect([ran.code, ran.stdout]).toEqual([1, ""]);
  expect(ran.stderr).toContain(`Cannot use the database ${path}: the file is not a database`);
});

test("staging is private on a network, and preview --new-link replaces its link", async () => {
  const open = { TAILBOARD_HOST: "0.0.0.0", TAILBOARD_CLOCK: undefined };
  const { child, code, lines } = await serveWith(open, "--json");
  try {
    const { staging } = JSON.parse(lines[0] ?? "") as { staging: string };
    const statusWith = async (link: string) => {
      const secret = new URL(link).hash.replace("#preview=", "");
      return (await fetch(`${staging}/book/`, { headers: previewHeader(secret) })).status;
    };
    const first = (await terminal.run(["preview", "--json"], open)).json<Door>();
    expect(first).toMatchObject({ closed: true, another: false, replaced: false });
    expect([await statusWith(`${staging}/#preview=`), await statusWith(first.link)]).toEqual([404, 200]);

    const ran = await terminal.run(["preview", "--new-link", "--json"], open);
    const second = ran.json<Door>();
    expect(second).toMatchObject({ closed: true, another: false, replaced: true });
    expect([await statusWith(first.link), await statusWith(second.link)]).toEqual([404, 200]);
    // The link is printed on stdout only.
    expect(ran.stderr).not.toContain(new URL(second.link).hash);
    expect((await terminal.run(["preview"], open)).stdout).toContain(second.link);
  } finally {
    child.kill("SIGINT");
  }
  expect(await code).toBe(0);
});

test("on a network, links use a reachable address, and booking is closed until the settings are confirmed", async () => {
  const address = systemNetwork().addresses[0] ?? "localhost";
  const open = { TAILBOARD_HOST: "0.0.0.0", TAILBOARD_CLOCK: undefined };
  const { child, code, lines } = await serveWith(open, "--json");
  try {
    const ready = JSON.parse(lines[0] ?? "") as Ready;
    for (const url of [ready.site, ready.staging, ready.dashboard, ready.setup]) {
      expect(new URL(url).hostname).toBe(address);
    }
    const status = (host: string) => statusFor(ready.site, host);
    const port = new URL(ready.site).port;
    expect(await status(`${address}:${port}`)).toBe(200);
    expect(await status(`localhost:${port}`)).toBe(200);
    expect(await status(`attacker.example:${port}`)).toBe(421);
    expect((await catalogOf(ready.site)).booking.open).toBe(false);
    await terminal.run(["settings", "confirm"], open);
    expect((await catalogOf(ready.site)).booking.open).toBe(true);
  } finally {
    child.kill("SIGINT");
  }
  expect(await code).toBe(0);
});

test("on a network, a start warns that booking is closed only while the settings are samples", async () => {
  const open = { TAILBOARD_HOST: "0.0.0.0", TAILBOARD_CLOCK: undefined };
  const noticesAtStart = async () => {
    const { child, code } = await serveWith(open, "--json");
    const notices = text(child.stderr);
    child.kill("SIGINT");
    expect(await code).toBe(0);
    return await notices;
  };
  const closed = "Online booking is closed, because customers can reach this server";
  expect(await noticesAtStart()).toContain(closed);
  await terminal.run(["settings", "confirm"], open);
  const notices = await noticesAtStart();
  expect(notices).toContain("TAILBOARD_HOST is 0.0.0.0");
  expect(notices).not.toContain(closed);
});

test("with public names, sample booking is closed, each origin answers only to its name, and staging is private", async () => {
  const names = {
    TAILBOARD_SITE_URL: "https://book.example.com",
    TAILBOARD_STAGING_URL: "https://staging.example.com",
    TAILBOARD_DASHBOARD_URL: "https://office.example.com",
  };
  const { child, code, lines } = await serveWith(names, "--json");
  try {
    const ready = JSON.parse(lines[0] ?? "") as Ready;
    expect(Object.values(names)).toEqual([ready.site, ready.staging, ready.dashboard]);
    expect(ready.setup).toMatch(/^https:\/\/office\.example\.com\/#setup=/);
    expect(ready.preview).toMatch(/^https:\/\/staging\.example\.com\/#preview=/);
    expect((await terminal.run(["preview", "--json"], names)).json<Door>().link).toBe(ready.preview);

    const { site, staging, dashboard } = ready.local;
    const hosts = ["book.example.com", "staging.example.com", "office.example.com"];
    const statuses = async (url: string) => await Promise.all(hosts.map((host) => statusFor(url, host)));
    expect(await statuses(site)).toEqual([200, 421, 421]);
    // Staging answers 404 without the preview link.
    expect(await statuses(staging)).toEqual([421, 404, 421]);
    expect(await statuses(dashboard)).toEqual([421, 421, 200]);
    expect((await catalogOf(site)).booking.open).toBe(false);
  } finally {
    child.kill("SIGINT");
  }
  expect(await code).toBe(0);
});

interface Ready {
  site: string;
  staging: string;
  dashboard: string;
  setup: string;
  preview: string;
  local: Record<"site" | "staging" | "dashboard", string>;
}

const catalogOf = async (site: string) =>
  (await (await fetch(`${site}/api/v1/catalog`)).json()) as { booking: { open: boolean } };

/** The status of a call with another `Host` header, which `fetch` cannot set. */
const statusFor = async (origin: string, host: string): Promise<number | undefined> => {
  const call = request(`${origin}/healthz`, { headers: { host } });
  const [answer] = (await once(call.end(), "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
};

interface Door {
  link: string;
}

test("a used port, an unusable folder or an invalid variable prints one line and exits with 1", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  try {
    for (const [env, words] of [
      [{ PORT: String(port) }, `Another program is using port ${port}.`],
      [{ TAILBOARD_STORE: `sqlite:${import.meta.filename}` }, "Cannot use the data folder"],
      [{ TAILBOARD_STORE: "nonsense" }, "TAILBOARD_STORE"],
      [{ PORT: "many" }, "PORT"],
      [{ TAILBOARD_TRUST_PROXY: "everyone" }, "TAILBOARD_TRUST_PROXY"],
      [
        { TAILBOARD_SITE_URL: "https://haul.example.com", TAILBOARD_STAGING_URL: "https://haul.example.com" },
        "TAILBOARD_STAGING_URL",
      ],
    ] as const) {
      const ran = await terminal.run(["serve"], env);
      expect(ran).toMatchObject({ code: 1, stdout: "" });
      expect(ran.stderr.trim().split("\n")).toHaveLength(1);
      expect(ran.stderr).toContain(words);
      const json = await terminal.run(["serve", "--json"], env);
      expect(json.code).toBe(1);
      expect(json.json()).toMatchObject({ detail: expect.stringContaining(words) });
    }
  } finally {
    other.close();
  }
});

test("--log writes one line per request, without queries and tokens", async () => {
  for (const [argv, count] of [
    [["--log"], 1],
    [[], 0],
  ] as const) {
    const { child, code, lines } = await serve("--json", ...argv);
    const notices: string[] = [];
    child.stderr.on("data", (data: Buffer) => notices.push(data.toString()));
    const { site } = JSON.parse(lines[0] ?? "") as { site: string };
    const headers = { authorization: "Bearer secret" };
    for (const path of ["catalog?secret=1", "tracking"])
      expect((await fetch(`${site}/api/v1/${path}`, { headers })).status).toBeLessThan(500);
    child.kill("SIGINT");
    await code;
    const records = notices
      .join("")
      .split("\n")
      .filter((line) => line.startsWith("{"));
    const routes = records.map((line) => (JSON.parse(line) as { route?: string }).route);
    for (const route of ["/api/v1/catalog", "/api/v1/tracking"])
      expect(routes.filter((one) => one === route)).toHaveLength(count);
    expect(records.join("")).not.toContain("secret");
  }
});

import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

interface Opened {
  url: string;
  job: string;
  release: string;
  catalog: string;
}
interface Catalog {
  version: string;
  services: { id: string; price: { from_cents: number } }[];
  terms: { text: string };
}

let terminal: TestTerminal;
let site: string;
let stopServer: () => Promise<unknown>;

beforeAll(async () => {
  terminal = await openTerminal();
  const { line, stop } = await running(["serve", "--json"]);
  site = (JSON.parse(line) as { site: string }).site;
  stopServer = stop;
});
afterAll(async () => {
  await stopServer();
  await terminal.close();
});

/** Starts a command that keeps running. Returns its first line and a function that stops it. */
const running = async (argv: string[], more: Record<string, string> = {}) => {
  const child = terminal.start(argv, { TAILBOARD_LIMITS: "off", ...more });
  const code = new Promise<number | null>((resolve) => void child.on("exit", resolve));
  const reader = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    reader.once("line", resolve);
    void code.then((ended) => reject(new Error(`It ended with ${ended}`)));
  });
  return {
    line,
    stop: () => {
      child.kill("SIGINT");
      return code;
    },
  };
};

const read = async <T>(url: string, init?: RequestInit): Promise<{ status: number; body: T }> => {
  const answer = await fetch(url, init);
  return { status: answer.status, body: (await answer.json()) as T };
};
const post = (url: string, body: object) =>
  read<Record<string, unknown>>(url, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });

/** Books as the booking page does. */
const book = async (change: object = {}): Promise<string> => {
  const page = await (await fetch(`${site}/book/`)).text();
  const release = /<meta name="release" content="([^"]+)"/.exec(page)?.[1] ?? "";
  const { version } = (await read<Catalog>(`${site}/api/v1/catalog`)).body;
  const booked = await post(`${site}/api/v1/bookings`, {
    service: "single-item",
    items: [{ id: "sofa" }],
    day: "2026-11-27",
    window: { start: "12:00", end: "16:00" },
    customer: { name: "Mark", phone: "(619) 555-0142" },
    location: { street: "Soderblom Ave", city: "San Diego", postal_code: "92122" },
    terms_accepted: true,
    seen: { release, catalog: version },
    ...change,
  });
  expect(booked.status).toBe(201);
  return (booked.body["job"] as { id: string }).id;
};
const refusal = async (id: string) => {
  const ran = await terminal.run(["jobs", "show", "--as-seen", id, "--json"]);
  expect(ran.code).toBe(1);
  return ran.json<{ code: string; detail: string }>();
};

test("shows the page with the customer's prices and terms after they have changed, and refuses bookings", async () => {
  const id = await book();
  const changed = await terminal.run([
    "settings",
    "set",
    "services.trailer-15.price.amount_cents=65000",
    "terms.text=Everything is different now.",
  ]);
  expect(changed.code).toBe(0);
  expect((await terminal.run(["jobs", "show", id])).stdout).toContain(`jobs show --as-seen ${id}`);

  const { line, stop } = await running(["jobs", "show", "--as-seen", id, "--json"]);
  const opened = JSON.parse(line) as Opened;
  expect(opened).toEqual({
    url: expect.stringMatching(/^http:\/\/localhost:\d+\/book\/$/),
    job: id,
    release: expect.stringMatching(/^[0-9a-f]{12}$/),
    catalog: expect.stringMatching(/^[\w-]{22}$/),
  });
  const { origin } = new URL(opened.url);
  const page = await (await fetch(opened.url)).text();
  expect(page).toContain(`<meta name="release" content="${opened.release}">`);
  const priceIn = ({ services }: Catalog) => services.find((service) => service.id === "trailer-15")?.price.from_cents;
  const [then, now] = [await read<Catalog>(`${origin}/api/v1/catalog`), await read<Catalog>(`${site}/api/v1/catalog`)];
  expect([priceIn(then.body), priceIn(now.body)]).toEqual([60_000, 65_000]);
  expect(then.body.terms.text).toMatch(/^We haul household/);
  expect(now.body.terms.text).toBe("Everything is different now.");
  expect(then.body.version).toBe(opened.catalog);
  expect(await post(`${origin}/api/v1/bookings`, {})).toMatchObject({
    status: 422,
    body: { detail: "This page shows an earlier booking page. Nothing can be booked here." },
  });
  expect((await fetch(`${origin}/track/`)).status).toBe(404);
  expect(await stop()).toBe(0);
});

test("shows the page in a restored store too", async () => {
  const id = await book({ day: "2026-11-30" });
  const before = (await read<Catalog>(`${site}/api/v1/catalog`)).body;
  await terminal.run(["settings", "set", "terms.text=Different once more."]);
  const file = join(terminal.folder, "seen.backup");
  expect((await terminal.run(["backup", file])).code).toBe(0);
  const other = {
    TAILBOARD_STORE: `sqlite:${join(terminal.folder, "other")}`,
    // The store of releases.
    TAILBOARD_PUBLIC: `sqlite:${join(terminal.folder, "data")}`,
  };
  const restored = await terminal.run(["restore", file, "--json"], other);
  expect(restored.json()).toMatchObject({ verified: true });
  expect(restored.json<{ counts: { catalogs: number } }>().counts.catalogs).toBeGreaterThan(0);

  const { line, stop } = await running(["jobs", "show", "--as-seen", id, "--json"], other);
  const { url, catalog } = JSON.parse(line) as Opened;
  const then = await read<Catalog>(`${new URL(url).origin}/api/v1/catalog`);
  expect(then.body).toMatchObject({ version: catalog, terms: before.terms, services: before.services });
  expect(await stop()).toBe(0);
});

test("prints the release and the job", async () => {
  const id = await book();
  const { line, stop } = await running(["jobs", "show", id, "--as-seen"]);
  expect(line).toMatch(new RegExp(`^The booking page of release [0-9a-f]{12}, .* that the customer of ${id} saw:$`));
  expect(await stop()).toBe(0);
});

test("says why there is no page to show", async () => {
  expect(await refusal("261127-ZZZZ")).toMatchObject({ code: "not_found", detail: "Job not found." });
  const made = await terminal.run(
    "jobs new --name Ana --street Oak --city Reno --state NV --postal-code 89501 --service trailer-15 --json".split(
      " ",
    ),
  );
  expect(made.code).toBe(0);
  expect((await refusal(made.json<{ id: string }>().id)).detail).toMatch(
    /was not booked on the page: the office created it/,
  );
  expect((await refusal(await book({ seen: undefined }))).detail).toMatch(/does not record which page it was made on/);
  const old = { release: "0123456789ab", catalog: "0".repeat(22) };
  expect((await refusal(await book({ seen: old, day: "2026-11-28" }))).detail).toMatch(
    /release 0123456789ab is no longer stored/,
  );
  const id = await book({ day: "2026-11-28", window: { start: "08:00", end: "12:00" } });
  await terminal.withObjects(async (objects) => {
    const listed = await objects.list("catalogs/");
    if (listed.outcome === "listed") for (const key of listed.keys) await objects.delete(key);
  });
  expect((await refusal(id)).detail).toMatch(/prices and terms of version [\w-]{22} are no longer stored/);
});

test("jobs show --help lists --as-seen", async () => {
  expect((await terminal.run(["jobs", "show", "--help"])).stdout).toMatch(/--as-seen\s+serve the booking page/);
});

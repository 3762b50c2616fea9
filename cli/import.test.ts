import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Job } from "../domain/job.ts";
import { openView } from "../domain/sealed-view.ts";
import { stageOf } from "../domain/status.ts";
import { tokenSecrets } from "../domain/token.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { readConfig } from "../main/config.ts";
import { openObjects } from "../main/open-objects.ts";
import type { JobView } from "../projection/job-view.ts";
import { keys } from "../store/keys.ts";
import { daysInFolder, jobsInStore, openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const token = () => randomBytes(24).toString("base64url");
const seedJob = (index: number, change: object = {}) => ({
  id: `job-${index}`,
  tracking_token: token(),
  location: `${index} Elm St, San Diego, CA 92122`,
  status: "booked",
  pricing: { type: "flat", amount: 600 },
  created: "2026-03-02T03:00:00Z",
  updated: "2026-03-05T03:00:00Z",
  ...change,
});
const write = async (entries: unknown): Promise<string> => {
  const file = join(terminal.folder, "jobs.json");
  await writeFile(file, typeof entries === "string" ? entries : JSON.stringify(entries));
  return file;
};
const exported = async (): Promise<(JobView & { tracking_token: string })[]> =>
  (await terminal.run(["jobs", "export"])).json();
const published = async (of: string): Promise<Record<string, unknown> | null> => {
  const { lookup } = await tokenSecrets(of);
  const report = () => undefined;
  const parts = { clock: systemClock(), random: systemRandom, report };
  const { publicObjects } = await openObjects(readConfig({ TAILBOARD_STORE: terminal.store }), parts);
  const got = await publicObjects.get(keys.view(lookup));
  if (got.outcome !== "found") throw new Error(got.outcome);
  const json = await openView(of, new Uint8Array(got.body));
  return json === null ? null : (JSON.parse(json) as Record<string, unknown>);
};

test("a file that is not UTF-8 is refused instead of imported with damaged accents", async () => {
  const file = join(terminal.folder, "latin-1.json");
  await writeFile(file, Buffer.from(JSON.stringify([seedJob(1, { customer: { name: "José Müller" } })]), "latin1"));
  const ran = await terminal.run(["jobs", "import", file]);
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("is not UTF-8 text")]);
  expect(await exported()).toEqual([]);
});

test("an invisible name becomes no name, and an ambiguous amount is refused", async () => {
  const invisible = await write([seedJob(1, { customer: { name: "\u200B\u2060" } })]);
  expect((await terminal.run(["jobs", "import", invisible])).code).toBe(0);
  expect(await exported()).toMatchObject([{ customer: null }]);
  const ran = await terminal.run([
    "jobs",
    "import",
    await write([seedJob(2, { pricing: { type: "flat", amount: "1.500" } })]),
  ]);
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("is not an amount")]);
});

test("jobs are imported with their links, prices, statuses and days", async () => {
  const entries = [
    seedJob(1, { customer: { name: "Mark", phone: "619 555 0142" }, service: "trailer-15", crew: "crew-1" }),
    seedJob(2, {
      status: "completed",
      crew: "Ray Ortiz",
      location: { street: "1 Oak", city: "San Diego", zip: "92122" },
    }),
    seedJob(3, { status: "in_progress", pricing: { kind: "itemized", items: [{ name: "Sofa", qty: 2, price: 45 }] } }),
    seedJob(4, { status: "cancelled" }),
    seedJob(5, { status: "ready_for_pickup", tracking_token: "00000000000000000000000000000005" }),
  ];
  const ran = await terminal.run(["jobs", "import", await write(entries), "--json"]);
  expect(ran.code).toBe(0);
  expect(ran.json()).toEqual({ imported: 5, skipped: 0, refused: [], new_links: 1 });

  const jobs = await exported();
  const job = (index: number) => jobs.find(({ external_id: id }) => id === `job-${index}`);
  expect(jobs).toHaveLength(5);
  // March 2, 03:00 UTC is still March 1 in Los Angeles.
  for (const { id } of jobs) expect(id).toMatch(/^260301-/);
  expect(job(1)).toMatchObject({
    service: { id: "trailer-15", name: "15-yard dump trailer" },
    visits: [{ day: null, crew: "crew-1" }],
  });
  expect(job(2)).toMatchObject({
    status: "completed",
    visits: [{ day: "2026-03-04", crew: "ray-ortiz", state: "done" }],
  });
  expect(job(3)).toMatchObject({
    pricing: { total_cents: 9_000, frozen_at: "2026-03-02T03:00:00.000Z" },
    visits: [{ day: "2026-03-04", state: "on_site" }],
  });
  expect(job(4)).toMatchObject({ status: "cancelled", updated_at: "2026-03-05T03:00:00.000Z" });

  for (const [index, { tracking_token: old }] of entries.slice(0, 4).entries()) {
    expect(job(index + 1)?.tracking_token).toBe(old);
    expect(await published(old)).toMatchObject({ id: job(index + 1)?.id, status: job(index + 1)?.status });
  }
  // A token that is easy to guess is never published, so the job has a new one.
  const fresh = job(5)?.tracking_token ?? "";
  expect(fresh).not.toBe(entries[4]?.tracking_token);
  expect(await published(fresh)).toMatchObject({ status: "ready_for_pickup" });
  await expect(published("00000000000000000000000000000005")).rejects.toThrow("missing");

  // Open jobs are listed, and can be moved although their service is not in the settings.
  const waiting = (await terminal.run(["jobs", "list", "--json"])).json<{ items: JobView[] }>().items;
  expect(waiting.map(({ external_id: id }) => id ?? "").toSorted()).toEqual(["job-1", "job-3", "job-5"]);
  const moved = await terminal.run([
    "jobs",
    "move",
    job(5)?.id ?? "",
    "--day",
    "friday",
    "--window",
    "08:00-12:00",
    "--json",
  ]);
  expect(moved.json()).toMatchObject({ visits: [{ day: "2026-11-27" }] });
});

test("one entry with errors stops the import; --skip-bad leaves it out; a second run skips imported jobs", async () => {
  const twice = token();
  const file = await write([
    seedJob(0),
    seedJob(1, { status: "teleported" }),
    seedJob(2, { tracking_token: twice }),
    seedJob(3, { tracking_token: twice }),
    seedJob(4, { pricing: { type: "flat", amount: -1 } }),
    seedJob(5, { tracking_token: "guessable" }),
    seedJob(0),
    "nothing",
  ]);
  const refused = [
    { index: 1, code: "status" },
    { index: 3, code: "duplicate_tracking_token" },
    { index: 4, code: "amount" },
    { index: 6, code: "duplicate_id" },
    { index: 7, code: "entry" },
  ];
  const stopped = await terminal.run(["jobs", "import", file, "--json"]);
  expect(stopped.code).toBe(1);
  expect(stopped.json()).toMatchObject({ imported: 0, refused });
  expect(await exported()).toEqual([]);
  const notice = await terminal.run(["jobs", "import", file]);
  expect(notice).toMatchObject({ code: 1, stdout: "" });
  expect(notice.stderr).toContain("  entry 3: tracking_token is the same as in entry 2.\n");

  const skipped = await terminal.run(["jobs", "import", file, "--skip-bad", "--json"]);
  expect(skipped.code).toBe(0);
  expect(skipped.json()).toMatchObject({ imported: 3, skipped: 0, refused });
  const again = await terminal.run(["jobs", "import", file, "--skip-bad", "--json"]);
  expect(again.json()).toMatchObject({ imported: 0, skipped: 3 });
  expect(await exported()).toHaveLength(3);
});

test("a second run continues after the first was killed, and imports nothing twice", async () => {
  const entries = Array.from({ length: 600 }, (_, index) =>
    seedJob(index, {
      created: `2026-03-0${1 + (index % 9)}T20:00:00Z`,
      status: index % 2 === 0 ? "booked" : "completed",
    }),
  );
  const file = await write(entries);
  const child = terminal.start(["jobs", "import", file, "--json"]);
  const gone = new Promise((resolve) => void child.on("exit", resolve));
  // Wait until some jobs are written, but not all.
  const folder = join(terminal.folder, "data");
  while (daysInFolder(folder) < 2 && child.exitCode === null)
    await new Promise((resolve) => void setImmediate(resolve));
  child.kill("SIGKILL");
  await gone;
  const before = (await exported()).length;
  expect(before).toBeLessThan(entries.length);

  const ran = await terminal.run(["jobs", "import", file, "--json"]);
  expect(ran.json()).toMatchObject({ imported: entries.length - before, skipped: before, refused: [] });
  const jobs = await exported();
  expect(jobs.map((job) => job.tracking_token).toSorted()).toEqual(
    entries.map((entry) => entry.tracking_token).toSorted(),
  );
  for (const { tracking_token: kept } of jobs.slice(0, 20))
    expect(await published(kept)).toMatchObject({ status: expect.any(String) });
}, 120_000);

test("an export can be imported again, into the same store and into another", async () => {
  const file = await write([seedJob(1, { status: "completed", crew: "Ray" }), seedJob(2)]);
  await terminal.run(["jobs", "import", file]);
  const created = await terminal.run([
    "jobs",
    "new",
    "--name",
    "Ana",
    "--address",
    "1 Oak, San Diego, CA 92122",
    "--service",
    "single-item",
    "--item",
    "sofa=2",
    "--day",
    "friday",
    "--window",
    "12:00-16:00",
    "--phone",
    "619-555-0142 ext. 44",
    "--notes",
    "Ring twice",
    "--json",
  ]);
  const { id, tracking_token: old = "" } = created.json<JobView>();
  await terminal.run(["jobs", "price", id, "--flat", "150", "--reason", "Stairs"]);
  await terminal.run([
    "jobs",
    "link",
    (await exported()).find(({ external_id: previous }) => previous === "job-2")?.id ?? "",
    "--revoke",
  ]);
  const out = join(terminal.folder, "out.json");
  expect((await terminal.run(["jobs", "export", "--out", out, "--json"])).json()).toEqual({ exported: 3, file: out });
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  const first = await exported();
  expect(JSON.parse(await readFile(out, "utf8"))).toEqual(first);
  // The export has every stored field, and the stage, which is computed.
  const stored = await jobsInStore(terminal.store);
  expect(first).toEqual(stored.map((job) => ({ ...job, stage: stageOf(job) })));
  expect(stored.find((job) => job.id === id)).toMatchObject({
    notes: "Ring twice",
    customer: { name: "Ana", phone: "+16195550142;ext=44" },
    items: [{ id: "sofa", quantity: 2 }],
    pricing: { total_cents: 15_000, amendments: [{ reason: "Stairs" }] },
  });
  expect((await terminal.run(["jobs", "import", out, "--json"])).json()).toMatchObject({ imported: 0, skipped: 3 });

  const elsewhere = { TAILBOARD_STORE: `sqlite:${join(terminal.folder, "elsewhere")}` };
  expect((await terminal.run(["jobs", "import", out, "--json"], elsewhere)).json()).toMatchObject({
    imported: 3,
    refused: [],
  });
  const second = await jobsInStore(elsewhere.TAILBOARD_STORE);
  const kept = (jobs: Job[]) =>
    jobs
      .map(
        ({
          tracking_token: link_token,
          status,
          pricing,
          location,
          customer,
          items,
          service,
          created_at: at,
          link,
          visits,
          notes,
          updated_at: updated,
          ended_at: ended,
        }) => ({
          link_token,
          status,
          pricing,
          location,
          customer,
          items,
          service,
          at,
          link,
          visits,
          notes,
          updated,
          ended,
        }),
      )
      .toSorted((a, b) => (a.link_token < b.link_token ? -1 : 1));
  expect(kept(second)).toEqual(kept(stored));
  expect(second.find((job) => job.tracking_token === old)?.external_id).toBe(id);
});

test("a file that is not an array of jobs is refused with the reason", async () => {
  expect(await terminal.run(["jobs", "import", join(terminal.folder, "none.json")])).toMatchObject({
    code: 1,
    stdout: "",
  });
  for (const content of ["{", '{"a":1}', "7"]) {
    const ran = await terminal.run(["jobs", "import", await write(content), "--json"]);
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({ code: "malformed_json" });
  }
  const broken = await write('[\n  {"id": "a"}\n  {"id": "b"}\n]');
  expect((await terminal.run(["jobs", "import", broken])).stderr).toBe(
    `${broken} is not JSON. Line 3, column 3: a comma or ] is missing.\n`,
  );
});

test("entries are checked against the openings that are left, before anything is written", async () => {
  await terminal.run(["settings", "set", "hours.fri=08:00-12:00x2"]);
  const address = "1 Oak, San Diego, CA 92122";
  const slot = ["--day", "friday", "--window", "08:00-12:00"];
  await terminal.run(["jobs", "new", "--name", "Ana", "--address", address, "--service", "trailer-15", ...slot]);
  const visits = [
    { id: "v1", kind: "service", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, state: "scheduled" },
  ];
  const over = { status: "completed", visits: visits.map((visit) => ({ ...visit, state: "done" })) };
  const file = await write([
    seedJob(1, { visits, created: "2026-11-20T18:00:00Z" }),
    // A finished job needs no opening.
    seedJob(2, { ...over, created: "2026-11-20T18:00:00Z" }),
    seedJob(4, { status: "cancelled", visits, created: "2026-11-20T18:00:00Z" }),
    seedJob(3, { visits, created: "2026-11-20T19:00:00Z" }),
  ]);
  const refused = [{ index: 3, code: "window_full", message: "2026-11-27 has no openings left from 08:00 to 12:00." }];
  const stopped = await terminal.run(["jobs", "import", file, "--json"]);
  expect([stopped.code, stopped.json()]).toEqual([1, { imported: 0, skipped: 0, refused }]);
  expect(await jobsInStore(terminal.store)).toHaveLength(1);
  const skipped = await terminal.run(["jobs", "import", file, "--skip-bad", "--json"]);
  expect([skipped.code, skipped.json()]).toEqual([0, { imported: 3, skipped: 0, refused, new_links: 0 }]);
  const days = await terminal.run(["days", "show", "friday", "--json"]);
  expect(days.json()).toMatchObject({ windows: [{ capacity: 2, taken: 2 }] });
});

test("recognizes imported jobs whose link was replaced, by their id or their old link", async () => {
  const file = await write([seedJob(1), seedJob(2, { tracking_token: "00000000000000000000000000000002" })]);
  await terminal.run(["jobs", "import", file]);
  for (const { id } of await jobsInStore(terminal.store))
    expect((await terminal.run(["jobs", "link", id, "--replace"])).code).toBe(0);
  const again = await terminal.run(["jobs", "import", file, "--json"]);
  expect([again.code, again.json()]).toEqual([0, { imported: 0, skipped: 2, refused: [], new_links: 0 }]);
  expect(await jobsInStore(terminal.store)).toHaveLength(2);
});

test("rounds binary fractions to cents, and leaves out only the entry with an error", async () => {
  // Some systems wrap the array in an object.
  const jobsOf = [
    seedJob(1, { pricing: { type: "flat", amount: 149.99999999999997 } }),
    seedJob(2, { pricing: { type: "flat", amount: 149.999 } }),
    seedJob(3, { customer: { name: "Müller", phone: "619-555-0142 ext 5" } }),
  ];
  const file = await write({ jobs: jobsOf });
  const ran = await terminal.run(["jobs", "import", file, "--skip-bad", "--json"]);
  expect([ran.code, ran.json()]).toMatchObject([0, { imported: 2, refused: [{ index: 1, code: "amount" }] }]);
  const jobs = await jobsInStore(terminal.store);
  expect(jobs.map(({ pricing }) => pricing.total_cents).toSorted((a, b) => a - b)).toEqual([15_000, 60_000]);
  const found = await terminal.run(["jobs", "list", "--q", "muller", "--json"]);
  expect(found.json<{ items: JobView[] }>().items.map(({ customer }) => customer?.name)).toEqual(["Müller"]);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { openTerminal, type Ran, type TestTerminal } from "./under-test.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const run = (...argv: string[]): Promise<Ran> => terminal.run(argv);
const mark = [
  "jobs",
  "new",
  "--name",
  "Mark",
  "--address",
  "Soderblom Ave, San Diego, CA 92122",
  "--service",
  "trailer-15",
  "--flat",
  "600",
  "--day",
  "tomorrow",
];
const jobOf = async (...argv: string[]): Promise<JobView> => {
  const ran = await run(...argv, "--json");
  expect(ran.stderr).toBe("");
  expect(ran.code).toBe(0);
  return ran.json<JobView>();
};

describe("Mark's job", () => {
  test("from the call to the last load, each verb a process of its own", async () => {
    const made = await jobOf(...mark);
    expect(made).toMatchObject({
      status: "booked",
      customer: { name: "Mark" },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      pricing: { kind: "flat", total_cents: 60_000, currency: "USD" },
    });
    expect(made.tracking_token).toMatch(/^[\w-]{32}$/);
    expect(made.tracking_url).toBe(`http://localhost:4100/track/#${made.tracking_token}`);
    const { id } = made;

    expect(await jobOf("jobs", "assign", id, "--crew", "crew-1")).toMatchObject({ crew: "crew-1" });
    const same = await run("jobs", "move", id.toLowerCase(), "--any-time", "--json");
    expect(same).toMatchObject({ code: 0, stderr: "Nothing to change: it is so already.\n" });
    expect(same.json()).toMatchObject({ id, rev: 2 });
    expect(
      (
        await jobOf(
          "jobs",
          "price",
          id,
          "--line",
          "Load x2 = 300",
          "--line",
          "Stairs = 25.50",
          "--reason",
          "Second load",
        )
      ).pricing,
    ).toMatchObject({
      total_cents: 62_550,
      amendments: [{ reason: "Second load", from_cents: 60_000, to_cents: 62_550 }],
    });
    expect((await jobOf("jobs", "undo", id)).pricing.total_cents).toBe(60_000);
    for (const [verb, status] of [
      ["ready", "ready_for_pickup"],
      ["start", "in_progress"],
      ["complete", "completed"],
      ["complete", "completed"],
    ] as const) {
      expect((await jobOf("jobs", verb, id)).status).toBe(status);
    }
    const shown = await jobOf("jobs", "show", id);
    expect(shown.history?.map(({ what }) => what)).toEqual([
      "booked",
      "assigned",
      "priced",
      "undone",
      "ready_for_pickup",
      "in_progress",
      "completed",
    ]);

    const replaced = await jobOf("jobs", "link", id, "--replace");
    expect(replaced.tracking_token).not.toBe(made.tracking_token);
    expect((await jobOf("jobs", "link", id, "--revoke")).tracking_url).toBeUndefined();
    expect((await run("jobs", "link", id)).code).toBe(1);
  });

  test("as text that a person reads", async () => {
    const made = await run(...mark, "--window", "08:00-12:00", "--phone", "619-555-0142");
    expect(made.stderr).toBe("");
    expect(made.stdout).toMatch(/^Job 261124-\w{4,} · Booked\n {2}When {5}Tue, Nov 24 \(tomorrow\), 8 AM–noon\n/);
    expect(made.stdout).toContain("  Who      Mark · +16195550142\n");
    expect(made.stdout).toContain("  Price    $600\n");
    const list = await run("jobs", "list", "--day", "tomorrow", "--status", "booked");
    expect(list.stdout).toMatch(
      /^Tue, Nov 24 \(tomorrow\) · 1 job\n {2}8 AM–noon {2}261124-\w{4,} {2}Booked {2}Mark {2}Soderblom Ave, San Diego {2}No crew {2}\$600\n$/,
    );
  });

  test("cancelled with a reason, never without", async () => {
    const { id } = await jobOf(...mark);
    const refused = await run("jobs", "cancel", id);
    expect(refused).toMatchObject({ code: 1, stdout: "", stderr: "--reason: Give a reason.\n" });
    expect((await jobOf("jobs", "cancel", id, "--reason", "Moved away")).status).toBe("cancelled");
    const over = await run("jobs", "start", id, "--json");
    expect(over.code).toBe(1);
    expect(over.stderr).toBe("");
    expect(over.json()).toMatchObject({
      type: "/problems/transition_not_allowed",
      code: "transition_not_allowed",
      status: 409,
      from: "cancelled",
      to: "in_progress",
    });
  });
});

test("a list as the API prints it, page by page and whole", async () => {
  const first = await run("jobs", "list", "--limit", "1", "--json");
  expect(first.json<{ items: JobView[]; next_cursor: string | null }>()).toMatchObject({
    items: [{ status: expect.any(String) }],
    next_cursor: expect.any(String),
  });
  expect(first.stdout).not.toContain("tracking_token");
  const all = (await run("jobs", "list", "--limit", "1", "--all", "--json")).json<{
    items: JobView[];
    next_cursor: null;
  }>();
  expect(all.items.length).toBeGreaterThan(2);
  expect(all.next_cursor).toBeNull();
});

test("escapes in a name reach neither the store nor the terminal", async () => {
  const made = await jobOf(...mark, "--name", "\u001b[31mRed\u009b2J\u202Eevil\u0007");
  expect(made.customer?.name).toBe("[31mRed2Jevil");
  expect((await run("jobs", "list", "--q", made.id)).stdout).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
});

describe("what is not right", () => {
  test.each([
    [["jobs", "new", "--bad"], 2],
    [["jobs", "new", "--name", "Mark"], 2],
    [["jobs", "nw"], 2],
    [["frobnicate"], 2],
    [[], 2],
    [[...mark, "--flat", "six hundred"], 2],
    [[...mark, "--address", "somewhere"], 2],
    [["jobs", "assign", "261127-7K3Q"], 2],
    [["jobs", "move", "261127-7K3Q", "--unscheduled", "--day", "today"], 2],
    [["jobs", "move", "261127-7K3Q", "--window", "08:00-12:00", "--any-time"], 2],
    [["jobs", "move", "261127-7K3Q"], 2],
    [["jobs", "link", "261127-7K3Q", "--revoke", "--replace"], 2],
    [["settings", "set", "business.nme=x"], 2],
    [["jobs", "show", "261127-7K3Q"], 1],
    [["jobs", "show", "nonsense"], 1],
    [[...mark, "--day", "2026-02-30"], 1],
    [[...mark, "--service", "teleport"], 1],
    [["jobs", "list", "--from", "2026-01-01", "--to", "2027-01-01"], 1],
    [["--help"], 0],
    [["jobs", "import", "--help"], 0],
    [["--version"], 0],
  ])("%j exits %i", async (argv, code) => {
    const ran = await run(...argv);
    expect(ran.code).toBe(code);
    expect(code === 0 ? ran.stderr : ran.stdout).toBe("");
    expect(code === 0 ? ran.stdout : ran.stderr).not.toBe("");
    expect(ran.stderr).not.toMatch(/\n {4}at /);
  });

  test("with --json the error is one problem on stdout", async () => {
    for (const [argv, code] of [
      [["jobs", "new", "--bad"], 2],
      [[...mark, "--day", "2026-02-30"], 1],
    ] as const) {
      const ran = await run(...argv, "--json");
      expect(ran).toMatchObject({ code, stderr: "" });
      expect(ran.json()).toMatchObject({ type: "/problems/invalid", code: "invalid", detail: expect.any(String) });
    }
  });

  test("an unknown service names those that there are", async () => {
    expect((await run(...mark, "--service", "teleport")).stderr).toContain("trailer-15, junk-removal, single-item");
  });
});

test("settings, crews and days", async () => {
  const set = await run(
    "settings",
    "set",
    "business.name=Coastline Hauling",
    "business.time_zone=America/Los_Angeles",
    "hours.sat=08:00-12:00x1",
  );
  expect(set).toMatchObject({
    code: 0,
    stdout: "business.name=Coastline Hauling\nbusiness.time_zone=America/Los_Angeles\nhours.sat=08:00-12:00x1\n",
  });
  expect((await run("settings", "confirm", "--json")).json()).toMatchObject({
    sample: false,
    business: { name: "Coastline Hauling" },
  });
  const bad = await run("settings", "set", "business.time_zone=Mars/Base");
  expect(bad).toMatchObject({ code: 1, stdout: "" });
  expect(bad.stderr).toContain("business.time_zone: ");

  expect((await run("crews", "add", "--id", "crew-2", "--name", "Ana Lima")).stdout).toBe("Added Ana Lima (crew-2).\n");
  expect((await run("crews", "list")).stdout).toBe("crew-1  Crew 1\ncrew-2  Ana Lima\n");

  const saturday = [...mark, "--day", "saturday", "--window", "08:00-12:00"];
  await jobOf(...saturday);
  expect((await run("days", "show", "saturday")).stdout).toMatch(/\n {2}8 AM–noon: 1 of 1 places taken\n$/);
  const full = await run(...saturday);
  expect(full.code).toBe(1);
  expect(full.stderr).toContain("Closest free:\n");
  // The day has a stop, so a script has to say that it may be closed.
  const asked = await run("days", "set", "saturday", "--closed", "--json");
  expect([asked.code, asked.json()]).toEqual([1, expect.objectContaining({ code: "invalid" })]);
  expect((await run("days", "set", "saturday", "--closed", "--yes", "--json")).json()).toMatchObject({ closed: true });
});

test("the store's trouble is one line", async () => {
  for (const [env, words] of [
    [{ TAILBOARD_STORE: "ftp://x" }, "TAILBOARD_STORE"],
    [{ TAILBOARD_STORE: `directory:${import.meta.filename}` }, "Cannot read the data folder"],
  ] as const) {
    const ran = await terminal.run(["jobs", "list"], env);
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr.trim().split("\n")).toHaveLength(1);
    expect(ran.stderr).toContain(words);
    expect((await terminal.run(["jobs", "list", "--json"], env)).json()).toMatchObject({ code: expect.any(String) });
  }
});

test("a list without jobs says what to do; one that only misses them says where it looked", async () => {
  const empty = await openTerminal();
  try {
    expect((await empty.run(["jobs", "list"])).stdout).toMatch(/^No jobs yet\. /);
    await empty.run(mark);
    expect((await empty.run(["jobs", "list", "--day", "today"])).stdout).toMatch(/^No jobs there\. /);
  } finally {
    await empty.close();
  }
});

test("every option of jobs new is in the job", async () => {
  const made = await jobOf(
    "jobs",
    "new",
    "--name",
    "Dana",
    "--street",
    "12 Elm St",
    "--city",
    "Boston",
    "--state",
    "MA",
    "--postal-code",
    "02138",
    "--service",
    "single-item",
    "--item",
    "sofa=2",
    "--item",
    "fridge",
    "--phone",
    "619-555-0142 ext. 44",
    "--email",
    "dana@example.com",
    "--day",
    "friday",
    "--window",
    "12:00-16:00",
    "--crew",
    "crew-1",
    "--notes",
    "Ring twice",
  );
  expect(made).toMatchObject({
    customer: { name: "Dana", phone: "+16195550142;ext=44", email: "dana@example.com" },
    location: { street: "12 Elm St", city: "Boston", state: "MA", postal_code: "02138" },
    items: [
      { id: "sofa", quantity: 2 },
      { id: "fridge", quantity: 1 },
    ],
    pricing: { total_cents: 29_700 },
    visits: [{ day: "2026-11-27", window: { start: "12:00", end: "16:00" }, crew: "crew-1" }],
    notes: "Ring twice",
  });
  expect(await jobOf("jobs", "assign", made.id, "--none")).toMatchObject({ crew: null });
  const away = await jobOf("jobs", "move", made.id, "--unscheduled");
  expect(away.visits).toMatchObject([{ day: null, window: null }]);
});

test("a store in memory is refused by verbs that no other process would see", async () => {
  const ran = await terminal.run(["backup", "x.backup"], { TAILBOARD_STORE: "memory:" });
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("no other process sees")]);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { newJobArgs, openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const run = (...argv: string[]): Promise<Ran> => terminal.run(argv);
const jobOf = async (...argv: string[]): Promise<JobView> => {
  const ran = await run(...argv, "--json");
  expect(ran.stderr).toBe("");
  expect(ran.code).toBe(0);
  return ran.json<JobView>();
};

describe("Mark's job", () => {
  test("goes from the call to completion, with one process per command", async () => {
    const created = await jobOf(...newJobArgs);
    expect(created).toMatchObject({
      status: "booked",
      customer: { name: "Mark" },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      pricing: { kind: "flat", total_cents: 60_000, currency: "USD" },
    });
    expect(created.tracking_token).toMatch(/^[\w-]{32}$/);
    expect(created.tracking_url).toBe(`http://localhost:4100/track/#${created.tracking_token}`);
    const { id } = created;

    expect(await jobOf("jobs", "assign", id, "--crew", "crew-1")).toMatchObject({ crew: "crew-1" });
    const same = await run("jobs", "move", id.toLowerCase(), "--any-time", "--json");
    expect(same).toMatchObject({ code: 0, stderr: "No change: already set.\n" });
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
    expect(replaced.tracking_token).not.toBe(created.tracking_token);
    expect((await jobOf("jobs", "link", id, "--revoke")).tracking_url).toBeUndefined();
    expect((await run("jobs", "link", id)).code).toBe(1);
  });

  test("is shown as text", async () => {
    const created = await run(...newJobArgs, "--window", "08:00-12:00", "--phone", "619-555-0142");
    expect(created.stderr).toBe("");
    expect(created.stdout).toMatch(/^Job 261124-\w{4,} · Booked\n {2}When {6}Tue, Nov 24 \(tomorrow\), 8 AM–noon\n/);
    expect(created.stdout).toContain("  Customer  Mark · +16195550142\n");
    expect(created.stdout).toContain("  Price     $600\n");
    const list = await run("jobs", "list", "--day", "tomorrow", "--status", "booked");
    expect(list.stdout).toMatch(
      /^Tue, Nov 24 \(tomorrow\) · 1 job\n {2}8 AM–noon {2}261124-\w{4,} {2}Booked {2}Mark {2}Soderblom Ave, San Diego {2}Unassigned {2}\$600\n$/,
    );
  });

  test("is cancelled only with a reason", async () => {
    const { id } = await jobOf(...newJobArgs);
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

test("jobs list --json prints the API's pages, and --all one page with everything", async () => {
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

test("removes escape sequences from a name before it is stored", async () => {
  const created = await jobOf(...newJobArgs, "--name", "\u001b[31mRed\u009b2J\u202Eevil\u0007");
  expect(created.customer?.name).toBe("[31mRed2Jevil");
  expect((await run("jobs", "list", "--q", created.id)).stdout).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
});

describe("errors", () => {
  test.each([
    [["jobs", "new", "--bad"], 2],
    [["jobs", "new", "--name", "Mark"], 2],
    [["jobs", "nw"], 2],
    [["frobnicate"], 2],
    [[], 2],
    [[...newJobArgs, "--flat", "six hundred"], 2],
    [[...newJobArgs, "--address", "somewhere"], 2],
    [["jobs", "assign", "261127-7K3Q"], 2],
    [["jobs", "move", "261127-7K3Q", "--unscheduled", "--day", "today"], 2],
    [["jobs", "move", "261127-7K3Q", "--window", "08:00-12:00", "--any-time"], 2],
    [["jobs", "move", "261127-7K3Q"], 2],
    [["jobs", "link", "261127-7K3Q", "--revoke", "--replace"], 2],
    [["settings", "set", "business.nme=x"], 2],
    [["jobs", "show", "261127-7K3Q"], 1],
    [["jobs", "show", "nonsense"], 1],
    [[...newJobArgs, "--day", "2026-02-30"], 1],
    [[...newJobArgs, "--service", "teleport"], 1],
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

  test("--json prints an error as one problem on stdout", async () => {
    for (const [argv, code] of [
      [["jobs", "new", "--bad"], 2],
      [[...newJobArgs, "--day", "2026-02-30"], 1],
    ] as const) {
      const ran = await run(...argv, "--json");
      expect(ran).toMatchObject({ code, stderr: "" });
      expect(ran.json()).toMatchObject({ type: "/problems/invalid", code: "invalid", detail: expect.any(String) });
    }
  });

  test("an error for an unknown service lists the services", async () => {
    expect((await run(...newJobArgs, "--service", "teleport")).stderr).toContain(
      "trailer-15, junk-removal, single-item",
    );
  });
});

test("settings, crews and days can be shown and changed", async () => {
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

  const saturday = [...newJobArgs, "--day", "saturday", "--window", "08:00-12:00"];
  await jobOf(...saturday);
  expect((await run("days", "show", "saturday")).stdout).toMatch(/\n {2}8 AM–noon: 1 of 1 booked\n$/);
  const full = await run(...saturday);
  expect(full.code).toBe(1);
  expect(full.stderr).toContain("Closest openings:\n");
  // The day has a stop, so a script needs --yes to close it.
  const refused = await run("days", "set", "saturday", "--closed", "--json");
  expect([refused.code, refused.json()]).toEqual([1, expect.objectContaining({ code: "invalid" })]);
  expect((await run("days", "set", "saturday", "--closed", "--yes", "--json")).json()).toMatchObject({ closed: true });
});

test("an error of the store is one line", async () => {
  for (const [env, words] of [
    [{ TAILBOARD_STORE: "ftp://x" }, "TAILBOARD_STORE"],
    [{ TAILBOARD_STORE: `sqlite:${import.meta.filename}` }, "Cannot use the data folder"],
  ] as const) {
    const ran = await terminal.run(["jobs", "list"], env);
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr.trim().split("\n")).toHaveLength(1);
    expect(ran.stderr).toContain(words);
    expect((await terminal.run(["jobs", "list", "--json"], env)).json()).toMatchObject({ code: expect.any(String) });
  }
});

test("an empty list says what to do in an empty store, and otherwise which days it covers", async () => {
  const empty = await openTerminal();
  try {
    expect((await empty.run(["jobs", "list"])).stdout).toMatch(/^No jobs yet\. /);
    await empty.run(newJobArgs);
    expect((await empty.run(["jobs", "list", "--day", "today"])).stdout).toMatch(/^No jobs found\. /);
  } finally {
    await empty.close();
  }
});

test("jobs new stores the value of every option", async () => {
  const created = await jobOf(
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
  expect(created).toMatchObject({
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
  expect(await jobOf("jobs", "assign", created.id, "--none")).toMatchObject({ crew: null });
  const unscheduled = await jobOf("jobs", "move", created.id, "--unscheduled");
  expect(unscheduled.visits).toMatchObject([{ day: null, window: null }]);
});

test("commands that need a lasting store refuse one in memory", async () => {
  const ran = await terminal.run(["backup", "x.backup"], { TAILBOARD_STORE: "memory:" });
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining("only one process can see")]);
});

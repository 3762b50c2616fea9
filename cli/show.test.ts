import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
  const address = "9 Elm St, San Diego, CA 92122";
  const job = ["jobs", "new", "--name", "Mark", "--address", address, "--service", "trailer-15", "--day", "2027-03-01"];
  await terminal.run([...job, "--window", "08:00-12:00"]);
});
afterEach(() => terminal.close());

test("show lists keys, prints an entry line by line, and refuses secrets", async () => {
  const listed = await terminal.run(["show", "days/2027-03-01"]);
  expect(listed.stdout.split("\n")[0]).toBe("days/2027-03-01/00000001");
  const { stdout } = await terminal.run(["show", "days/2027-03-01/00000001"]);
  const records = stdout.trim().split("\n");
  expect(records.map((line) => Object.keys(JSON.parse(line) as object)[0])).toContain("job");
  const refused = await terminal.run(["show", "secrets"]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("secrets is not shown")]);
  const nothing = await terminal.run(["show", "nothing"]);
  expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('No key begins with "nothing"')]);
});

test("a backup of a moment before the job is empty, and a wrong time is refused", async () => {
  const file = join(terminal.folder, "one.backup");
  const past = await terminal.run(["backup", file, "--at", "2020-01-01T00:00:00Z", "--json"]);
  expect(past.json()).toMatchObject({ at: "2020-01-01T00:00:00.000Z", counts: { jobs: 0 } });
  for (const time of ["yesterday", "2026-11-27T16:00", "2999-01-01T00:00:00Z"]) {
    const refused = await terminal.run(["backup", file, "--force", "--at", time]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(time)]);
  }
});

test("a day that vanished is put back from a backup", async () => {
  const file = join(terminal.folder, "one.backup");
  const restored = { TAILBOARD_STORE: `sqlite:${join(terminal.folder, "other")}` };
  for (const argv of [
    ["backup", file],
    ["restore", file],
  ]) {
    const ran = await terminal.run(argv, argv[0] === "restore" ? restored : {});
    expect([ran.code, ran.stderr]).toEqual([0, ""]);
  }
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(join(terminal.folder, "other", "tailboard.db"));
  database.exec("DELETE FROM objects WHERE key GLOB 'days/2027-03-01/*'");
  database.close();
  const found = await terminal.run(["doctor"], restored);
  expect([found.code, found.stdout]).toEqual([
    1,
    expect.stringMatching(/Lost day.*\n.*2027-03-01 had one entry .* and has none/),
  ]);
  const mended = await terminal.run(["doctor", "--repair", "--backup", file], restored);
  expect([mended.code, mended.stdout]).toEqual([0, expect.stringContaining("One job of 2027-03-01 was put back")]);
  expect((await terminal.run(["jobs", "export"], restored)).json()).toHaveLength(1);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const run = (...argv: string[]): Promise<Ran> => terminal.run(argv);

test("equipment is added, set and listed, with how much is free each day", async () => {
  expect((await run("equipment", "add-type", "--id", "crate", "--name", "Crate")).stdout).toBe(
    "Added Crate (crate). Add its units: tailboard equipment add T15-01 --type crate\n",
  );
  expect((await run("equipment", "add", "C-1", "--type", "crate")).stdout).toBe("Added C-1 to crate.\n");
  await run("equipment", "add", "C-2", "--type", "crate", "--note", "Blue");
  const set = await run("equipment", "set", "C-2", "--state", "maintenance", "--json");
  expect(set.json()).toEqual({ id: "C-2", state: "maintenance", note: "Blue" });
  const list = await run("equipment", "list");
  expect(list.stdout).toMatch(
    /Crate \(crate\): 0 out, 1 in service\n {2}C-1 +available\n {2}C-2 +in maintenance +Blue\n/,
  );
  const calendar = await run("equipment", "calendar", "--from", "2026-12-01", "--to", "2026-12-02");
  expect(calendar.stdout).toMatch(/crate\n.*Dec 1.*1 of 1 free\n.*Dec 2.*1 of 1 free\n/s);
  expect((await run("equipment", "conflicts")).stdout).toBe("No conflicts in the next 62 days.\n");
});

test("a refusal is the problem of the API", async () => {
  const refused = await run("equipment", "set", "NONE-1", "--state", "retired", "--json");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.json()).toMatchObject({ code: "not_found" });
  expect((await run("equipment", "add", "C-9")).code).toBe(2);
});

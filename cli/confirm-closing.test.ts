import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const address = ["--address", "Soderblom Ave, San Diego, CA 92122", "--service", "trailer-15"];
const book = (name: string) =>
  terminal.run(["jobs", "new", "--name", name, ...address, "--day", "2026-12-03", "--window", "08:00-12:00"]);
const closedDays = async () => (await terminal.run(["settings", "show", "--json"])).json<{ closed_days: string[] }>();

test("a day with stops is closed only with --yes, and the number of stops is always shown", async () => {
  await book("Mark");
  await book("Bo");
  const sentence = "2 stops on Thu, Dec 3. Move them first, or close the day anyway.";

  const refused = await terminal.run(["days", "set", "2026-12-03", "--closed"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`${sentence} Nothing was saved.`);
  expect(refused.stderr).toContain("--yes closes the day anyway.");
  expect((await terminal.run(["days", "show", "2026-12-03", "--json"])).json()).toMatchObject({ closed: false });

  const settings = await terminal.run(["settings", "set", "closed_days=2026-12-03", "--json"]);
  expect(settings.code).toBe(1);
  expect(settings.json()).toMatchObject({ code: "invalid", detail: `${sentence} Nothing was saved.` });
  expect(await closedDays()).toMatchObject({ closed_days: [] });

  const closed = await terminal.run(["days", "set", "2026-12-03", "--closed", "--yes", "--json"]);
  expect(closed.code).toBe(0);
  expect(closed.stderr).toContain(sentence);
  expect(closed.json()).toMatchObject({ day: "2026-12-03", closed: true, stops: 2 });
  expect((await terminal.run(["settings", "set", "closed_days=2026-12-03", "--yes"])).code).toBe(0);
  expect(await closedDays()).toMatchObject({ closed_days: ["2026-12-03"] });
});

test("a day without stops is closed without asking", async () => {
  const closed = await terminal.run(["days", "set", "2026-12-03", "--closed", "--json"]);
  expect([closed.code, closed.stderr]).toEqual([0, ""]);
  expect(closed.json()).toMatchObject({ closed: true, stops: 0 });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { DocumentLog } from "../store/documents/document-log.ts";
import { damageLog } from "../test/harness/damage-log.ts";
import { systemClock, systemRandom } from "../test/harness/machine.ts";
import { processOn } from "../test/harness/process-on.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const make = async (name: string, day: string): Promise<JobView> => {
  const when = ["--day", day, "--window", "08:00-12:00"];
  const where = ["--address", "Soderblom Ave, San Diego, CA 92122", "--service", "trailer-15"];
  return (await terminal.run(["jobs", "new", "--name", name, ...where, ...when, "--json"])).json<JobView>();
};

test("jobs list and jobs export leave out a damaged day and name it", async () => {
  const lost = await make("Lost", "monday");
  const kept = await make("Kept", "tuesday");
  const day = lost.visits[0]?.day ?? "";
  await terminal.withObjects((objects) => damageLog(objects, `days/${day}`));

  const listed = await terminal.run(["jobs", "list", "--json"]);
  expect(listed.code).toBe(0);
  expect(listed.json()).toMatchObject({ items: [{ id: kept.id }], unreadable: [day] });
  const sentence = /^Couldn't read Mon, .*\. Its jobs are missing from this list\. Run tailboard doctor\.$/m;
  expect(listed.stderr).toMatch(sentence);
  expect(listed.stderr).not.toContain("follow-up work");
  const all = await terminal.run(["jobs", "list", "--all", "--json"]);
  expect(all.json()).toMatchObject({ items: [{ id: kept.id }], next_cursor: null, unreadable: [day] });

  const exported = await terminal.run(["jobs", "export"]);
  expect(exported.code).toBe(1);
  expect(exported.json()).toMatchObject([{ id: kept.id }]);
  expect(exported.stderr).toMatch(sentence);
});

test("an unexpected error is part of the problem, because a command leaves no log", async () => {
  await terminal.withObjects(async (objects) => {
    const log = new DocumentLog<object>(processOn(objects, { clock: systemClock, random: systemRandom }), "users", {});
    await log.change(() => ({ users: [null], setup: null }));
  });
  const ran = await terminal.run(["users", "list", "--json"]);
  expect(ran.code).toBe(1);
  expect(ran.json()).toMatchObject({
    code: "internal",
    detail: expect.stringMatching(/^Something went wrong on our side\. .*TypeError: Cannot read properties of null/),
  });
});

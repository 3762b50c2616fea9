import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const run = (...argv: string[]): Promise<Ran> => terminal.run([...argv, "--json"]);
const newJob = async (name: string): Promise<string> => {
  const person = ["--name", name, "--phone", "(619) 555-0142", "--address", "4127 Utah St, San Diego, CA 92104"];
  return (await run("jobs", "new", ...person, "--service", "junk-removal", "--flat", "300")).json<{ id: string }>().id;
};

test("forgets the customer of a job that is over, and asks first", async () => {
  const id = await newJob("Maria Ortega");
  expect((await run("jobs", "forget", id, "--yes")).json()).toMatchObject({ code: "still_open" });
  await run("jobs", "cancel", id, "--reason", "Moved away");
  const asked = await run("jobs", "forget", id);
  expect([asked.code, asked.json()]).toMatchObject([1, { code: "invalid" }]);
  expect((await run("jobs", "show", id)).stdout).toContain("Maria Ortega");
  const { stdout } = await terminal.run(["jobs", "forget", id, "--yes"]);
  expect(stdout).toContain(`Forgotten: ${id}.`);
  expect(stdout).toMatch(/earlier entries of the store until \d{4}-\d\d-\d\d/);
  const shown = (await run("jobs", "show", id)).stdout;
  expect(shown).toContain("Forgotten customer");
  expect(shown).not.toMatch(/Maria|Utah|5550142/);
});

test("forgets a customer in every job, and removes a job whole", async () => {
  const [one, two] = [await newJob("Lee Chan"), await newJob("Lee Chan")];
  const customers = await run("customers", "list", "--search", "Lee Chan");
  const [customer] = customers.json<{ items: { id: string }[] }>().items;
  for (const id of [one, two]) await run("jobs", "cancel", id, "--reason", "Moved away");
  expect((await run("customers", "forget", customer?.id ?? "")).json()).toMatchObject({ code: "invalid" });
  const done = await run("customers", "forget", customer?.id ?? "", "--yes");
  expect(done.json<{ forgotten: string[] }>().forgotten.toSorted()).toEqual([one, two].toSorted());
  expect((await run("customers", "show", customer?.id ?? "")).json()).toMatchObject({ code: "not_found" });
  expect((await run("jobs", "forget", two, "--remove", "--yes")).json()).toMatchObject({ forgotten: [two] });
  expect((await run("jobs", "show", two)).json()).toMatchObject({ code: "not_found" });
});

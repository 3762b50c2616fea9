import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const run = async (...line: string[]): Promise<JobView> => (await terminal.run([...line, "--json"])).json<JobView>();
const address = "Soderblom Ave, San Diego, CA 92122";
const created = (...more: string[]) =>
  run("jobs", "new", "--name", "Mark", "--address", address, "--service", "junk-removal", "--flat", "149", ...more);

test("visits are listed, added, moved, ordered, reported and removed", async () => {
  const { id } = await created("--day", "today", "--crew", "crew-1");
  const other = await created("--day", "today", "--crew", "crew-1");
  expect(
    (await run("visits", "add", id, "--kind", "service", "--day", "tomorrow", "--note", "Bring tarps")).visits,
  ).toMatchObject([{ id: "v1" }, { id: "v2", kind: "service", note: "Bring tarps" }]);
  expect((await run("visits", "order", id, "v1", "--after", `${other.id}/v1`)).visits[0]?.position).toEqual(
    expect.any(Number),
  );
  expect((await run("visits", "assign", id, "v2", "--crew", "crew-1")).visits[1]?.crew).toBe("crew-1");
  expect((await run("visits", "move", id, "v2", "--day", "today", "--any-time")).visits[1]?.window).toBeNull();
  expect((await run("visits", "remove", id, "v2")).visits).toHaveLength(1);
  expect((await run("visits", "state", id, "v1", "--state", "en_route")).stage).toBe("en_route");
  expect((await terminal.run(["visits", "list", id])).stdout).toMatch(/^v1 {2}Visit .* on the way/);
});

test("a visit that cannot be named is a usage error", async () => {
  const { id } = await created();
  for (const line of [
    ["visits", "order", id, "v1"],
    ["visits", "order", id, "v1", "--after", "nonsense"],
    ["jobs", "weigh", id],
    ["jobs", "late", id, "--eta", "soon"],
  ]) {
    expect((await terminal.run(line)).code, line.join(" ")).toBe(2);
  }
});

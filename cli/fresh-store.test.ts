import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

test("a fresh store rents its trailer out for ten days, with a drop-off and a pickup", async () => {
  const where = ["--name", "Mark", "--address", "Soderblom Ave, San Diego, CA 92122"];
  const rental = ["--service", "trailer-15", "--days", "10", "--day", "tomorrow", "--window", "08:00-12:00"];
  const created = await terminal.run(["jobs", "new", ...where, ...rental, "--json"]);
  expect([created.code, created.stderr]).toEqual([0, ""]);
  expect(created.json<JobView>()).toMatchObject({
    rental: { equipment_type: "trailer-15", days: 10 },
    visits: [
      { kind: "drop_off", day: "2026-11-24" },
      { kind: "pickup", day: null },
    ],
    equipment: [{ from: "2026-11-24", until: "2026-12-04" }],
    pricing: { total_cents: 67_500 },
  });
  expect((await terminal.run(["equipment", "list"])).stdout).toContain("T15-04");
});

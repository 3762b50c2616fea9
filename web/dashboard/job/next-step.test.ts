import { expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import { nextStep, otherSteps } from "./next-step.ts";
import { nothingReported } from "./visit.sample.ts";

type Visit = Job["visits"][number];
const visit = (id: string, state: Visit["state"], kind: Visit["kind"] = "service"): Visit => ({
  id,
  kind,
  day: null,
  window: null,
  crew: null,
  state,
  ...nothingReported,
});

it.each<[Job["status"], Visit[], string | undefined, string[]]>([
  ["booked", [visit("v1", "scheduled")], "Start job", ["on_site"]],
  ["ready_for_pickup", [visit("v1", "scheduled")], "Start pickup", ["on_site"]],
  ["in_progress", [visit("v1", "en_route")], "Crew is on site", ["done"]],
  ["in_progress", [visit("v1", "on_site")], "Finish job", ["en_route"]],
  ["ready_for_pickup", [visit("v1", "attempted")], "Start pickup again", ["on_site"]],
  [
    "booked",
    [visit("v1", "scheduled", "drop_off"), visit("v2", "scheduled", "pickup")],
    "Start drop-off",
    ["on_site", "done"],
  ],
  ["booked", [visit("v1", "done", "drop_off"), visit("v2", "scheduled", "pickup")], "Start pickup", ["on_site"]],
  ["completed", [visit("v1", "done")], undefined, []],
  ["cancelled", [visit("v1", "scheduled")], undefined, []],
])("a job that is %s goes on as it should", (status, visits, label, others) => {
  expect(nextStep({ status, visits })?.label).toBe(label);
  expect(otherSteps({ status, visits })).toEqual(others);
});

import { expect, test } from "vitest";
import { pauseOf } from "./live-for.ts";

const own = { place: "folder", site: "site" };

test.each([
  ["its own place and site", own, own, null],
  ["another location", own, { ...own, place: "copy" }, "moved"],
  ["another site", own, { ...own, site: "test site" }, "moved"],
  ["a command that does not know the site", own, { ...own, site: null }, null],
  ["a place that is live for any site", { ...own, site: null }, own, null],
  ["a restored store, wherever it is", "copied", own, "copied"],
  ["a store that never sent", null, own, "not_started"],
] as const)("%s", (_case, liveFor, here, reason) => {
  expect(pauseOf(liveFor, here)).toBe(reason);
});

import { expect, it } from "vitest";
import { measureTraffic } from "./release-traffic.ts";

// `npm run bench -- --only deploys` does the same fifty times.
it("promotes and rolls back under traffic without failed requests, missing files or mixed releases", async () => {
  const { wrong, changes, reloads, requests } = await measureTraffic({ rounds: 4, viewers: 8 });
  expect(wrong).toEqual([]);
  expect(changes).toBe(8);
  expect(reloads).toBeGreaterThan(4);
  expect(requests).toBeGreaterThan(500);
});

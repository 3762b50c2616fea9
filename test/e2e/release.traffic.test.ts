import { expect, it } from "vitest";
import { measureTraffic } from "./release-traffic.ts";

// `npm run bench -- --only deploys` does the same fifty times over.
it("changes what is live under traffic, in a browser with its worker too: nothing fails, nothing is missing, nothing mixes", async () => {
  const { wrong, changes, reloads, requests } = await measureTraffic({ rounds: 4, viewers: 8 });
  expect(wrong).toEqual([]);
  expect(changes).toBe(8);
  expect(reloads).toBeGreaterThan(4);
  expect(requests).toBeGreaterThan(500);
});

import { expect, it } from "vitest";
import { parseEdgeCode } from "../../edge/edge-code.ts";
import { readFunction } from "./live-pointer.ts";
import { promote } from "../promotion/promote.ts";
import { deployRelease, openDeployWorld, portOf, smallRelease } from "../promotion/release-world.ts";
import { verify } from "./verify.ts";

it.each([
  { places: ["new"], looks: 5 },
  { places: ["new", "new", "new", "new", "old", "new"], looks: 10 },
  { places: ["new", "old", "new", "new", "new", "new", "old", "new"], looks: 12 },
])("five places in a row must show the release: $places take $looks looks", async ({ places, looks }) => {
  const { deployer, cdn } = await openDeployWorld();
  const ann = deployer("ann");
  const release = await deployRelease(ann, await smallRelease("one"));
  await promote(ann, { release: null, only: null, dryRun: false, manual: true });
  const { table } = parseEdgeCode((await readFunction(ann, "dashboard", "LIVE")).code);
  let looked = 0;
  const spotty = {
    ...portOf(cdn),
    fetchPage: async (...[kind, path]: Parameters<typeof cdn.fetchPage>) => {
      const fetched = await cdn.fetchPage(kind, path);
      if (path !== "/" || fetched.outcome !== "answered") return fetched;
      looked += 1;
      const shows = places[Math.min(looked, places.length) - 1];
      return shows === "new" ? fetched : { ...fetched, body: fetched.body.replace(release, "000000000000") };
    },
  };
  await verify({ cdn: spotty, clock: ann.clock }, "dashboard", table);
  expect(looked).toBe(looks);
});

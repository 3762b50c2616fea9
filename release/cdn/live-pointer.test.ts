import { expect, it } from "vitest";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import type { Cdn, Etag, PublishOutcome, UpdateOutcome } from "./cdn.ts";
import { publishLive, retryWhileBusy, updateDevelopment } from "./live-pointer.ts";

const busy = { outcome: "unavailable", cause: new Error("Throttling") } as const;
const etag = "e1" as Etag;

/** A clock that records its pauses, and a CDN that returns these outcomes in order. */
const open = ({ updates = [], publishes = [] }: { updates?: UpdateOutcome[]; publishes?: PublishOutcome[] }) => {
  const clock = new FakeClock();
  const pauses: number[] = [];
  const sleep = clock.sleep.bind(clock);
  clock.sleep = (ms) => {
    pauses.push(ms);
    return sleep(ms);
  };
  const cdn: Pick<Cdn, "updateFunction" | "publishFunction"> = {
    updateFunction: () => Promise.resolve(updates.shift() ?? busy),
    publishFunction: () => Promise.resolve(publishes.shift() ?? busy),
  };
  return { access: { cdn: cdn as Cdn, clock }, pauses };
};

it("pauses before each further attempt to publish, starting with the second", async () => {
  const { access, pauses } = open({ publishes: [busy, busy, { outcome: "published" }] });
  await publishLive(access, "site", "code", etag);
  expect(pauses).toEqual([200, 400]);
});

it("pauses before each further attempt to update, starting with the second", async () => {
  const { access, pauses } = open({ updates: [busy, busy, { outcome: "updated", etag }] });
  expect(await updateDevelopment(access, "site", "code", etag)).toBe(etag);
  expect(pauses).toEqual([200, 400]);
});

it("does not pause if the first attempt succeeds", async () => {
  const { access, pauses } = open({ publishes: [{ outcome: "published" }] });
  await publishLive(access, "site", "code", etag);
  expect(pauses).toEqual([]);
});

it("stops after six attempts while the CDN is busy", async () => {
  const { access, pauses } = open({});
  await expect(publishLive(access, "site", "code", etag)).rejects.toThrow(
    "The CDN did not confirm the publication of the site function",
  );
  expect(pauses).toEqual([200, 400, 800, 1_600, 3_200]);
  let calls = 0;
  const call = () => {
    calls += 1;
    return Promise.resolve(busy);
  };
  await expect(retryWhileBusy(access.clock, call, "read it")).rejects.toThrow("Could not read it");
  expect([calls, pauses.slice(5)]).toEqual([6, [200, 400, 800, 1_600, 3_200]]);
});

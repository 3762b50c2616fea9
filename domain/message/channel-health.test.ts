import { expect, test } from "vitest";
import { epochOf } from "../clock.ts";
import { isFailing, mayTry, noRecord, noted, type ChannelRecord } from "./channel-health.ts";

const now = epochOf("2026-12-01T10:00:00.000Z");
const wrongPassword = { outcome: "misconfigured", code: "535" } as const;
const after = (failures: number): ChannelRecord =>
  Array.from({ length: failures }).reduce<ChannelRecord>((record) => noted(record, wrongPassword, now), noRecord);

test("the third failure in a row that only the owner can end makes a channel fail", () => {
  expect([after(2), after(3)].map(isFailing)).toEqual([false, true]);
  expect(after(3).trouble).toEqual({
    since: "2026-12-01T10:00:00.000Z",
    last: "2026-12-01T10:00:00.000Z",
    count: 3,
    code: "535",
  });
});

test("a failing channel is tried once every 15 minutes", () => {
  expect(mayTry(after(2), now)).toBe(true);
  expect(mayTry(after(3), now + 15 * 60_000 - 1)).toBe(false);
  expect(mayTry(after(3), now + 15 * 60_000)).toBe(true);
  const probed = noted(after(3), wrongPassword, now + 15 * 60_000);
  expect(probed.trouble?.since).toBe("2026-12-01T10:00:00.000Z");
  expect(mayTry(probed, now + 15 * 60_000 + 1)).toBe(false);
});

test("a success ends the trouble", () => {
  const works = noted(after(3), { outcome: "accepted" }, now);
  expect([works, isFailing(works), mayTry(works, now)]).toEqual([
    { last_success: "2026-12-01T10:00:00.000Z", trouble: null },
    false,
    true,
  ]);
});

test("a success soon after another one is not worth a write", () => {
  const works = noted(noRecord, { outcome: "accepted" }, now);
  expect(noted(works, { outcome: "accepted" }, now + 5 * 60_000 - 1)).toBe(works);
  expect(noted(works, { outcome: "accepted" }, now + 5 * 60_000)).not.toBe(works);
});

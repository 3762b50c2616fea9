import { expect, test } from "vitest";
import { epochOf } from "../clock.ts";
import {
  admitAlert,
  closeHour,
  noAlerts,
  noticeUnsent,
  settleNotice,
  type Failing,
  type OfficeAlerts,
} from "./office-alerts.ts";

const now = epochOf("2026-12-01T10:00:00.000Z");
const minute_ms = 60_000;
const works: Failing = { text: null, email: null };

const admitAll = (alerts: OfficeAlerts, ids: readonly string[], at = now) => {
  const how: string[] = [];
  for (const id of ids) {
    const admitted = admitAlert(
      alerts,
      { id, event: id.startsWith("m") ? "office_message" : "office_new_booking" },
      at,
    );
    ({ alerts } = admitted);
    how.push(admitted.how);
  }
  return { alerts, how };
};
const twenty = Array.from({ length: 20 }, (_, index) => `b${index}`);

test("the 21st alert of an hour waits for the digest, and a repeated one gets the same answer", () => {
  const { alerts, how } = admitAll(noAlerts, [...twenty, "b20", "m1", "m2", "b3", "m1"]);
  expect(new Set(how.slice(0, 20))).toEqual(new Set(["now"]));
  expect(how.slice(20)).toEqual(["held", "held", "held", "now", "held"]);
  expect(closeHour(alerts, now + 60 * minute_ms - 1)).toBe(alerts);
  expect(closeHour(alerts, now + 60 * minute_ms)).toMatchObject({
    hour: null,
    waiting: [{ about: "digest", counts: { office_new_booking: 1, office_message: 2 }, not_before: 0, failures: 0 }],
  });
});

test("an hour with 20 alerts leaves no digest, and the next one counts from its first alert", () => {
  const { alerts } = admitAll(noAlerts, twenty);
  const next = admitAll(alerts, ["m1"], now + 60 * minute_ms);
  expect(next.how).toEqual(["now"]);
  expect(next.alerts).toMatchObject({ hour: { from: "2026-12-01T11:00:00.000Z", told: ["m1"] }, waiting: [] });
});

test("a message that was not sent causes one notice, at most one an hour for all", () => {
  const first = noticeUnsent(noAlerts, { messages: ["a"], failing: works }, now);
  expect(first.waiting).toMatchObject([{ about: "unsent", at: "2026-12-01T10:00:00.000Z" }]);
  const [notice] = first.waiting;
  const told = settleNotice(first, notice?.id ?? "", null);
  expect(told.waiting).toEqual([]);
  const later = now + 120 * minute_ms;
  expect(noticeUnsent(told, { messages: ["a"], failing: works }, later)).toBe(told);
  expect(noticeUnsent(told, { messages: ["a", "b"], failing: works }, now + 60 * minute_ms - 1)).toBe(told);
  expect(noticeUnsent(told, { messages: ["a", "b"], failing: works }, now + 60 * minute_ms).waiting).toHaveLength(1);
});

test("a channel that starts failing causes a notice, and another one when it fails anew", () => {
  const failing = { ...works, email: "2026-12-01T09:00:00.000Z" };
  const first = noticeUnsent(noAlerts, { messages: [], failing }, now);
  const told = settleNotice(first, first.waiting[0]?.id ?? "", null);
  const later = now + 90 * minute_ms;
  expect(noticeUnsent(told, { messages: [], failing }, later)).toBe(told);
  expect(noticeUnsent(told, { messages: [], failing: works }, later)).toBe(told);
  const anew = { ...works, email: "2026-12-01T11:00:00.000Z" };
  expect(noticeUnsent(told, { messages: [], failing: anew }, later).waiting).toHaveLength(1);
});

test("a notice that failed is tried again for a day, and no other one arises before it ends", () => {
  const first = noticeUnsent(noAlerts, { messages: ["a"], failing: works }, now);
  const id = first.waiting[0]?.id ?? "";
  const again = settleNotice(first, id, { not_before: now + minute_ms, failed: true });
  expect(again.waiting).toMatchObject([{ not_before: now + minute_ms, failures: 1 }]);
  expect(noticeUnsent(again, { messages: ["b"], failing: works }, now + 90 * minute_ms)).toBe(again);
  expect(settleNotice(again, id, { not_before: now + 24 * 60 * minute_ms, failed: false }).waiting).toEqual([]);
});

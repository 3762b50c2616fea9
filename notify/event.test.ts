import { expect, test } from "vitest";
import { messageEvents, officeEvents } from "../domain/message/event.ts";
import { eventRules } from "./event.ts";

const those = (holds: (rule: (typeof eventRules)[keyof typeof eventRules]) => boolean) =>
  messageEvents.filter((event) => holds(eventRules[event]));

test("no event waits longer than two minutes, so that a message about now is about now", () => {
  expect(those(({ delay_s, office_delay_s = 0 }) => delay_s > 120 || office_delay_s > 120)).toEqual([]);
});

test("the events that are not held back at night are those about this moment", () => {
  expect(those(({ at_night }) => at_night === true)).toEqual(
    ["on_the_way", "running_late", "price_waiting", "attempted", "deposit_due", "reply", "office_failed_stop"].toSorted(
      (a, b) => messageEvents.findIndex((e) => e === a) - messageEvents.findIndex((e) => e === b),
    ),
  );
});

test("a customer can stop the emails that are a convenience, and no other", () => {
  expect(those(({ unsubscribable }) => unsubscribable === true)).toEqual([
    "reminder",
    "completed",
    "rental_due",
    "rental_overdue",
  ]);
});

test("every office event has an email", () => {
  for (const event of officeEvents) expect(eventRules[event].route.channels).toContain("email");
});

import { expect, test } from "vitest";
import { forceFrom, giveBack, takeFrom } from "./counter.ts";
import { changeOut } from "./out-item.ts";
import { absent, stamped } from "./write.ts";

const friday = "2026-11-27";
const morning = { start: "08:00", end: "12:00" };

test("places are taken only where that many are left, and of the counter as it was shared out", () => {
  expect(takeFrom(friday, morning, 1, 3, 2)).toMatchObject({
    set: "#free = #free - :count, #changes = #changes + :one",
    values: { ":count": 2, ":one": 1 },
    when: { text: "#of = :of AND #free >= :count", values: { ":of": 3 } },
  });
  expect(giveBack(friday, morning, 1, 3, 2)).toMatchObject({
    set: "#free = #free + :count, #changes = #changes + :one",
    values: { ":count": 2, ":one": 1 },
    when: { text: "#of = :of", values: { ":of": 3 } },
  });
  expect(forceFrom(friday, morning, 2)).toMatchObject({ when: { text: "#of = :of", values: { ":of": 1 } } });
});

test("a resource goes out only on days where that many are left; what comes back needs no such day", () => {
  const counts = new Map([
    [friday, 1],
    ["2026-11-28", -1],
    ["2026-11-29", 2],
  ]);
  expect(changeOut("trailer", "2026-11", counts)).toMatchObject({
    set: "#f27 = #f27 - :n0, #f28 = #f28 - :n1, #f29 = #f29 - :n2",
    values: { ":n0": 1, ":n1": -1, ":n2": 2 },
    when: { text: "attribute_exists(#pk) AND #f27 >= :n0 AND #f29 >= :n2" },
  });
  expect(changeOut("trailer", "2026-11", counts, true)).toMatchObject({ when: { text: "attribute_exists(#pk)" } });
});

test("an item is replaced only under the stamp that was read, and created only where there is none", () => {
  expect(stamped("x")).toEqual({ text: "#stamp = :stamp", values: { ":stamp": "x" } });
  expect(stamped(null)).toEqual(absent);
  expect(absent).toEqual({ text: "attribute_not_exists(#pk)" });
});

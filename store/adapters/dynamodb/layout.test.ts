import { expect, test } from "vitest";
import { itemKeyOf, keyOf, partitionMatches, partitionOfAll } from "./layout.ts";

test.each([
  ["days/2026-11-27/00000001", "days/2026-11-27", "00000001"],
  ["snapshots/2026-11-27/00000008-q1/0000", "snapshots/2026-11-27", "00000008-q1/0000"],
  ["activity/2026-11-27/00000003", "activity/2026-11-27", "00000003"],
  ["days/2026-11-27", "objects", "days/2026-11-27"],
  ["daysoff/a/b", "objects", "daysoff/a/b"],
  ["settings/00000001", "objects", "settings/00000001"],
])("%s is in the partition %s", (key, pk, sk) => {
  expect(itemKeyOf(key)).toEqual({ pk, sk });
  expect(keyOf({ pk, sk })).toBe(key);
});

test.each([
  ["days/", "", true],
  ["", "", true],
  ["days/2026-11-28", "", false],
  ["settings/", "", false],
  ["days/", "days/2026-11-27/00000009", true],
  ["days/", "days/2026-11-28/00000001", false],
])("keys with prefix %j after %j can be in the partition: %s", (prefix, after, expected) => {
  expect(partitionMatches("days/2026-11-27/", prefix, after)).toBe(expected);
});

test.each([
  ["days/2026-11-27/", "days/2026-11-27"],
  ["snapshots/2026-11-27/00000008-q1/", "snapshots/2026-11-27"],
  ["due/", "objects"],
  ["settings/00", "objects"],
  ["daysoff/", "objects"],
  ["days/2026-11", null],
  ["days/2026-11-27", null],
  ["s", null],
  ["", null],
])("keys with prefix %j are all in the partition %s", (prefix, partition) => {
  expect(partitionOfAll(prefix)).toBe(partition);
});

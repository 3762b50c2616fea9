import { expect, test } from "vitest";
import { isBusy, isRolledBack, SqliteFault } from "./sqlite-error.ts";

const failure = (errcode: number) => Object.assign(new Error("of SQLite"), { errcode });

test.each([
  [3, "EACCES"],
  [8, "EROFS"],
  [10, "EIO"],
  [11, "ECORRUPT"],
  [13, "ENOSPC"],
  [14, "ENOENT"],
  [26, "ECORRUPT"],
  [1, "ESQLITE"],
  // An extended code says more about the same error: 778 is 10 + 3 * 256, a failed write.
  [778, "EIO"],
])("SQLite's error %i is %s to the health of the store", (errcode, code) => {
  expect(new SqliteFault(failure(errcode))).toMatchObject({ code, message: expect.stringContaining("of SQLite") });
});

test("a lock can be tried again, and a full disk left nothing behind", () => {
  expect([5, 6, 261, 10, 13].map((code) => isBusy(failure(code)))).toEqual([true, true, true, false, false]);
  expect([5, 6, 13, 10].map((code) => isRolledBack(failure(code)))).toEqual([true, true, true, false]);
  expect(isBusy(new Error("of something else"))).toBe(false);
});

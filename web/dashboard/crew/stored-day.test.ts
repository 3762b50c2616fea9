import { expect, it } from "vitest";
import type { Me } from "../../../http/api-client.ts";
import { steppedBrowser } from "../../shared/stepped-browser.ts";
import { sampleBoard } from "../board/board.sample.ts";
import { forgetDay, storeDay, readDay, type StoredDay } from "./stored-day.ts";

const me: Me = { id: "u1", name: "Dana", login: "dana", role: "crew", crew: "crew-1" };
const day: StoredDay = { me, board: sampleBoard(), jobs: [], checkedAt: 1_000 };
const aDay = 24 * 3_600_000;

it("a day is kept for a day, and then gone from the phone", () => {
  const storage = steppedBrowser(0);
  storeDay(storage, day);
  expect(readDay(storage, 1_000 + aDay - 1)).toEqual(day);
  expect(readDay(storage, 1_000 + aDay)).toBeNull();
  expect(readDay(storage, 1_000)).toBeNull();
});

it("returns null after a sign-out, and if no day was stored", () => {
  const storage = steppedBrowser(0);
  expect(readDay(storage, 0)).toBeNull();
  storeDay(storage, day);
  forgetDay(storage);
  expect(readDay(storage, 1_000)).toBeNull();
});

it("a day of an earlier version of the page, which has no zone of the business, is shown in the phone's", () => {
  const storage = steppedBrowser(0);
  const { business: _business, ...board } = day.board;
  storage.write("crew-day", { ...day, board });
  expect(readDay(storage, 1_000)?.board.business).toEqual({
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: navigator.language,
    currency: "USD",
  });
});

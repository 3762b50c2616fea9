import { expect, it } from "vitest";
import type { Me } from "../../../http/api-client.ts";
import { steppedBrowser } from "../../shared/stepped-browser.ts";
import { sampleBoard } from "../board/board.sample.ts";
import { forgetDay, keepDay, readDay, type KeptDay } from "./kept-day.ts";

const me: Me = { id: "u1", name: "Dana", login: "dana", role: "crew", crew: "crew-1" };
const day: KeptDay = { me, board: sampleBoard(), jobs: [], checkedAt: 1_000 };
const aDay = 24 * 3_600_000;

it("a day is kept for a day, and then gone from the phone", () => {
  const drawer = steppedBrowser(0);
  keepDay(drawer, day);
  expect(readDay(drawer, 1_000 + aDay - 1)).toEqual(day);
  expect(readDay(drawer, 1_000 + aDay)).toBeNull();
  expect(readDay(drawer, 1_000)).toBeNull();
});

it("a day that was signed out of, or was never kept, is none", () => {
  const drawer = steppedBrowser(0);
  expect(readDay(drawer, 0)).toBeNull();
  keepDay(drawer, day);
  forgetDay(drawer);
  expect(readDay(drawer, 1_000)).toBeNull();
});

it("a day of an earlier version of the page, which has no zone of the business, is shown in the phone's", () => {
  const drawer = steppedBrowser(0);
  const { business: _business, ...board } = day.board;
  drawer.write("crew-day", { ...day, board });
  expect(readDay(drawer, 1_000)?.board.business).toEqual({
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: navigator.language,
  });
});

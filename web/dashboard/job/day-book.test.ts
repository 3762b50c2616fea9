import { expect, it } from "vitest";
import type { Answer } from "../../../http/client.ts";
import type { Board } from "../../../http/api-client.ts";
import { sampleBoard } from "../board/board.sample.ts";
import { createDayBook, leftOn } from "./day-book.ts";

type Said = Answer<Board | "unchanged">;
const window = { start: "08:00", end: "12:00", capacity: 3, taken: 1 };
const said = (day: string): Said => ({
  ok: true,
  replayed: false,
  value: sampleBoard([], { day, windows: [window] }),
  etag: `"${day}"`,
});

it("the room of days is asked about with what is known, and stays where nothing changed", async () => {
  const asked: [string | null, string | null][] = [];
  let answer: (day: string) => Said = said;
  const book = createDayBook({
    getBoard: ({ day = null, etag }) => {
      asked.push([day, etag]);
      return Promise.resolve(answer(day ?? ""));
    },
  });
  expect(await book.load("2026-11-30", 2)).toBe(true);
  expect(asked).toEqual([
    ["2026-11-30", null],
    ["2026-12-01", null],
  ]);
  expect(book.room("2026-12-01")).toMatchObject({ windows: [window], closed: false });
  expect(book.room("2026-12-02")).toBeUndefined();
  answer = () => ({ ok: true, replayed: false, value: "unchanged" });
  expect(await book.load("2026-12-01", 1)).toBe(true);
  expect(asked.at(-1)).toEqual(["2026-12-01", '"2026-12-01"']);
  expect(book.room("2026-12-01")).toMatchObject({ windows: [window] });
  answer = (day) => (day === "2026-12-02" ? { ok: false, problem: null } : said(day));
  expect(await book.load("2026-12-02", 2)).toBe(false);
  expect(book.room("2026-12-03")).toMatchObject({ windows: [window], closed: false });
});

it("what is left of a day is counted over its windows; nothing where it is closed or oversold", () => {
  const room = { windows: [window, { ...window, taken: 5 }], closed: false, today: "2026-11-27" };
  expect(leftOn(room)).toBe(2);
  expect(leftOn({ ...room, closed: true })).toBe(0);
});

import { describe, expect, it } from "vitest";
import type { Answer } from "../../../http/client.ts";
import type { Board } from "../../../http/api-client.ts";
import { sampleBoard } from "../board/board.sample.ts";
import { createDayBook } from "./day-book.ts";
import { firstOpening, openingAfter, windowOn } from "./opening.ts";

const morning = { start: "08:00", end: "12:00" };
const afternoon = { start: "12:00", end: "16:00" };
const room = (taken: [number, number], closed = false) => ({
  // Out of order: the hours decide, not the list.
  windows: [
    { ...afternoon, capacity: 3, taken: taken[1] },
    { ...morning, capacity: 3, taken: taken[0] },
  ],
  closed,
});
const present = { today: "2026-11-27", time: "07:00" };

describe("the first opening of a day", () => {
  it("is its first window that is not full", () => {
    expect(firstOpening("2026-11-28", room([0, 0]), present)).toEqual({ day: "2026-11-28", window: morning });
    expect(firstOpening("2026-11-28", room([3, 2]), present)?.window).toEqual(afternoon);
    // More visits than openings, after the capacity was reduced.
    expect(firstOpening("2026-11-28", room([4, 0]), present)?.window).toEqual(afternoon);
  });
  it("is null on a day that is full, closed, without hours or over", () => {
    expect(firstOpening("2026-11-28", room([3, 3]), present)).toBeNull();
    expect(firstOpening("2026-11-28", room([0, 0], true), present)).toBeNull();
    expect(firstOpening("2026-11-28", { windows: [], closed: false }, present)).toBeNull();
    expect(firstOpening("2026-11-26", room([0, 0]), present)).toBeNull();
  });
  it("is no window of today that is over; one that is under way is", () => {
    expect(firstOpening("2026-11-27", room([0, 0]), { ...present, time: "11:59" })?.window).toEqual(morning);
    expect(firstOpening("2026-11-27", room([0, 0]), { ...present, time: "12:00" })?.window).toEqual(afternoon);
    expect(firstOpening("2026-11-27", room([0, 0]), { ...present, time: "16:00" })).toBeNull();
    expect(firstOpening("2026-11-28", room([0, 0]), { ...present, time: "16:00" })?.window).toEqual(morning);
  });
});

describe("the next opening", () => {
  const bookWith = (open: string[]) => {
    const asked: string[] = [];
    const book = createDayBook({
      getBoard: ({ day }) => {
        asked.push(day ?? "");
        const { windows, closed } = room(open.includes(day ?? "") ? [3, 2] : [3, 3]);
        const board = sampleBoard([], { day: day ?? "", windows, closed });
        const answer: Answer<Board> = {
          ok: true,
          replayed: false,
          value: board,
        };
        return Promise.resolve(answer);
      },
    });
    return { book, asked };
  };
  it("is the first after that day, and asks no further than the week that has it", async () => {
    const { book, asked } = bookWith(["2026-11-27", "2026-12-06", "2026-12-05"]);
    expect(await openingAfter(book, "2026-11-27", present)).toEqual({ day: "2026-12-05", window: afternoon });
    expect([asked[0], asked.at(-1)]).toEqual(["2026-11-28", "2026-12-11"]);
  });
  it("is looked for four weeks long", async () => {
    const { book, asked } = bookWith(["2026-12-26"]);
    expect(await openingAfter(book, "2026-11-27", present)).toBeNull();
    expect([asked.length, asked.at(-1)]).toEqual([28, "2026-12-25"]);
    expect(await openingAfter(bookWith(["2026-12-25"]).book, "2026-11-27", present)).toMatchObject({
      day: "2026-12-25",
    });
  });
});

describe("the hours on another day", () => {
  const on = (taken: [number, number], chosen: typeof morning | null | undefined, closed = false) =>
    windowOn("2026-11-28", room(taken, closed), chosen, present);
  it("stay what was chosen while that day has an opening then", () => {
    expect(on([0, 2], afternoon)).toEqual(afternoon);
    expect(on([0, 3], afternoon)).toEqual(morning);
    expect(on([0, 0], { start: "09:00", end: "11:00" })).toEqual(morning);
  });
  it("are its first opening where none were chosen, and any time where that was", () => {
    expect(on([3, 0], undefined)).toEqual(afternoon);
    expect(on([0, 0], null)).toBeNull();
  });
  it("stay on a full or closed day, which has no better ones", () => {
    expect(on([3, 3], afternoon)).toEqual(afternoon);
    expect(on([0, 0], afternoon, true)).toEqual(afternoon);
    expect(on([3, 3], { start: "09:00", end: "11:00" })).toBeNull();
  });
  it("stay while that day is not heard of", () => {
    expect(windowOn("2026-11-28", undefined, afternoon, present)).toEqual(afternoon);
    expect(windowOn("2026-11-28", undefined, undefined, present)).toBeNull();
  });
});

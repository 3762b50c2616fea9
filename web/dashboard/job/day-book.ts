import type { Board, BoardReader } from "../../../http/api-client.ts";
import { offeredWindows } from "../board/cards.ts";
import { dayAfter } from "../../shared/format.ts";

/** The windows of a day with their openings. */
export interface DayRoom {
  windows: Board["windows"];
  closed: boolean;
  today: string;
}

/** The openings of the days that were loaded. Each form that chooses a day creates its own. */
export interface DayBook {
  room: (day: string) => DayRoom | undefined;
  /** Loads `count` days from `from`. Returns false if one of them could not be loaded. */
  load: (from: string, count: number) => Promise<boolean>;
}

export const createDayBook = (api: BoardReader): DayBook => {
  const heard = new Map<string, { room: DayRoom; etag: string | null }>();
  const ask = async (day: string): Promise<boolean> => {
    const answer = await api.getBoard({ day, etag: heard.get(day)?.etag ?? null });
    if (!answer.ok) return false;
    if (answer.value === "unchanged") return true;
    const { value: board, etag = null } = answer;
    heard.set(day, { room: { windows: offeredWindows(board), closed: board.closed, today: board.today }, etag });
    return true;
  };
  return {
    room: (day) => heard.get(day)?.room,
    load: async (from, count) => {
      const asked = await Promise.all(Array.from({ length: count }, (_, index) => ask(dayAfter(from, index))));
      return asked.every(Boolean);
    },
  };
};

/** The number of openings of a day in all its windows. */
export const leftOn = ({ windows, closed }: DayRoom): number =>
  closed ? 0 : windows.reduce((sum, { capacity, taken }) => sum + Math.max(0, capacity - taken), 0);

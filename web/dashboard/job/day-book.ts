import type { Board, BoardReader } from "../../../http/api-client.ts";
import { offeredWindows } from "../board/cards.ts";
import { dayAfter } from "../../shared/format.ts";

/** What a day can still take, for whoever chooses one. */
export interface DayRoom {
  windows: Board["windows"];
  closed: boolean;
  today: string;
}

/** The room of each day that was asked about; asked anew each time somebody begins to choose. */
export interface DayBook {
  room: (day: string) => DayRoom | undefined;
  /** Asks about `count` days from `from`. False where one of them did not answer. */
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

/** How many places are left on a day, over all its windows. */
export const leftOn = ({ windows, closed }: DayRoom): number =>
  closed ? 0 : windows.reduce((sum, { capacity, taken }) => sum + Math.max(0, capacity - taken), 0);

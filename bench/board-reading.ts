import { openBusyOffice } from "./board-office.ts";
import { row, type ReadingRow } from "./reading.ts";

export interface BoardReadingRow extends ReadingRow {
  visits: number;
}

/** Reads `GET /api/v1/board` as a signed-in dispatcher over 20 connections: the whole day (200) and not modified (304). */
export const measureBoardReading = async (sizes: number[], seconds: number): Promise<BoardReadingRow[]> => {
  const rows: BoardReadingRow[] = [];
  for (const visits of sizes) {
    const { office, cookie: held, close } = await openBusyOffice({ visits });
    const cookie = `${held.name}=${held.value}`;
    const url = `${office.served.dashboard}/api/v1/board`;
    const etag = await settledEtag(url, cookie);
    for (const [answer, headers] of [
      ["200", { cookie }],
      ["304", { cookie, "if-none-match": etag }],
    ] as const) {
      rows.push({ visits, ...(await row("GET /api/v1/board", answer, url, headers, seconds)) });
    }
    await close();
  }
  return rows;
};

/** Waits until the board's ETag is stable, because publishing the new jobs also changes the day's document. */
const settledEtag = async (url: string, cookie: string): Promise<string> => {
  const readEtag = async () => (await fetch(url, { headers: { cookie } })).headers.get("etag") ?? "";
  let [before, now] = ["", await readEtag()];
  while (now !== before) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    [before, now] = [now, await readEtag()];
  }
  return now;
};

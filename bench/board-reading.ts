import { openBusyOffice } from "./board-office.ts";
import { row, type ReadingRow } from "./reading.ts";

export interface BoardReadingRow extends ReadingRow {
  visits: number;
}

/** `GET /api/v1/board` as a signed-in dispatcher, as fast as 20 connections can: the whole day, and "not changed". */
export const measureBoardReading = async (sizes: number[], seconds: number): Promise<BoardReadingRow[]> => {
  const rows: BoardReadingRow[] = [];
  for (const visits of sizes) {
    const { office, cookie: held, close } = await openBusyOffice(visits);
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

/** What went out after the jobs were made is noted in the day's document as well: the board stands once that is over. */
const settledEtag = async (url: string, cookie: string): Promise<string> => {
  const ask = async () => (await fetch(url, { headers: { cookie } })).headers.get("etag") ?? "";
  let [before, now] = ["", await ask()];
  while (now !== before) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    [before, now] = [now, await ask()];
  }
  return now;
};

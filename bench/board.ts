import { measureBoardFollowing, type BoardFollowingRow } from "./board-following.ts";
import { measurePainting, type PaintingRow } from "./board-painting.ts";
import { measureBoardReading, type BoardReadingRow } from "./board-reading.ts";
import { measureBoardWeight, type BoardWeightRow } from "./board-weighing.ts";
import { table } from "./machine.ts";

export interface BoardNumbers {
  painting: PaintingRow[];
  weight: BoardWeightRow[];
  following: BoardFollowingRow;
  reading: BoardReadingRow[];
}

/** What docs/benchmarks.md says of the dispatcher's board, printed as it is found. */
export const measureBoard = async (seconds: number): Promise<BoardNumbers> => {
  const tell = (title: string, rows: object[]) =>
    console.log(`## ${title}\n\n${table(rows.map((row) => ({ ...row })))}\n`);
  const weight = await measureBoardWeight();
  tell("The board on the wire", weight);
  const painting = await measurePainting([30, 300, 1_000]);
  tell("The board on a processor four times slower", painting);
  const following = await measureBoardFollowing();
  tell("Forty open boards", [following]);
  const reading = await measureBoardReading([30, 300, 1_000], seconds);
  tell("Reading the board (20 connections)", reading);
  return { painting, weight, following, reading };
};

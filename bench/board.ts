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

/** Measures the dispatcher's board for docs/benchmarks.md and prints each part when it is finished. */
export const measureBoard = async (seconds: number): Promise<BoardNumbers> => {
  const print = (title: string, rows: object[]) =>
    console.log(`## ${title}\n\n${table(rows.map((row) => ({ ...row })))}\n`);
  const weight = await measureBoardWeight();
  print("The board on the wire", weight);
  const painting = await measurePainting([
    { visits: 30 },
    { visits: 300 },
    { visits: 300, out: 60 },
    { visits: 1_000 },
  ]);
  print("The board on a processor four times slower", painting);
  const following = await measureBoardFollowing();
  print("Forty open boards", [following]);
  const reading = await measureBoardReading([30, 300, 1_000], seconds);
  print("Reading the board (20 connections)", reading);
  return { painting, weight, following, reading };
};

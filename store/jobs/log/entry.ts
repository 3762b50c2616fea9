import { createHash } from "node:crypto";
import type { Instant } from "../../../domain/clock.ts";
import { UnreadableDocument } from "../../job-store.ts";

/** The first line of an entry. */
export interface EntryHeader {
  v: 1;
  /** The number of this entry; the first is 1. */
  n: number;
  /** Identifies one batch of changes across all its attempts. */
  write: string;
  /** The process that wrote it, and how long its previous write cycle took. */
  process: string;
  ms: number;
  at: Instant;
  /** The checksum of entry n−1, or of the last entry in the snapshot before it; empty for entry 1. */
  prev: string;
}

/** One entry of a log: JSON Lines with a header, records and a checksum. A record states what is, not what changed. */
export interface Entry<LogRecord> {
  header: EntryHeader;
  records: LogRecord[];
  /** SHA-256 over all bytes before the last line: 16 bytes as base64url. */
  sum: string;
}

/** `recordLines` are the records as `linesOf` writes them. */
export const encodeEntry = (header: EntryHeader, recordLines: string): { bytes: Uint8Array; sum: string } => {
  const lines = `${linesOf([header])}${recordLines}`;
  const sum = checksumOf(lines);
  return { bytes: Buffer.from(`${lines}${linesOf([{ sum }])}`), sum };
};

/** Throws `UnreadableDocument` unless the bytes are a whole entry with a right checksum. */
export const decodeEntry = <LogRecord>(key: string, bytes: Uint8Array): Entry<LogRecord> => {
  const text = Buffer.from(bytes).toString();
  const end = text.lastIndexOf("\n", text.length - 2) + 1;
  const content = text.slice(0, end);
  const sum = checksumOf(content);
  if (text.slice(end) !== linesOf([{ sum }]))
    throw new UnreadableDocument(key, new Error("An entry has a wrong checksum"));
  // The checksum proves that this is what encodeEntry wrote.
  const [header, ...records] = parseLines(content) as [EntryHeader, ...LogRecord[]];
  return { header, records, sum };
};

export const linesOf = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

export const parseLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

export const checksumOf = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest().subarray(0, 16).toString("base64url");

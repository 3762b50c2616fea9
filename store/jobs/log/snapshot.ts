import type { ObjectStore } from "../../port/object-store.ts";
import type { NamedSnapshot } from "./calendar.ts";
import { checksumOf, linesOf, parseLines } from "./entry.ts";
import { UnreadableDocument, StoreUnavailable } from "../../job-store.ts";
import type { LogKind } from "./log-kind.ts";
import { snapshotKey, type LogName } from "./log-keys.ts";

/** The last line of a snapshot. With it, a lost calendar can be written again from the parts alone. */
export interface SnapshotEnd {
  /** The number and the checksum of the last entry in the snapshot. */
  n: number;
  sum: string;
}

/** Stores the parts of a snapshot. It is valid only once the calendar names it. */
export const putSnapshot = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  { n, sum, id, state, kind }: SnapshotEnd & { id: string; state: State; kind: LogKind<State, LogRecord> },
): Promise<{ parts: number; bytes: number; digest: string }> => {
  const bodies = partsOf(linesIn(kind.recordsOf(state), { n, sum }), objects.partBytes);
  for (const [part, body] of bodies.entries()) {
    const key = snapshotKey(name, { n, id }, part);
    // The id is fresh, so only an earlier delivery of this put can be in the way.
    const put = await objects.put(key, body, "absent");
    if (put.outcome === "stored") continue;
    const got = await objects.get(key);
    if (got.outcome !== "found")
      throw new StoreUnavailable(new Error("A part of a snapshot cannot be stored", { cause: put }));
  }
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  return { parts: bodies.length, bytes, digest: digestOfParts(bodies) };
};

/** Returns the state in a snapshot, or null if a part of it is missing. Throws `UnreadableDocument` for other bytes. */
export const readSnapshot = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  snapshot: NamedSnapshot,
  kind: LogKind<State, LogRecord>,
): Promise<State | null> => {
  const answers = await Promise.all(
    Array.from({ length: snapshot.parts }, (_, part) => objects.get(snapshotKey(name, snapshot, part))),
  );
  const bodies: Uint8Array[] = [];
  for (const got of answers) {
    if (got.outcome === "missing") return null;
    if (got.outcome !== "found") throw new StoreUnavailable(new Error("A snapshot cannot be read", { cause: got }));
    bodies.push(got.body);
  }
  if (digestOfParts(bodies) !== snapshot.digest)
    throw new UnreadableDocument(name.snapshots, new Error("A snapshot has a wrong checksum"));
  let state = kind.empty;
  for (const [part, body] of bodies.entries()) {
    const lines = parseLines(Buffer.from(body).toString());
    if (part === bodies.length - 1) lines.pop();
    // The digest proves that these are the records which putSnapshot wrote.
    for (const record of lines as LogRecord[]) state = kind.apply(state, record, snapshot.n);
  }
  return state;
};

/** Returns the end of a snapshot from its last part; null for another part. */
export const snapshotEndIn = (part: Uint8Array): SnapshotEnd | null => {
  const text = Buffer.from(part).toString();
  const line = text.slice(text.lastIndexOf("\n", text.length - 2) + 1);
  const found = /^\{"end":\{"n":(\d+),"sum":"([\w-]*)"\}\}\n$/.exec(line);
  return found === null ? null : { n: Number(found[1]), sum: found[2] ?? "" };
};

/** The checksum over all parts. */
export const digestOfParts = (bodies: readonly Uint8Array[]): string =>
  checksumOf(bodies.map((body) => checksumOf(body)).join(""));

function* linesIn(records: Iterable<unknown>, { n, sum }: SnapshotEnd): Generator<Buffer> {
  for (const record of records) yield Buffer.from(linesOf([record]));
  yield Buffer.from(linesOf([{ end: { n, sum } }]));
}

/** Packs whole lines into parts of at most `partBytes`; a longer line gets a part of its own. */
const partsOf = (lines: Iterable<Buffer>, partBytes: number): Buffer[] => {
  const parts: Buffer[] = [];
  let current: Buffer[] = [];
  let bytes = 0;
  for (const line of lines) {
    if (bytes > 0 && bytes + line.length > partBytes) {
      parts.push(Buffer.concat(current));
      current = [];
      bytes = 0;
    }
    current.push(line);
    bytes += line.length;
  }
  return [...parts, Buffer.concat(current)];
};

import { decodeText, isRecord, wrongShape } from "./codec.ts";

/**
 * Objects as JSON, one a line, and back, in bytes. The bytes of each are kept: to turn a whole day into text, and that
 * into bytes, is what a write, or a read, of a day would cost most.
 */
const known = new WeakMap<object, Uint8Array>();

/** Adds the lines of these objects to what is to be joined. */
export const addLines = (chunks: Uint8Array[], parts: Iterable<object>): void => {
  let first = true;
  for (const part of parts) {
    if (!first) chunks.push(separator);
    first = false;
    let line = known.get(part);
    if (line === undefined) {
      line = Buffer.from(JSON.stringify(part));
      known.set(part, line);
    }
    chunks.push(line);
  }
};

export const join = (chunks: Uint8Array[]): Uint8Array => {
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  // Every byte of it is written below.
  const joined = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
};

/**
 * The objects of a section. One whose bytes are those of the object that was `before` at its place is that object: not
 * parsed again, nor even turned into text. Throws where a line is not JSON, or not `isOne`.
 */
export const readLines = <T extends object>(
  section: Buffer,
  before: readonly T[],
  isOne: (part: Record<string, unknown>) => boolean,
): T[] => {
  const parts: T[] = [];
  for (let from = 0; from < section.length || (from > 0 && from === section.length);) {
    const was = before[parts.length];
    const line = was && known.get(was);
    const end = line === undefined ? -1 : from + line.length;
    if (was !== undefined && line !== undefined && isLine(section, from, line)) {
      parts.push(was);
      from = end + separator.length;
      continue;
    }
    const next = section.indexOf(separator, from);
    const bytes = section.subarray(from, next < 0 ? section.length : next);
    const parsed: unknown = JSON.parse(decodeText(bytes));
    if (!isRecord(parsed) || !isOne(parsed)) throw wrongShape();
    // Only `addLines` writes these lines, one kind a section.
    const part = parsed as T;
    // A copy: the bytes read would otherwise stay as long as any part of them.
    known.set(part, Buffer.from(bytes));
    parts.push(part);
    from = (next < 0 ? section.length : next) + separator.length;
  }
  return parts;
};

/** JSON has no raw line break, so a line that begins like this and then ends is this one. */
const isLine = (section: Buffer, from: number, line: Uint8Array): boolean => {
  const end = from + line.length;
  if (end > section.length || section.compare(line, 0, line.length, from, end) !== 0) return false;
  return end === section.length || (section[end] === separator[0] && section[end + 1] === separator[1]);
};

const separator = Buffer.from(",\n");

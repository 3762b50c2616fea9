import { crc32 } from "node:zlib";
import { DamagedObject, type ObjectHeaders, type Version } from "../object-store.ts";

/** One version of a key: a line of JSON in front of the body, and a number which is the file's name. */
export interface VersionFile {
  /** Grows by one with each version, deletes too, and never begins again. */
  number: number;
  /** Names this write and no other. */
  write: string;
  /** The writes before this one, newest first: the one it replaced, the one that replaced, … at most `CHAIN`. */
  replaces: string[];
  /** A tombstone: the key is missing from here on. */
  deleted: boolean;
  /** Of an object of the public store; versions from before these were stored have none. */
  headers?: ObjectHeaders;
}

/** How many predecessors a version names: so many versions on, a writer still learns from one file how it fared. */
export const CHAIN = 16;
/** Longer than any header: 16 write ids of 12 characters, and the stored headers of an object. */
export const HEAD_BYTES = 1_024;

// `@` is in no key, so neither a version nor the temporary folder can ever be taken for a part of one.
export const TEMPORARY = "@tmp";
export const nameOf = (number: number): string => `@${String(number).padStart(8, "0")}`;
export const numbersIn = (names: string[]): number[] =>
  names.filter((name) => /^@\d{8,}$/.test(name)).map((name) => Number(name.slice(1)));

export const tokenOf = ({ number, write }: VersionFile): Version => `${number}.${write}` as Version;
export const parseToken = (version: Version): { number: number; write: string } | undefined => {
  const [, number, write] = /^([1-9]\d*)\.([A-Za-z0-9_-]+)$/.exec(version) ?? [];
  return number === undefined || write === undefined ? undefined : { number: Number(number), write };
};

export const successorOf = (
  base: VersionFile | undefined,
  write: string,
  deleted: boolean,
  headers?: ObjectHeaders,
): VersionFile => ({
  number: (base?.number ?? 0) + 1,
  write,
  replaces: base === undefined ? [] : [base.write, ...base.replaces].slice(0, CHAIN),
  deleted,
  ...(headers && { headers }),
});

/**
 * `crc32` is the body's, `head` that of the header in front of it: a disk that loses or flips a bit is noticed, even if
 * what is left is still JSON.
 */
export const encodeHeader = ({ write, replaces, deleted, headers }: VersionFile, body: Uint8Array): Uint8Array => {
  const told = { ...(deleted && { deleted }), ...(headers && { headers }) };
  const covered = JSON.stringify({ write, replaces, crc32: crc32(body), ...told }).slice(0, -1);
  return new TextEncoder().encode(`${covered}${headMark}${crc32(covered)}}\n`);
};

const headMark = ',"head":';

/** Reads a header; one that is none belongs to a version of which only the number is known. */
export const decodeHeader = (number: number, bytes: Uint8Array): VersionFile => {
  try {
    return decode(number, bytes).version;
  } catch {
    return { number, write: damagedWrite, replaces: [], deleted: false };
  }
};

/** Reads a whole file. Throws `DamagedObject` where it is not what was written. */
export const decodeVersion = (number: number, bytes: Uint8Array): { version: VersionFile; body: Uint8Array } => {
  const { version, body, sum } = decode(number, bytes);
  // Files of before there were sums have none.
  if (sum !== undefined && sum !== crc32(body)) throw new DamagedObject(`${nameOf(number)} is not what was written`);
  return { version, body };
};

/** Stands for the write of a version that cannot say it any more, so that the next can be put on top. */
const damagedWrite = "damaged";

const decode = (number: number, bytes: Uint8Array) => {
  const end = bytes.indexOf(0x0a);
  const line = end === -1 ? "" : new TextDecoder().decode(bytes.subarray(0, end));
  const header = parse(line);
  if (!isHeader(header) || !isWhole(line, header))
    throw new DamagedObject(`${nameOf(number)} does not begin as a version file does`);
  const { write, replaces, headers } = header;
  const stored = isHeaders(headers) ? { headers } : {};
  const version: VersionFile = { number, write, replaces, deleted: header.deleted === true, ...stored };
  const body = new Uint8Array(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1);
  return { version, body, sum: header.crc32 };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Headers written before they were covered have no sum, and only the fields of that time. */
const isWhole = (line: string, header: Header): boolean =>
  header.head === undefined
    ? Object.keys(header).every((name) => uncovered.has(name))
    : header.head === crc32(line.slice(0, line.lastIndexOf(headMark)));

const uncovered = new Set(["write", "replaces", "crc32", "deleted"]);

interface Header {
  write: string;
  replaces: string[];
  crc32?: unknown;
  deleted?: unknown;
  headers?: unknown;
  head?: unknown;
}

const isHeader = (value: unknown): value is Header =>
  typeof value === "object" &&
  value !== null &&
  "write" in value &&
  typeof value.write === "string" &&
  "replaces" in value &&
  Array.isArray(value.replaces) &&
  value.replaces.every((entry) => typeof entry === "string");

const isHeaders = (value: unknown): value is ObjectHeaders =>
  typeof value === "object" &&
  value !== null &&
  "contentType" in value &&
  typeof value.contentType === "string" &&
  "cacheControl" in value &&
  typeof value.cacheControl === "string";

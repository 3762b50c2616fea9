import type { Version } from "../object-store.ts";

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
}

/** How many predecessors a version names: so many versions on, a writer still learns from one file how it fared. */
export const CHAIN = 16;
/** Longer than any header: 16 write ids of 12 characters. */
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

export const successorOf = (base: VersionFile | undefined, write: string, deleted: boolean): VersionFile => ({
  number: (base?.number ?? 0) + 1,
  write,
  replaces: base === undefined ? [] : [base.write, ...base.replaces].slice(0, CHAIN),
  deleted,
});

export const encodeHeader = ({ write, replaces, deleted }: VersionFile): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify({ write, replaces, ...(deleted ? { deleted } : {}) })}\n`);

/** Reads a header, and the body behind it as far as `bytes` go. */
export const decodeVersion = (number: number, bytes: Uint8Array): { version: VersionFile; body: Uint8Array } => {
  const end = bytes.indexOf(0x0a);
  const header: unknown = end === -1 ? undefined : parse(new TextDecoder().decode(bytes.subarray(0, end)));
  if (!isHeader(header)) throw new Error(`${nameOf(number)} does not begin as a version file does`);
  const version = { number, write: header.write, replaces: header.replaces, deleted: header.deleted === true };
  return { version, body: new Uint8Array(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isHeader = (value: unknown): value is { write: string; replaces: string[]; deleted?: unknown } =>
  typeof value === "object" &&
  value !== null &&
  "write" in value &&
  typeof value.write === "string" &&
  "replaces" in value &&
  Array.isArray(value.replaces) &&
  value.replaces.every((entry) => typeof entry === "string");

import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { link, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Instant } from "../domain/clock.ts";
import { readStoredJob } from "../domain/stored-job.ts";
import { diskFaults } from "./disk-fault.ts";
import { readArchivedMessage } from "./archived-message.ts";
import { archivedAccess, archivedWebhooks } from "./archived-access.ts";
import { archivedConversation } from "./archived-conversation.ts";
import { archivedUser } from "./archived-user.ts";
import {
  ArchiveDigest,
  countRecord,
  noCounts,
  recordKinds,
  type ArchiveCounts,
  type ArchiveRecord,
} from "./archive-record.ts";

/**
 * The last line of a backup. A backup is a gzip of one line per record, after a first line with the format. The manifest proves
 * that the file is complete. No command trusts a file before comparing all of it with its manifest.
 */
export interface Manifest {
  kind: "manifest";
  /**
   * Format 1 has no catalogs, and format 2 no conversations, tokens or webhooks. Each is read as a store without them. A
   * version that does not know a format refuses the file, because it would restore a store without its opt-outs.
   */
  format: 1 | 2 | 3;
  /** The instant of the backup. Later changes are not in it. */
  at: Instant;
  /** A file of an older version lacks some. */
  counts: ArchiveCounts;
  /** `ArchiveDigest` of every record. */
  digest: string;
  /** Keys of documents that could not be read and were left out on request. */
  left_out: string[];
}

/** The file is not a complete, unchanged backup, or cannot be written. The message is for the person who named it. */
export class BackupRefused extends Error {
  override name = "BackupRefused";
}

export interface BackupParts {
  at: Instant;
  /** Called after the last record. */
  leftOut: () => string[];
  /** Replaces an existing file. */
  force: boolean;
  /** For the temporary name. */
  id: string;
  /** If it aborts, no file is left. */
  signal?: AbortSignal;
}

/**
 * Writes a backup under a temporary name, readable only by its owner and durable, then links it to its own name. A failure
 * leaves no file. Throws `BackupRefused` if the file exists or cannot be created.
 */
export const writeBackup = async (
  path: string,
  records: AsyncIterable<ArchiveRecord>,
  { at, leftOut, force, id, signal }: BackupParts,
): Promise<Manifest> => {
  // Checked first, so that a person need not wait for the end to learn it. The link at the end decides.
  if (!force && existsSync(path)) throw taken(path);
  const temporary = `${path}.${id}.part`;
  await refusing(path, async () => await (await open(temporary, "wx", 0o600)).close());
  let manifest: Manifest | null = null;
  async function* lines(): AsyncGenerator<string> {
    const digest = new ArchiveDigest();
    yield `${JSON.stringify({ kind: "tailboard-backup", format })}\n`;
    for await (const record of records) yield digest.add(record);
    const { counts } = digest;
    manifest = { kind: "manifest", format, at, counts, digest: digest.finish(), left_out: leftOut() };
    yield `${JSON.stringify(manifest)}\n`;
  }
  try {
    // Flushed to the disk before it is closed.
    const file = createWriteStream(temporary, { flags: "r+", flush: true });
    await pipeline(Readable.from(lines(), { objectMode: true }), createGzip(), file, signal ? { signal } : {});
    // link(2) refuses an existing name, also one that was created just now.
    await refusing(path, () => (force ? rename(temporary, path) : link(temporary, path)));
    await syncFolder(dirname(path));
  } catch (error) {
    if (signal?.aborted === true) throw new BackupRefused(`Stopped: ${path} was not written.`);
    throw codeOf(error) in words ? notWritten(path, error) : error;
  } finally {
    await unlink(temporary).catch(ignoreMissing);
  }
  if (manifest === null) throw new Error("A backup has a manifest");
  return manifest;
};

/** Reads all of a file and compares it with its manifest. Throws `BackupRefused`. */
export const verifyBackup = async (path: string): Promise<Manifest> => {
  const hash = createHash("sha256");
  const counts = noCounts();
  let last: string | null = null;
  let first = true;
  for await (const line of linesOf(path)) {
    if (first) {
      assertOurs(path, line);
      first = false;
      continue;
    }
    if (last !== null) count(path, counts, hash, last);
    last = line;
  }
  const manifest = readManifest(path, last);
  const same = Object.entries(manifest.counts).every(([kind, number]) => Reflect.get(counts, kind) === number);
  if (!same || hash.digest("hex") !== manifest.digest)
    throw new BackupRefused(`${path} was changed after it was written: it does not match its own manifest.`);
  return { ...manifest, counts };
};

/** Yields the records of a verified file. */
export async function* readBackup(path: string): AsyncGenerator<ArchiveRecord> {
  let first = true;
  for await (const line of linesOf(path)) {
    if (!first) {
      // The manifest says that our own `writeBackup` wrote it.
      const record = JSON.parse(line) as ArchiveRecord | Manifest;
      if (record.kind === "manifest") return;
      yield readRecord(record);
    }
    first = false;
  }
}

/** Reads a record that any version wrote. */
const readRecord = (record: ArchiveRecord): ArchiveRecord => {
  switch (record.kind) {
    case "job":
      return { ...record, job: readStoredJob(record.job) };
    case "message":
      return { kind: "message", message: readArchivedMessage(record.message) };
    case "people":
      return { kind: "people", users: record.users.map(archivedUser) };
    case "access":
      return { kind: "access", access: archivedAccess(record.access) };
    case "webhooks":
      return { kind: "webhooks", webhooks: archivedWebhooks(record.webhooks) };
    case "conversation":
      return { kind: "conversation", conversation: archivedConversation(record.conversation) };
    case "identity":
      return { kind: "identity", contact_salt: record.contact_salt };
    case "settings":
    case "equipment":
    case "message_settings":
    case "catalog":
    case "customer":
    case "day":
      return record;
  }
};

const count = (path: string, counts: ArchiveCounts, hash: Hash, line: string): void => {
  hash.update(`${line}\n`);
  const record = parse(path, line);
  const { kind } = record;
  if (typeof kind !== "string" || !Object.hasOwn(recordKinds, kind))
    throw new BackupRefused(`${path} has a kind of record that this Tailboard does not know. Use a newer version.`);
  countRecord(counts, record);
};

const assertOurs = (path: string, line: string): void => {
  const { kind, format } = parse(path, line);
  if (kind !== "tailboard-backup") throw new BackupRefused(`${path} is not a Tailboard backup.`);
  if (format !== 1 && format !== 2 && format !== 3)
    throw new BackupRefused(
      `${path} is a backup of a newer Tailboard (format ${String(format)}); this one reads 1 to 3.`,
    );
};

const readManifest = (path: string, line: string | null): Manifest => {
  const value = line === null ? {} : parse(path, line);
  if (value["kind"] !== "manifest")
    throw new BackupRefused(`${path} is cut off: its manifest, at the end, is missing.`);
  // Compared with the whole file by the caller.
  return value as unknown as Manifest;
};

/** Of the files that this version writes. */
const format = 3;

const parse = (path: string, line: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // reported below, without quoting the line
  }
  throw new BackupRefused(`${path} is not a Tailboard backup, or was changed: one of its lines is not a record.`);
};

async function* linesOf(path: string): AsyncGenerator<string> {
  const source = createReadStream(path);
  const unzipped = createGunzip();
  source.on("error", (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  try {
    for await (const chunk of unzipped) {
      const parts = (rest + decoder.decode(chunk as Buffer, { stream: true })).split("\n");
      rest = parts.pop() ?? "";
      yield* parts;
    }
    if (rest !== "") yield rest;
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

const unreadable = (path: string, error: unknown): unknown => {
  const code = codeOf(error);
  if (code === "Z_BUF_ERROR") return new BackupRefused(`${path} is cut off.`);
  if (code.startsWith("Z_") || code === "ERR_ENCODING_INVALID_ENCODED_DATA")
    return new BackupRefused(`${path} is not a Tailboard backup, or was changed.`);
  if (code !== "") return new BackupRefused(`Cannot read ${path}: ${code}.`);
  return error;
};

const refusing = async <T>(path: string, make: () => Promise<T>): Promise<T> => {
  try {
    return await make();
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? taken(path) : notWritten(path, error);
  }
};

const taken = (path: string): BackupRefused =>
  new BackupRefused(`${path} already exists. Choose another name, or use --force to replace it.`);

const notWritten = (path: string, error: unknown): BackupRefused => {
  const code = codeOf(error);
  return new BackupRefused(
    `Cannot write ${path}: ${code in words ? `${words[code]} (${code})` : code || String(error)}.`,
  );
};

const noLinks =
  "that file system has no hard links, which keep two backups from using one name; use --force to write without them";
const words: Readonly<Record<string, string>> = {
  ...diskFaults,
  ENOENT: "the folder does not exist",
  ENOSYS: noLinks,
  ENOTDIR: "a part of that path is not a folder",
  ENOTSUP: noLinks,
  EOPNOTSUPP: noLinks,
  EPERM: noLinks,
};

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
const ignoreMissing = (error: unknown): void => {
  if (codeOf(error) !== "ENOENT") throw error instanceof Error ? error : new Error(String(error));
};

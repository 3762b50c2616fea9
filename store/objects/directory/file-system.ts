/**
 * All that a DirectoryObjectStore asks of an operating system, so narrow that a test can schedule each step.
 * A call fails by rejecting with an error that carries the system's `code` (`ENOENT`, `EEXIST`, …).
 */
export interface FileSystem {
  /** The names in a folder, in no order. Not a snapshot: what comes or goes meanwhile may be in it or not. */
  names(folder: string): Promise<string[]>;
  read(path: string): Promise<Uint8Array>;
  /** The first bytes of a file, at most `length`. */
  head(path: string, length: number): Promise<Uint8Array>;
  /** False only when there is certainly no such file. */
  exists(path: string): Promise<boolean>;
  /** When the file's links last changed, in milliseconds of the file system's own clock. */
  linkedAt(path: string): Promise<number>;
  /** Makes a new file (0600) of these parts, durable when it resolves. `EEXIST` when there is one. */
  create(path: string, parts: Uint8Array[]): Promise<void>;
  /** link(2): a second name for a file, `EEXIST` when the name is taken. This arbitrates between all writers. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** One folder (0700). */
  makeFolder(path: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<void>;
}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Removes a file when it is there. For what can be removed again later: its failing changes nothing. */
export const discard = async (fs: FileSystem, path: string): Promise<boolean> => {
  try {
    await fs.unlink(path);
    return true;
  } catch (error) {
    return codeOf(error) === "ENOENT";
  }
};

import { closeSync, openSync, writevSync } from "node:fs";
import { NodeFileSystem } from "../../store/objects/directory/node-file-system.ts";

/** A file system that flushes nothing to disk, to measure what a store costs without its disk. */
export class UnflushedFileSystem extends NodeFileSystem {
  override async create(path: string, parts: Uint8Array[]): Promise<void> {
    const file = openSync(path, "wx", 0o600);
    writevSync(file, parts);
    closeSync(file);
  }

  override async syncFolder(): Promise<void> {
    // No flush.
  }
}

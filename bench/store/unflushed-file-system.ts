import { closeSync, openSync, writevSync } from "node:fs";
import { NodeFileSystem } from "../../store/objects/directory/node-file-system.ts";

/** A folder on which nothing is made durable: not a store, but what one costs without its disk. */
export class UnflushedFileSystem extends NodeFileSystem {
  override async create(path: string, parts: Uint8Array[]): Promise<void> {
    const file = openSync(path, "wx", 0o600);
    writevSync(file, parts);
    closeSync(file);
  }

  override async syncFolder(): Promise<void> {
    // Nothing waits for a disk here.
  }
}

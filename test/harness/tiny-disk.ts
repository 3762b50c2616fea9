import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { vi } from "vitest";
import { NodeFileSystem } from "../../store/objects/directory/node-file-system.ts";

/**
 * A small disk that a test can fill. It is a tmpfs if this user may mount one. Otherwise it is a folder in which this
 * process cannot create files while it is "full".
 */
export interface TinyDisk {
  folder: string;
  /** False if the full disk is simulated, which only some file calls notice. */
  isMounted: boolean;
  fill(): Promise<void>;
  free(): Promise<void>;
  close(): Promise<void>;
}

export const openTinyDisk = async (): Promise<TinyDisk> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-disk-"));
  const real = mount(folder);
  const refusing = real ? null : refuseFilesIn(folder);
  const ballast = join(folder, "ballast");
  return {
    folder,
    isMounted: real,
    fill: async () => {
      if (refusing !== null) refusing.full = true;
      // Larger than the disk, so it fills the disk and then fails.
      else await writeFile(ballast, new Uint8Array(diskBytes)).catch(ifNotFull);
    },
    free: async () => {
      if (refusing !== null) refusing.full = false;
      await rm(ballast, { force: true });
    },
    close: async () => {
      refusing?.stop();
      if (real) execFileSync("umount", [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const diskBytes = 2_000_000;

const mount = (folder: string): boolean => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${diskBytes}`, "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false; // no right to mount, or no tmpfs on this system
  }
};

const noSpace = (): Error => Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
const ifNotFull = (error: unknown): void => {
  if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
};

const refuseFilesIn = (folder: string) => {
  const create = NodeFileSystem.prototype.create;
  const spy = vi.spyOn(NodeFileSystem.prototype, "create").mockImplementation(function (
    this: NodeFileSystem,
    path,
    parts,
  ) {
    return refusing.full && path.startsWith(folder + sep) ? Promise.reject(noSpace()) : create.call(this, path, parts);
  });
  const refusing = { full: false, stop: () => spy.mockRestore() };
  return refusing;
};

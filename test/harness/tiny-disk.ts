import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeFileSystem } from "../../store/objects/directory/node-file-system.ts";

/** A disk that a test fills and frees: a file system of its own where this user may mount one, else one that says no. */
export interface TinyDisk {
  real: boolean;
  folder: string;
  fs: NodeFileSystem;
  fill(): Promise<void>;
  free(): Promise<void>;
  close(): Promise<void>;
}

export const openTinyDisk = async (): Promise<TinyDisk> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-disk-"));
  const real = mount(folder);
  const fs = new FullFileSystem();
  const ballast = join(folder, "ballast");
  return {
    real,
    folder,
    fs,
    fill: async () => {
      if (!real) fs.full = true;
      // Larger than the disk: what fits stays.
      else await writeFile(ballast, new Uint8Array(diskBytes)).catch(ifNotFull);
    },
    free: async () => {
      fs.full = false;
      await rm(ballast, { force: true });
    },
    close: async () => {
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
    return false; // this user may not, or this system has no tmpfs
  }
};

const noSpace = (): Error => Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
const ifNotFull = (error: unknown): void => {
  if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
};

class FullFileSystem extends NodeFileSystem {
  full = false;

  override async create(path: string, parts: Uint8Array[]): Promise<void> {
    if (this.full) throw noSpace();
    await super.create(path, parts);
  }
}

import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small disk that a test can fill: a tmpfs if this user may mount one. Otherwise it is a plain folder. */
export interface TinyDisk {
  folder: string;
  /** False for a plain folder, which a test cannot fill. */
  isMounted: boolean;
  fill(): Promise<void>;
  free(): Promise<void>;
  close(): Promise<void>;
}

export const openTinyDisk = async (): Promise<TinyDisk> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-disk-"));
  const isMounted = mount(folder);
  const ballast = join(folder, "ballast");
  return {
    folder,
    isMounted,
    fill: async () => {
      if (!isMounted) throw new Error("A plain folder cannot be filled");
      // Larger than the disk, so it fills the disk and then fails.
      await writeFile(ballast, new Uint8Array(diskBytes)).catch(ifNotFull);
    },
    free: () => rm(ballast, { force: true }),
    close: async () => {
      if (isMounted) execFileSync("umount", [folder]);
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

const ifNotFull = (error: unknown): void => {
  if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
};

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, statfsSync } from "node:fs";

/** A disk of a store that can be full for every process: a tmpfs whose size shrinks to what is on it. */
export interface FullDisk {
  fill(): void;
  free(): void;
  /** Copies the store to a folder, and removes the disk. */
  close(keepIn: string): void;
}

/** Returns null for a user that may not mount one. Then only the disk of one process at a time is full. */
export const mountDisk = (folder: string): FullDisk | null => {
  mkdirSync(folder, { recursive: true });
  const resize = (bytes: number): void => run("mount", "-o", `remount,size=${bytes}`, folder);
  const unmount = (): void => run("umount", "-l", folder);
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${large}`, "tmpfs", folder);
  } catch {
    return null;
  }
  // However this process ends, it leaves no mount behind.
  process.once("exit", unmount);
  return {
    fill: () => {
      const { blocks, bfree, bsize } = statfsSync(folder);
      // What is written until then may already need more.
      tolerate(() => resize((blocks - bfree + 2) * bsize));
    },
    free: () => resize(large),
    close: (keepIn) => {
      cpSync(folder, keepIn, { recursive: true });
      process.off("exit", unmount);
      unmount();
    },
  };
};

const large = 2 * 1024 ** 3;

const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: "ignore" });

const tolerate = (attempt: () => void): void => {
  try {
    attempt();
  } catch {
    // The next time is soon.
  }
};

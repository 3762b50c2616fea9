import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Where a build comes from. */
export interface Source {
  /** Null where this is not a checkout. */
  commit: string | null;
  /** Something here is in no commit, so nobody could build it again. */
  dirty: boolean;
}

export const readSource = async (folder: string): Promise<Source> => {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args, { cwd: folder })).stdout.trim();
  try {
    const [commit, changes] = await Promise.all([git("rev-parse", "HEAD"), git("status", "--porcelain")]);
    return { commit, dirty: changes !== "" };
  } catch {
    return { commit: null, dirty: false }; // unpacked from an archive, or no git here
  }
};

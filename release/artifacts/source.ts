import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The checkout that a build comes from. */
export interface Source {
  /** Null outside a checkout. */
  commit: string | null;
  /** True if there are uncommitted changes. Then the build cannot be repeated from a commit. */
  dirty: boolean;
}

export const readSource = async (folder: string): Promise<Source> => {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args, { cwd: folder })).stdout.trim();
  try {
    const [commit, changes] = await Promise.all([git("rev-parse", "HEAD"), git("status", "--porcelain")]);
    return { commit, dirty: changes !== "" };
  } catch {
    return { commit: null, dirty: false }; // not a checkout, or git is not installed
  }
};

import { diskFaults } from "../../disk-fault.ts";
import { codeOf, discard, type FileSystem } from "./file-system.ts";
import type { TemporaryFolder } from "./temporary-folder.ts";

/** Makes, lists, writes and links once. Gives one sentence a person can act on, or nothing when the folder will do. */
export const probe = async (
  fs: FileSystem,
  root: string,
  temporary: TemporaryFolder,
  write: string,
  make: () => Promise<void>,
): Promise<Error | undefined> => {
  const from = temporary.pathOf(write);
  const to = temporary.pathOf(`${write}.linked`);
  let doing = "make";
  try {
    await make();
    doing = "read";
    await fs.names(root);
    doing = "write to";
    await temporary.create(write, [new Uint8Array()]);
    doing = "make hard links in";
    await fs.link(from, to);
    await fs.syncFolder(root);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return new Error(`Cannot ${doing} the data folder ${root}: ${REASONS[code ?? ""] ?? code ?? String(error)}.`, {
      cause: error,
    });
  } finally {
    await discard(fs, from);
    await discard(fs, to);
  }
};

const noLinks = "its file system has none, so two writers could not be kept apart; choose a folder on a local disk";
const REASONS: Record<string, string> = {
  ...diskFaults,
  ENOENT: "it does not exist",
  ENOSYS: noLinks,
  ENOTDIR: "it is a file",
  ENOTSUP: noLinks,
  EOPNOTSUPP: noLinks,
  EPERM: noLinks,
};

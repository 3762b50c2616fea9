import { mkdir, open } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** Writes a new file and flushes it to the disk. Only the user of this process may read it. */
export const writeFlushed = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Makes the names in a folder durable. */
export const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Creates a folder and the missing ones above it, and makes their names durable. */
export const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  let above = dirname(first);
  await flushFolder(above);
  for (const name of relative(above, folder).split(sep).slice(0, -1)) {
    above = join(above, name);
    await flushFolder(above);
  }
};

import type { FileSystem } from "./file-system.ts";
import { isNoFolder } from "./history.ts";

/**
 * The folders under `prefix` that may be keys, ascending by key, with the names in each. A folder is both a possible
 * key `a` and the start of others, `a/…`; between the two come `a-b` and `a.b`, so each is sorted on its own.
 */
export async function* walk(fs: FileSystem, root: string, prefix: string, after: string): AsyncGenerator<Place> {
  const parents = prefix.split("/").slice(0, -1);
  if (!parents.every((segment) => SEGMENT.test(segment) && segment !== "." && segment !== "..")) return;
  const start = parents.map((segment) => `${segment}/`).join("");
  yield* walkFrom(fs, root, start, { prefix, after });
}

export interface Place {
  key: string;
  names: string[];
}

async function* walkFrom(
  fs: FileSystem,
  root: string,
  under: string,
  wanted: { prefix: string; after: string },
  names?: string[],
): AsyncGenerator<Place> {
  const here = names ?? (await namesIn(fs, `${root}/${under}`));
  const read = new Map<string, string[]>();
  const paths = here.flatMap((name) => (SEGMENT.test(name) ? [`${under}${name}`, `${under}${name}/`] : []));
  for (const path of paths.toSorted()) {
    if (path.endsWith("/")) {
      const near = path.startsWith(wanted.prefix) || wanted.prefix.startsWith(path);
      const passed = path < wanted.after && !wanted.after.startsWith(path);
      if (near && !passed) yield* walkFrom(fs, root, path, wanted, read.get(path));
    } else if (path.startsWith(wanted.prefix) && path > wanted.after) {
      const found = await namesIn(fs, `${root}/${path}`);
      read.set(`${path}/`, found);
      yield { key: path, names: found };
    }
  }
}

const SEGMENT = /^[A-Za-z0-9._-]+$/;

const namesIn = async (fs: FileSystem, folder: string): Promise<string[]> => {
  try {
    return await fs.names(folder);
  } catch (error) {
    if (isNoFolder(error)) return [];
    throw error;
  }
};

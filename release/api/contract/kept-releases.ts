import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Returns the releases in `kept/`, for tests. See its README. */
export const keptReleases = (): KeptRelease[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: id }) => ({
      id,
      file: (name) => readFileSync(new URL(`${id}/${name}`, folder), "utf8"),
      assets: () => assetsOf(id),
    }));

/** Returns a release's assets. Releases from before pages had a later part have none. */
const assetsOf = (id: string): Map<string, Uint8Array> => {
  const assets = new URL(`${id}/assets/`, folder);
  const names = existsSync(assets) ? readdirSync(assets) : [];
  return new Map(names.map((name) => [`assets/${name}`, new Uint8Array(readFileSync(new URL(name, assets)))]));
};

export interface KeptRelease {
  id: string;
  file: (name: "contract.json" | "book.html" | "track.html") => string;
  /** The parts that the pages load later, by name. */
  assets: () => Map<string, Uint8Array>;
}

const folder = new URL("kept/", import.meta.url);

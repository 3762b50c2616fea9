import { readdirSync, readFileSync } from "node:fs";

/** The releases in `kept/`, for tests: see its README. */
export const keptReleases = (): KeptRelease[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: id }) => ({ id, file: (name) => readFileSync(new URL(`${id}/${name}`, folder), "utf8") }));

export interface KeptRelease {
  id: string;
  file: (name: "contract.json" | "book.html" | "track.html") => string;
}

const folder = new URL("kept/", import.meta.url);

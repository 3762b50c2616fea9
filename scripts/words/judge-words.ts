import type { Found } from "./find-words.ts";

/** A folder ("." for the files at the top) that may still have `words` listed words, because of `reason`. */
export type UncleanFolder = { folder: string; words: number; reason: string };

/**
 * What is wrong with the words found in `files`, one line each; empty if nothing is. A folder on the list of unclean ones
 * may have at most its number of words. A folder that has none left must be removed from the list, so the list can only
 * shrink.
 */
export const judgeWords = (
  files: readonly string[],
  found: readonly Found[],
  unclean: readonly UncleanFolder[],
): string[] => {
  if (files.length === 0) return ["No file was read, so nothing was checked."];
  const problems: string[] = [];
  const left = new Map(unclean.map((each) => [each.folder, { ...each, found: [] as Found[] }]));
  const loose: Found[] = [];
  for (const each of found) {
    const folder = left.get(folderOf(each.path, unclean) ?? "");
    (folder === undefined ? loose : folder.found).push(each);
  }
  for (const { folder, words, found: here } of left.values()) {
    if (here.length > words) {
      problems.push(`${folder} has ${here.length} listed words; unclean-folders.json allows ${words}:`);
      loose.push(...here);
    } else if (here.length === 0)
      problems.push(`${folder} has no listed word left: remove it from scripts/words/unclean-folders.json.`);
  }
  return [
    ...problems,
    ...loose.map(
      ({ path, line, kind, word, reason, replacement }) =>
        `${path}:${line}: "${word}" in a ${kind} ${reason}. Use ${replacement}.`,
    ),
  ];
};

/** The listed folder that a file is in: the innermost if several are. */
const folderOf = (path: string, unclean: readonly UncleanFolder[]): string | undefined =>
  unclean
    .map(({ folder }) => folder)
    .filter((folder) => (folder === "." ? !path.includes("/") : path.startsWith(`${folder}/`)))
    .toSorted((a, b) => b.length - a.length)[0];

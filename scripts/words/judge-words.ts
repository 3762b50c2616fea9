import type { Found } from "./find-words.ts";

/** What is wrong with the words found in `files`, one line each; empty if nothing is. */
export const judgeWords = (files: readonly string[], found: readonly Found[]): string[] => {
  if (files.length === 0) return ["No file was read, so nothing was checked."];
  return found.map(
    ({ path, line, kind, word, reason, replacement }) =>
      `${path}:${line}: "${word}" in a ${kind} ${reason}. Use ${replacement}.`,
  );
};

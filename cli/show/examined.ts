import type { Examined } from "../examined.ts";
import * as message from "../message.ts";

/**
 * What the doctor found, mended first, at most so many of a kind; but all whose repair says something that a person
 * should know, such as a job that is lost: it is said only now.
 */
export const showExamined = ({ mended, left }: Examined, repaired: boolean): string => {
  if (mended.length === 0 && left.length === 0) return message.healthy;
  const lines: string[] = [];
  if (mended.length > 0) lines.push(message.mended(mended.length), ...listed(mended), "");
  if (left.length > 0) lines.push(message.left(left.length, repaired), ...listed(left), "");
  if (left.some(({ kind }) => kind === "crowded_day")) lines.push(message.crowdedAdvice, "");
  const mendable = left.filter(({ repairable }) => repairable).length;
  if (!repaired && mendable > 0) lines.push(message.mendable(mendable));
  return lines.join("\n").trimEnd();
};

const listed = (found: Examined["left"]): string[] => {
  const kinds = new Map<string, Examined["left"]>();
  for (const one of found) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return [...kinds.values()].flatMap((group) => {
    const shown = group.filter(({ notes }, index) => index < shownOfAKind || notes.length > 0);
    const lines = shown.flatMap(({ kind, where, job, detail, notes }) => [
      `  ${message.finding[kind]}  ${where}${job === undefined ? "" : `  ${job}`}`,
      `    ${detail}`,
      ...notes.map((note) => `    ${note}`),
    ]);
    const more = group.length - shown.length;
    return more > 0 ? [...lines, message.moreFindings(more)] : lines;
  });
};

const shownOfAKind = 20;

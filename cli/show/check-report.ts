import type { CheckReport } from "../check-store.ts";
import * as message from "../message/maintenance.ts";

/**
 * Describes the issues of a check, repaired ones first. It shows at most `maxPerKind` of a kind, plus all whose repair has notes,
 * such as a lost job, because no later run repeats them.
 */
export const showCheckReport = ({ mended, left }: CheckReport, repairing: boolean): string => {
  if (mended.length === 0 && left.length === 0) return message.healthy;
  const lines: string[] = [];
  if (mended.length > 0) lines.push(message.repaired(mended.length), ...listIssues(mended), "");
  if (left.length > 0) lines.push(message.remaining(left.length, repairing), ...listIssues(left), "");
  const repairable = left.filter((issue) => issue.repairable).length;
  if (!repairing && repairable > 0) lines.push(message.repairable(repairable));
  return lines.join("\n").trimEnd();
};

const listIssues = (issues: CheckReport["left"]): string[] =>
  [...Map.groupBy(issues, ({ kind }) => kind).values()].flatMap((group) => {
    const shown = group.filter(({ notes }, index) => index < maxPerKind || notes.length > 0);
    const lines = shown.flatMap(({ kind, where, job, detail, notes }) => [
      `  ${message.issue[kind]}  ${where}${job === undefined ? "" : `  ${job}`}`,
      `    ${detail}`,
      ...notes.map((note) => `    ${note}`),
    ]);
    const more = group.length - shown.length;
    return more > 0 ? [...lines, message.moreIssues(more)] : lines;
  });

const maxPerKind = 20;

/**
 * Returns the entry that the next undo reverts: the newest change that is not undone yet. Undefined if there is no such change.
 * Messages and replaced links reached other people, and an overdue night passed, so undo skips them; and it never reverts how the job began. The
 * page offers Undo by this rule, and the server undoes by it.
 */
export const undoableEntry = <T extends { id: string; what: string; undoes?: string | undefined; from: object | null }>(
  history: readonly T[],
): T | undefined => {
  const undone = new Set(history.map((entry) => entry.undoes));
  const entry = history.findLast(
    ({ id, what }) =>
      what !== "undone" && what !== "messaged" && what !== "link_replaced" && what !== "overdue" && !undone.has(id),
  );
  return entry === undefined || entry.from === null ? undefined : entry;
};

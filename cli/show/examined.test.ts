import { expect, test } from "vitest";
import type { Examined } from "../examined.ts";
import { showExamined } from "./examined.ts";

const finding = (index: number, notes: string[] = []): Examined["left"][number] => ({
  kind: "unreadable_document",
  where: `days/${index}.json`,
  detail: "It is cut off.",
  repairable: true,
  notes,
});

test("at most twenty of a kind, but every one whose repair says what was lost", () => {
  const mended = Array.from({ length: 50 }, (_, index) => finding(index, index === 40 ? ["261127-7K3Q is lost."] : []));
  const shown = showExamined({ mended, left: [] }, true);
  expect(shown).toContain("days/19.json");
  expect(shown).not.toContain("days/20.json");
  expect(shown).toContain("261127-7K3Q is lost.");
  expect(shown).toContain("29 more of these");
});

import { expect, test } from "vitest";
import type { CheckReport } from "../check-store.ts";
import { showCheckReport } from "./check-report.ts";

const issue = (index: number, notes: string[] = []): CheckReport["left"][number] => ({
  kind: "unreadable_document",
  where: `days/${index}.json`,
  detail: "It is cut off.",
  repairable: true,
  notes,
});

test("shows at most twenty issues of a kind, and all whose repair has notes", () => {
  const mended = Array.from({ length: 50 }, (_, index) => issue(index, index === 40 ? ["261127-7K3Q is lost."] : []));
  const shown = showCheckReport({ mended, left: [] }, true);
  expect(shown).toContain("days/19.json");
  expect(shown).not.toContain("days/20.json");
  expect(shown).toContain("261127-7K3Q is lost.");
  expect(shown).toContain("29 more of this kind");
});

import { rename } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decided, entry, field, tableEntry } from "./added-field.ts";
import { copySources, sources } from "./source-copy.ts";

let copy: Awaited<ReturnType<typeof copySources>>;
beforeAll(async () => void (copy = await copySources()));
afterAll(() => copy.remove());

/** The tests of the new field, under the name that they have in the copy. */
const tests = "test/new-field/po-number.test.ts";

describe("a new optional text field of a job", () => {
  it("does not compile without an entry in the field table", async () => {
    const checked = await copy.withEdits([field], () => copy.check(["domain"]));
    expect(checked.code).not.toBe(0);
    expect(checked.output).toMatch(/^domain\/job-fields\.ts.*po_number/ms);
  });

  it.each(["label", "empty", "shownTo", "changedBy", "enteredIn", "history", "staging", "imported"])(
    "does not compile while its entry leaves %s open",
    async (decision) => {
      const open = tableEntry(entry.filter((line) => !line.startsWith(decision)));
      const checked = await copy.withEdits([field, open], () => copy.check(["domain/job-fields.ts"]));
      expect(checked.code).not.toBe(0);
      expect(checked.output).toMatch(new RegExp(`^domain/job-fields\\.ts.*${decision}`, "ms"));
    },
  );

  it("touches at most 6 files", () => {
    expect(new Set(decided.map(({ file }) => file)).size).toBeLessThanOrEqual(6);
  });

  it("compiles with every decision, and appears exactly where its entry says", { timeout: 600_000 }, async () => {
    const [checked, tested] = await copy.withEdits(decided, async () => {
      await rename(join(copy.folder, "test/new-field/po-number-process.ts"), join(copy.folder, tests));
      return [
        await copy.check(sources),
        await copy.run("vitest/vitest.mjs", "run", "projection/job-view.test.ts", tests),
      ];
    });
    expect(checked).toEqual({ code: 0, output: "" });
    expect(tested.code, tested.output).toBe(0);
  });
});

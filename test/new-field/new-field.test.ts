import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decided, entry, field, tableEntry, type Edit } from "./added-field.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = "bench cli domain edge http infra main projection release scripts store test web".split(" ");
const files = ["package.json", "tsconfig.json", "vitest.config.ts"];

/** The folder of a copy of the sources. */
let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "tailboard-field-"));
  for (const name of [...sources, ...files]) await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

describe("a new optional text field of a job", () => {
  it("does not compile without an entry in the field table", async () => {
    const checked = await withEdits([field], () => check(["domain"]));
    expect(checked.code).not.toBe(0);
    expect(checked.output).toMatch(/^domain\/job-fields\.ts.*po_number/ms);
  });

  it.each(["label", "empty", "shownTo", "changedBy", "enteredIn", "history", "staging", "imported"])(
    "does not compile while its entry leaves %s open",
    async (decision) => {
      const open = tableEntry(entry.filter((line) => !line.startsWith(decision)));
      const checked = await withEdits([field, open], () => check(["domain/job-fields.ts"]));
      expect(checked.code).not.toBe(0);
      expect(checked.output).toMatch(new RegExp(`^domain/job-fields\\.ts.*${decision}`, "ms"));
    },
  );

  it("touches at most 6 files", () => {
    expect(new Set(decided.map(({ file }) => file)).size).toBeLessThanOrEqual(6);
  });

  it("compiles with every decision, and appears exactly where its entry says", { timeout: 600_000 }, async () => {
    const [checked, tested] = await withEdits(decided, async () => [
      await check(sources),
      await run("vitest/vitest.mjs", "run", "projection/job-view.test.ts", "test/new-field/po-number.test.ts"),
    ]);
    expect(checked).toEqual({ code: 0, output: "" });
    expect(tested.code, tested.output).toBe(0);
  });
});

/** Runs with the sources changed, and changes them back. */
const withEdits = async <T>(edits: Edit[], work: () => Promise<T>): Promise<T> => {
  for (const { file, before, text: added } of edits) {
    const path = join(copy, file);
    const source = await readFile(path, "utf8");
    expect(source.split(before), `${file} has "${before}" once`).toHaveLength(2);
    await writeFile(
      path,
      source.replace(before, () => added + before),
    );
  }
  const [process, test] = ["process.ts", "test.ts"].map((end) =>
    join(copy, "test/new-field", `po-number${end === "test.ts" ? "." : "-"}${end}`),
  );
  await rename(process ?? "", test ?? "");
  try {
    return await work();
  } finally {
    await rename(test ?? "", process ?? "");
    for (const { file } of edits) await cp(join(root, file), join(copy, file));
  }
};

/** Checks the types of some of the sources. */
const check = async (include: string[]) => {
  const path = join(copy, "tsconfig.part.json");
  await writeFile(path, JSON.stringify({ extends: "./tsconfig.json", include }));
  return await run("typescript/bin/tsc", "-p", path);
};

const run = async (tool: string, ...argv: string[]): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, [join(copy, "node_modules", tool), ...argv], {
    cwd: copy,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1" },
  });
  const code = new Promise<number | null>((resolve) => void child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, output: stdout + stderr };
};

import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Edit } from "./added-field.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const sources = "bench cli domain edge http infra main notify projection release scripts store test web".split(
  " ",
);
const files = ["package.json", "tsconfig.json", "vitest.config.ts"];

export interface Outcome {
  code: number | null;
  output: string;
}

/** Copies the sources to a folder of its own, where tests edit and check them. */
export const copySources = async () => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-field-"));
  for (const name of [...sources, ...files]) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));

  /** Runs with the sources changed, and changes them back. */
  const withEdits = async <T>(edits: Edit[], work: () => Promise<T>): Promise<T> => {
    for (const { file, before, text: added } of edits) {
      const path = join(folder, file);
      const source = await readFile(path, "utf8");
      expect(source.split(before), `${file} has "${before}" once`).toHaveLength(2);
      await writeFile(
        path,
        source.replace(before, () => added + before),
      );
    }
    try {
      return await work();
    } finally {
      for (const { file } of edits) await cp(join(root, file), join(folder, file));
    }
  };

  const run = async (tool: string, ...argv: string[]): Promise<Outcome> => {
    const child = spawn(process.execPath, [join(folder, "node_modules", tool), ...argv], {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1" },
    });
    const code = new Promise<number | null>((resolve) => void child.on("close", resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, output: stdout + stderr };
  };

  /** Checks the types of some of the sources. */
  const check = async (include: string[]): Promise<Outcome> => {
    const path = join(folder, "tsconfig.part.json");
    await writeFile(path, JSON.stringify({ extends: "./tsconfig.json", include }));
    return await run("typescript/bin/tsc", "-p", path);
  };

  return { folder, withEdits, run, check, remove: () => rm(folder, { recursive: true, force: true }) };
};

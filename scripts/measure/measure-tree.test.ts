import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { measureTree } from "./measure-tree.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tailboard-measure-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

it("counts source and test files, lines and long functions", () => {
  file("domain/job.ts", `export const job = () => {\n${"  job();\n".repeat(69)}};\n`);
  file("domain/day.ts", `export const day = () => {\n${"  day();\n".repeat(68)}};\n`);
  file("web/page.css", ".a {}\n");
  file("domain/job.test.ts", `it("x", () => {\n${"  x();\n".repeat(100)}});\n`);
  file("node_modules/a/a.ts", "a();\n");
  expect(measureTree(root)).toMatchObject({
    "Source files": 3,
    "Source lines": 71 + 70 + 1,
    "Test files": 1,
    "Lines of a file, median": 70,
    "Lines of a file, 90th percentile": 71,
    "Files under 15 lines": 1,
    "Functions over 70 lines": 1,
  });
});

it("counts riddle words in comments only", () => {
  file("domain/job.ts", `// ${"word ".repeat(499)}whoever\nconst nobody = "nobody at all here";\n`);
  file("store/port/table.ts", `// ${"word ".repeat(499)}somebody\n`);
  file("store/port/item.ts", `// nobody\n`);
  expect(measureTree(root)).toMatchObject({
    "Riddle words per 1,000 words of comment": 3,
  });
});

it("counts files that name a status in code or path, and not in a comment", () => {
  file("domain/job.ts", 'const a = "ready_for_pickup";\n');
  file("domain/day.ts", "// ready_for_pickup\n");
  file("http/routes/set-visit-state.ts", "export {};\n");
  expect(measureTree(root)).toMatchObject({
    "Files that name a status (`ready_for_pickup`)": 1,
    "Files that name a route (`set_visit_state`)": 1,
  });
});

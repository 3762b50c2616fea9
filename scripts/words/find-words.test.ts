import { describe, expect, it } from "vitest";
import { findWords } from "./find-words.ts";
import words from "./words.json" with { type: "json" };

const wordsIn = (path: string, source: string): string[] => findWords(path, source).map(({ word }) => word);

const examples = words.flatMap(({ pattern, examples }) => examples ?? pattern.split("|"));

describe.each(examples)("the listed phrase %s", (phrase) => {
  const places: Record<string, [path: string, source: string]> = {
    "a block comment": ["domain/job.ts", `/** What is ${phrase} here. */\nexport const a = 1;`],
    "a line comment": ["domain/job.ts", `const a = 1; // as ${phrase} here`],
    "a comment in JSX": ["web/book/page.tsx", `const a = <p>{/* as ${phrase} here */}</p>;`],
    "a comment in a style sheet": ["web/book/page.css", `.a { color: red; } /* as ${phrase} here */`],
    "a document": ["docs/runbook/cost.md", `# Cost\n\nAs ${phrase} here.\n`],
    "a message catalog": ["web/shared/message/en/board.ts", `export const a = "${phrase}";`],
    "a message with a value": ["cli/message/en.ts", `export const a = (b: string) => \`\${b} ${phrase}\`;`],
    "a sentence in code": ["http/problem.ts", `throw new Error("Here it was ${phrase} again.");`],
    "text on a page": ["web/book/page.tsx", `const a = <p>Here it was ${phrase} again</p>;`],
    "the name of a test": ["domain/job.test.ts", `it.each([1])("finds ${phrase} again", () => {});`],
  };
  it.each(Object.entries(places))("is found in %s", (_place, [path, source]) => {
    expect(wordsIn(path, source).map((word) => word.toLowerCase())).toContain(phrase.toLowerCase());
  });
});

describe("a listed word is allowed", () => {
  it("in the name of a function or a variable", () => {
    expect(wordsIn("domain/job.ts", "const nobody = somebody(whoever.lies);")).toEqual([]);
  });

  it("in a stored word", () => {
    expect(wordsIn("domain/job.ts", 'const a = ["nobody", "lies"];')).toEqual([]);
  });

  it("in a value that a test uses", () => {
    expect(wordsIn("domain/job.test.ts", 'expect(a).toBe("Here is nobody at all");')).toEqual([]);
  });

  it("as code in a document or a comment", () => {
    expect(wordsIn("CONTRIBUTING.md", "Avoid `whoever`.\n\n```\nnobody\n```\n")).toEqual([]);
    expect(wordsIn("domain/job.ts", "// Reads `nobody`.")).toEqual([]);
  });

  it("as a part of a longer word", () => {
    expect(wordsIn("README.md", "Families, replies, once and for all.")).toEqual([]);
  });

  it("in a string that looks like a comment", () => {
    expect(wordsIn("web/book/page.css", `.a::before { content: "/* nobody */"; }`)).toEqual([]);
  });
});

it("names the file, the line, the word and what to use", () => {
  expect(
    findWords("domain/job.ts", "const a = 1;\n\n// Read by whoever\n// comes first, or is\n// told later."),
  ).toEqual([
    expect.objectContaining({ path: "domain/job.ts", line: 3, kind: "comment", word: "whoever" }),
    expect.objectContaining({ path: "domain/job.ts", line: 4, kind: "comment", word: "is told" }),
  ]);
  const [found] = findWords("domain/job.ts", "// whoever");
  expect(found?.replacement).toContain("the caller");
});

it("refuses a source file that it cannot parse", () => {
  expect(() => findWords("domain/job.ts", "const = ;")).toThrow("domain/job.ts cannot be parsed");
});

it("has a reason and a replacement for each entry", () => {
  for (const { pattern, reason, replacement } of words) {
    expect(reason, pattern).toMatch(/^\S.*[^.]$/);
    expect(replacement, pattern).toMatch(/^\S.*[^.]$/);
  }
});

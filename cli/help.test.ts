import type { Command } from "commander";
import { expect, test } from "vitest";
import * as message from "./message.ts";
import { program } from "./tailboard.ts";

/** Every command with its whole path: `jobs new`, `serve`. */
const commands = (of: Command, path: string[] = []): { path: string; help: string }[] =>
  of.commands.flatMap((one) => {
    const own = [...path, one.name()];
    let help = "";
    one.configureOutput({ writeOut: (text) => (help += text) });
    one.outputHelp();
    return [{ path: own.join(" "), help }, ...commands(one, own)];
  });

const root = program(false);
const all = commands(root);
const paths = new Set(all.map(({ path }) => path));
const groups = [...new Set(all.flatMap(({ path }) => (path.includes(" ") ? [path.split(" ")[0] ?? ""] : [])))];

/** Words that follow a group's name in a sentence: "jobs are kept", "days not set by hand". */
const plain = new Set(
  "are and as at by from had help have in into is not of on or that the to with came like kept made still come here do than yet there".split(
    " ",
  ),
);

/** Verbs that a text speaks of and that do not exist. */
const unknownIn = (text: string): string[] => {
  const words = text.replaceAll(/\s+/g, " ");
  const named = [...words.matchAll(/\btailboard ([a-z]+)(?: ([a-z][a-z-]*))?/g)].flatMap(([, first = "", second]) => {
    if (!groups.includes(first)) return paths.has(first) ? [] : [first];
    return second === undefined || paths.has(`${first} ${second}`) ? [] : [`${first} ${second}`];
  });
  const mentioned = [...words.matchAll(new RegExp(`(?<![\\w.-])(${groups.join("|")}) ([a-z][a-z-]*)`, "g"))].flatMap(
    ([, group = "", word = ""]) => (plain.has(word) || paths.has(`${group} ${word}`) ? [] : [`${group} ${word}`]),
  );
  return [...named, ...mentioned];
};

test("there are verbs to look at", () => {
  expect(paths.has("jobs new")).toBe(true);
  expect(groups).toEqual(expect.arrayContaining(["jobs", "settings", "users"]));
  expect(unknownIn("removed with jobs forget, or tailboard jobs frobnicate")).toEqual([
    "jobs frobnicate",
    "jobs forget",
    "jobs frobnicate",
  ]);
});

test.each(all)("the help of $path names only verbs that exist", ({ help }) => {
  expect(unknownIn(help)).toEqual([]);
});

test("messages name only verbs that exist", () => {
  const texts = Object.values(message).flatMap((one) => (typeof one === "string" ? [one] : []));
  expect(texts.flatMap(unknownIn)).toEqual([]);
});

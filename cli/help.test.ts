import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import * as infra from "./message/infra.ts";
import * as integrations from "./message/integrations.ts";
import * as jobs from "./message/jobs.ts";
import * as maintenance from "./message/maintenance.ts";
import * as release from "./message/release.ts";
import * as server from "./message/server.ts";
import * as settings from "./message/settings.ts";
import { createProgram } from "./tailboard.ts";

const catalogs: object[] = [infra, integrations, jobs, maintenance, release, server, settings];

/** Every command with its full name, such as `jobs new`. */
const commands = (parent: Command, path: string[] = []): { path: string; help: string }[] =>
  parent.commands.flatMap((command) => {
    const name = [...path, command.name()];
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    return [{ path: name.join(" "), help }, ...commands(command, name)];
  });

const root = createProgram(false);
const all = commands(root);
const paths = new Set(["help", ...all.map(({ path }) => path)]);
const groups = [...new Set(all.flatMap(({ path }) => (path.includes(" ") ? [path.split(" ")[0] ?? ""] : [])))];

/** Words that may follow a group's name in a sentence, as in "jobs are kept". */
const followers = new Set(
  "are and as at by from had help have in into is not of on or that the to with came like kept made still come here do than yet there appear below could days found get has live new next no not saved this was were when which whose without use used work book saw see first".split(
    " ",
  ),
);

/** Finds commands that a text names and that do not exist. */
const unknownIn = (text: string): string[] => {
  const words = text.replaceAll(/\s+/g, " ");
  const named = [...words.matchAll(/\btailboard ([a-z]+)(?: ([a-z][a-z-]*))?/g)].flatMap(([, first = "", second]) => {
    if (!groups.includes(first)) return paths.has(first) ? [] : [first];
    return second === undefined || paths.has(`${first} ${second}`) ? [] : [`${first} ${second}`];
  });
  const mentioned = [...words.matchAll(new RegExp(`(?<![\\w.-])(${groups.join("|")}) ([a-z][a-z-]*)`, "g"))].flatMap(
    ([, group = "", word = ""]) => (followers.has(word) || paths.has(`${group} ${word}`) ? [] : [`${group} ${word}`]),
  );
  return [...named, ...mentioned];
};

test("finds commands and names of unknown commands", () => {
  expect(paths.has("jobs new")).toBe(true);
  expect(groups).toEqual(expect.arrayContaining(["jobs", "settings", "users"]));
  expect(unknownIn("removed with jobs forgive, or tailboard jobs frobnicate")).toEqual([
    "jobs frobnicate",
    "jobs forgive",
    "jobs frobnicate",
  ]);
});

test.each(all)("the help of $path names only commands that exist", ({ help }) => {
  expect(unknownIn(help)).toEqual([]);
});

const tellingCommands =
  "jobs new|jobs move|jobs complete|jobs cancel|jobs undo|jobs late|jobs extend|jobs price|jobs overage|jobs quote|jobs approve|jobs decline|visits add|visits move|visits assign|visits order|visits remove|visits state";
test.each(tellingCommands.split("|"))("%s can leave the customer untold", (name) => {
  expect(all.find(({ path }) => path === name)?.help).toContain("--no-notify");
});

test("messages name only commands that exist", () => {
  const texts = catalogs.flatMap((catalog) =>
    Object.values(catalog).flatMap((text) => (typeof text === "string" ? [text] : [])),
  );
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.flatMap(unknownIn)).toEqual([]);
});

test("help environment lists every variable that the configuration reads", async () => {
  const help = all.find(({ path }) => path === "environment")?.help ?? "";
  for (const name of await variablesRead()) expect(help).toMatch(new RegExp(`^  ${name} `, "m"));
});

test("errors and notices take their texts from the catalog", async () => {
  const folder = import.meta.dirname;
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("message/"),
  );
  const literal = /new (?:UsageError|ConfigError)\(\s*["`][\w-]|printNotice\(\s*["`]\w|localProblem\("\w+",\s*["`]\w/;
  expect(
    ['throw new UsageError("No")', "printNotice(`No", 'localProblem("not_found", "No'].every((code) =>
      literal.test(code),
    ),
  ).toBe(true);
  const found = [];
  for (const file of files) if (literal.test(await readFile(join(folder, file), "utf8"))) found.push(file);
  expect(found).toEqual([]);
});

/** The variables that the sources of `main` and `cli` read from the environment. */
const variablesRead = async (): Promise<Set<string>> => {
  const names = new Set<string>();
  for (const room of ["../main", "."]) {
    const folder = join(import.meta.dirname, room);
    for (const file of await readdir(folder, { recursive: true })) {
      if (!/(?<!\.test)\.ts$/.test(file)) continue;
      const text = await readFile(join(folder, file), "utf8");
      for (const [, name = ""] of text.matchAll(/env\["(TAILBOARD_\w+)"\]/g)) names.add(name);
    }
  }
  expect(names.size).toBeGreaterThan(8);
  return names;
};

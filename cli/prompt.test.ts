import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { ask, type Question } from "./prompt.ts";

const questions: Question[] = [
  { text: "A name", given: undefined },
  { text: "Region", given: undefined, fallback: "us-east-1" },
  { text: "Email", given: undefined },
];

/** A person who types one of `lines` after each question, and then closes the input if `leaves`. */
const typing = (lines: string[], leaves = false) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = "";
  const left = [...lines];
  output.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    if (!shown.endsWith(": ")) return;
    const next = left.shift();
    if (next !== undefined) input.write(`${next}\n`);
    else if (leaves) input.end();
  });
  return { input, output, shown: () => shown };
};

it("asks for missing values in turn and shows the fallback", async () => {
  const person = typing(["acme", "eu-central-1", " ana@example.com "]);
  expect(await ask(questions, person)).toEqual(["acme", "eu-central-1", "ana@example.com"]);
  expect(person.shown()).toBe("A name: Region (us-east-1): Email: ");
});

it("uses the fallback for an empty answer, and repeats a question without one", async () => {
  const person = typing(["", "acme", "", "ana@example.com"]);
  expect(await ask(questions, person)).toEqual(["acme", "us-east-1", "ana@example.com"]);
  expect(person.shown()).toBe("A name: A name: Region (us-east-1): Email: ");
});

it("skips questions whose value is on the command line", async () => {
  const person = typing(["ana@example.com"]);
  const [name, region, email] = questions;
  if (name === undefined || region === undefined || email === undefined) throw new Error("Three questions");
  const given = [{ ...name, given: "acme" }, { ...region, given: "eu-west-1" }, email];
  expect(await ask(given, person)).toEqual(["acme", "eu-west-1", "ana@example.com"]);
  expect(person.shown()).toBe("Email: ");
});

it("accepts answers that are pasted all together", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write("acme\n\nana@example.com\n");
  expect(await ask(questions, { input, output })).toEqual(["acme", "us-east-1", "ana@example.com"]);
});

it("says that nothing was written if the input ends early", async () => {
  await expect(ask(questions, typing(["acme"], true))).rejects.toThrow("Nothing was written");
});

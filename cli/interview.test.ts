import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { interview, type Question } from "./interview.ts";

const questions: Question[] = [
  { text: "A name", given: undefined },
  { text: "Region", given: undefined, usual: "us-east-1" },
  { text: "Email", given: undefined },
];

/** Somebody who types `lines`, each when the question before is on the screen, and then goes if told so. */
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

it("asks for what is not given, one after the other, and says what is usual", async () => {
  const person = typing(["acme", "eu-central-1", " ana@example.com "]);
  expect(await interview(questions, person)).toEqual(["acme", "eu-central-1", "ana@example.com"]);
  expect(person.shown()).toBe("A name: Region (us-east-1): Email: ");
});

it("takes the usual for an empty answer, and asks again where there is none", async () => {
  const person = typing(["", "acme", "", "ana@example.com"]);
  expect(await interview(questions, person)).toEqual(["acme", "us-east-1", "ana@example.com"]);
  expect(person.shown()).toBe("A name: A name: Region (us-east-1): Email: ");
});

it("does not ask for what was typed with the command", async () => {
  const person = typing(["ana@example.com"]);
  const [name, region, email] = questions;
  if (name === undefined || region === undefined || email === undefined) throw new Error("Three questions");
  const given = [{ ...name, given: "acme" }, { ...region, given: "eu-west-1" }, email];
  expect(await interview(given, person)).toEqual(["acme", "eu-west-1", "ana@example.com"]);
  expect(person.shown()).toBe("Email: ");
});

it("keeps what is pasted in one go", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write("acme\n\nana@example.com\n");
  expect(await interview(questions, { input, output })).toEqual(["acme", "us-east-1", "ana@example.com"]);
});

it("ends in words where whoever sat there goes", async () => {
  await expect(interview(questions, typing(["acme"], true))).rejects.toThrow("Nothing was written");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const run = (...argv: string[]): Promise<Ran> => terminal.run([...argv, "--json"]);

test("stops texts to a number and allows them again", async () => {
  const stopped = (await run("contacts", "stop", "(619) 555-0142")).json();
  expect(stopped).toMatchObject({ contact: { value: "+16195550142" }, opt_out: { how: "office" } });
  expect((await terminal.run(["contacts", "allow", "619-555-0142"])).stdout).toBe(
    "Texts may go to (619) 555-0142 again.\n",
  );
  expect((await run("contacts", "stop", "12")).json()).toMatchObject({ code: "invalid" });
});

test("lists, shows and answers conversations, and says what is missing", async () => {
  expect((await run("inbox", "list")).json()).toEqual({ items: [], next_cursor: null });
  expect((await terminal.run(["inbox", "list"])).stdout).toBe("No conversations found.\n");
  expect((await terminal.run(["messages", "list"])).stdout).toBe("No messages found.\n");
  const { id } = (await run("contacts", "stop", "(619) 555-0142")).json<{ id: string }>();
  expect((await terminal.run(["inbox", "show", id])).stdout).toContain("This customer stopped texts.");
  expect(await run("inbox", "reply", id, "Hello")).toMatchObject({ code: 1 });
  expect((await run("inbox", "assign", id, "none")).json()).toMatchObject({ assigned: null });
  expect((await terminal.run(["inbox", "done", id])).stdout).toContain("needs no reply now");
  for (const argv of [
    ["messages", "show", "unknown"],
    ["messages", "send-again", "unknown"],
    ["messages", "dismiss", "unknown"],
  ])
    expect([argv, (await run(...argv)).json<{ code: string }>().code]).toEqual([argv, "not_found"]);
});

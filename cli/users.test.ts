import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type Ran, type TestTerminal } from "./under-test.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const password = "four words in a row\n";
const run = (argv: string, input = ""): Promise<Ran> => terminal.run([...argv.split(" "), "--json"], {}, input);
const add = (argv: string, input = password) => run(`users add ${argv} --password-stdin`, input);
const problem = (ran: Ran) => [ran.code, ran.json<{ code: string }>().code];

test("lets people in, gives a new password, and keeps the last owner", async () => {
  expect((await add("--role owner --name Ana --login Ana@Example.com")).json()).toMatchObject({
    name: "Ana",
    login: "ana@example.com",
    role: "owner",
    crew: null,
  });
  expect((await add("--role crew --name Dana --login dana --crew crew-1")).json()).toMatchObject({ crew: "crew-1" });
  const { items } = (await run("users list")).json<{ items: { login: string }[] }>();
  expect(items.map(({ login }) => login)).toEqual(["ana@example.com", "dana"]);
  expect(await run("users password dana --password-stdin", "five words in a row")).toMatchObject({ code: 0 });
  expect(problem(await run("users remove ana@example.com"))).toEqual([1, "last_owner"]);
  expect((await run("users remove dana")).json()).toMatchObject({ login: "dana" });
  expect(problem(await run("users remove dana"))).toEqual([1, "not_found"]);
});

test("refuses a crew that is not there, a weak password, and one that would stand in the shell's history", async () => {
  const dana = "--role crew --name Dana --login dana";
  expect(problem(await add(`${dana} --crew crew-9`))).toEqual([1, "invalid"]);
  expect(problem(await add(`${dana} --crew crew-1`, "short\n"))).toEqual([1, "invalid"]);
  expect(problem(await run(`users add ${dana} --crew crew-1`))).toEqual([2, "invalid"]);
  expect(problem(await add("--role boss --name Dana --login dana"))).toEqual([2, "invalid"]);
});

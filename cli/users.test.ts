import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../main/config.ts";
import { openTailboard } from "../main/open-tailboard.ts";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const password = "four words in a row\n";
const run = (argv: string, input = ""): Promise<Ran> => terminal.run([...argv.split(" "), "--json"], {}, input);
const add = (argv: string, input = password) => run(`users add ${argv} --password-stdin`, input);
const problem = (ran: Ran) => [ran.code, ran.json<{ code: string }>().code];

test("adds and removes people, changes a password, and keeps the last owner", async () => {
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
  expect(problem(await run("users remove unknown"))).toEqual([1, "not_found"]);
  const second = (await add("--role dispatcher --name Luis --login luis")).json<{ id: string }>();
  // Remove by id, and by a login in uppercase.
  expect((await run(`users remove ${second.id}`)).json()).toMatchObject({ login: "luis" });
  expect((await run("users remove DANA")).json()).toMatchObject({ login: "dana" });
  expect(problem(await run("users remove dana"))).toEqual([1, "not_found"]);
});

test("reads a password from a file without its line break", async () => {
  for (const [login, input] of [
    ["unix", "six words in a plain row\n"],
    ["windows", "six words in a plain row\r\n"],
    ["none", "six words in a plain row"],
  ] as const)
    expect((await add(`--role owner --name Ana --login ${login}`, input)).code).toBe(0);
  const { services } = await openTailboard(readConfig({ TAILBOARD_STORE: terminal.store }), {
    urls: { site: "", dashboard: "" },
    onFault: (error) => {
      throw error;
    },
  });
  const { passwords, people } = services;
  const { users } = await people.read();
  const added = users.filter((user) => ["unix", "windows", "none"].includes(user.login));
  expect(added).toHaveLength(3);
  for (const { login, password: hash } of added)
    expect([login, await passwords.matches("six words in a plain row", hash)]).toEqual([login, true]);
});

test("refuses an unknown crew, a weak password, and a password outside standard input", async () => {
  const dana = "--role crew --name Dana --login dana";
  expect(problem(await add(`${dana} --crew crew-9`))).toEqual([1, "invalid"]);
  expect(problem(await add(`${dana} --crew crew-1`, "short\n"))).toEqual([1, "invalid"]);
  expect(problem(await run(`users add ${dana} --crew crew-1`))).toEqual([2, "invalid"]);
  expect(problem(await add("--role boss --name Dana --login dana"))).toEqual([2, "invalid"]);
});

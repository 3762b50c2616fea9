import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

const run = (...argv: string[]): Promise<Ran> => terminal.run([...argv, "--json"]);

test("makes, lists and revokes an API token", async () => {
  const scopes = ["--scope", "jobs:read", "--scope", "events:read"];
  const { id, secret } = (await run("tokens", "add", "--name", "Books", ...scopes)).json<{
    id: string;
    secret: string;
  }>();
  const { stdout } = await terminal.run(["tokens", "list"]);
  expect(stdout).toContain("jobs:read events:read");
  expect(stdout).not.toContain(secret);
  expect((await terminal.run(["tokens", "revoke", id])).stdout).toBe("Revoked.\n");
  expect((await run("tokens", "list")).json()).toEqual({ items: [], next_cursor: null });
  expect((await run("tokens", "add", "--name", "Books", "--scope", "all")).code).toBe(1);
});

test("makes, lists and revokes a calendar", async () => {
  const { id, secret, url } = (await run("calendars", "add", "--name", "Everyone")).json<Record<string, string>>();
  expect(url).toContain(secret);
  const { stdout } = await terminal.run(["calendars", "list"]);
  expect(stdout).toMatch(/Everyone +all crews +never used/);
  expect(stdout).not.toContain(secret);
  expect((await terminal.run(["calendars", "revoke", id ?? ""])).stdout).toBe("Revoked.\n");
  expect((await terminal.run(["calendars", "list"])).stdout).toBe("There are no calendars.\n");
});

test("refuses an unsafe webhook, and says what is missing", async () => {
  expect((await terminal.run(["webhooks", "list"])).stdout).toBe("There are no webhooks.\n");
  const added = await run("webhooks", "add", "--url", "https://127.0.0.1/", "--type", "job.created");
  expect([added.code, added.json()]).toMatchObject([1, { code: "unsafe_url" }]);
  for (const verb of ["test", "rotate", "enable", "remove", "deliveries"])
    expect([verb, (await run("webhooks", verb, "unknown")).json<{ code: string }>().code]).toEqual([verb, "not_found"]);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await openTerminal();
});
afterAll(() => terminal.close());

describe("a sample day", () => {
  test("is created once, is not exported, and is removed by one command", async () => {
    const added = await terminal.run(["demo", "--json"]);
    expect([added.code, added.stderr, added.json()]).toEqual([0, "", { made_on: "2026-11-23", jobs: 14 }]);
    const again = await terminal.run(["demo"]);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("14 sample jobs");
    expect((await terminal.run(["jobs", "export"])).json<unknown[]>()).toEqual([]);
    const listed = (await terminal.run(["jobs", "list", "--json"])).json<{ items: { sample?: true }[] }>();
    expect(listed.items.every(({ sample }) => sample === true)).toBe(true);
    expect(listed.items).toHaveLength(14);

    expect((await terminal.run(["demo", "--remove", "--json"])).json()).toEqual({ removed: 14 });
    const gone = await terminal.run(["demo", "--remove"]);
    expect(gone).toMatchObject({ code: 0, stdout: "There is no sample day to remove.\n" });
    expect((await terminal.run(["jobs", "list", "--json"])).json()).toEqual({ items: [], next_cursor: null });
  });

  test("has help, and refuses unknown options", async () => {
    const help = await terminal.run(["demo", "--help"]);
    expect(help.stdout).toMatch(/their customers are not messaged/);
    expect((await terminal.run(["demo", "--away"])).code).toBe(2);
  });
});

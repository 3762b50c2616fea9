import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JobView } from "../projection/job-view.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const run = (...argv: string[]) => terminal.run(argv);
const newJob = async (...more: string[]): Promise<JobView> => {
  const address = "1 Elm St, San Diego, CA 92122";
  const ran = await run(
    "jobs",
    "new",
    "--name",
    "Mark",
    "--address",
    address,
    "--service",
    "trailer-15",
    ...more,
    "--json",
  );
  expect([ran.code, ran.stderr]).toEqual([0, ""]);
  return ran.json<JobView>();
};

describe("tracking links", () => {
  test("have the address of the server that runs on the store", async () => {
    const { id, tracking_token: token = "" } = await newJob();
    const child = terminal.start(["serve", "--json"]);
    const ended = new Promise((resolve) => void child.on("exit", resolve));
    const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
    const { site } = JSON.parse(line) as { site: string };
    try {
      expect(site).not.toContain(":4100");
      const shown = await run("jobs", "show", id);
      expect(shown.stdout).toContain(`Link      ${site}/track/#${token}\n`);
      expect(shown.stdout).not.toContain("guess");
      expect((await run("jobs", "link", id)).stdout).toBe(`${site}/track/#${token}\n`);
    } finally {
      child.kill("SIGINT");
      await ended;
    }
  });

  test("have the default address if no server runs, with a notice that it is a guess", async () => {
    const { id, tracking_token: token = "" } = await newJob();
    const shown = await run("jobs", "show", id);
    expect(shown.stdout).toContain(
      `Link      http://localhost:4100/track/#${token}\n            This address is a guess`,
    );
    const link = await run("jobs", "link", id);
    expect(link).toMatchObject({ code: 0, stdout: `http://localhost:4100/track/#${token}\n` });
    expect(link.stderr).toContain("This address is a guess");
  });

  test.each([
    [{ PORT: "4500" }, "http://localhost:4500"],
    [{ TAILBOARD_SITE_URL: "https://book.example.com" }, "https://book.example.com"],
    [{ PORT: "4500", TAILBOARD_SITE_URL: "https://book.example.com" }, "https://book.example.com"],
  ])("with %j have the address %s, without a notice", async (env, site) => {
    const { id, tracking_token: token = "" } = await newJob();
    const shown = await terminal.run(["jobs", "show", id], env);
    expect(shown.stdout).toContain(`${site}/track/#${token}`);
    expect(shown.stdout).not.toContain("guess");
  });

  test("work in place of a job id in every command", async () => {
    const { id, tracking_token: token = "" } = await newJob();
    for (const link of [
      token,
      `https://book.example.com/track/#${token}`,
      `http://localhost:4100/track/${token}`,
      `book.example.com/track/?token=${token}`,
      // Links that mail software has changed.
      `https://book.example.com/track/%23${token}`,
      `https://book.example.com/track/%2523${token}.`,
      `https://book.example.com/Track/?utm_source=mail#${token},`,
      `<https://book.example.com/track/#${token}>`,
    ])
      expect((await run("jobs", "show", link, "--json")).json()).toMatchObject({ id });
    expect(
      (await run("jobs", "assign", `https://x.example/track/#${token}`, "--crew", "crew-1", "--json")).json(),
    ).toMatchObject({
      id,
      crew: "crew-1",
    });
    const unknown = await run("jobs", "show", `https://x.example/track/#${"a1B2".repeat(8)}`, "--json");
    expect([unknown.code, unknown.json()]).toEqual([1, expect.objectContaining({ code: "not_found" })]);
  });
});

describe("a move to a day without the job's window", () => {
  test("is refused with a list of the day's windows", async () => {
    await run("settings", "set", "hours.fri=07:00-10:00x2,10:00-13:00x2");
    const { id } = await newJob("--day", "tomorrow", "--window", "08:00-12:00");
    const moved = await run("jobs", "move", id, "--day", "fri");
    expect([moved.code, moved.stdout]).toEqual([1, ""]);
    expect(moved.stderr).toBe(
      "--window: This day does not have that arrival window. Choose another.\nFri, Nov 27 has these arrival windows:\n  07:00-10:00\n  10:00-13:00\n",
    );
    expect((await run("jobs", "move", id, "--day", "fri", "--window", "10:00-13:00")).code).toBe(0);
    // A window alone is checked on the job's own day.
    expect((await run("jobs", "move", id, "--window", "08:00-12:00")).stderr).toContain("  07:00-10:00\n");
  });

  test("is refused with a hint if the day has no windows", async () => {
    const { id } = await newJob("--day", "tomorrow", "--window", "08:00-12:00");
    const moved = await run("jobs", "move", id, "--day", "sunday");
    expect(moved.stderr).toContain(
      "Sun, Nov 29 has no arrival windows. Use --any-time to schedule the visit without one.",
    );
    expect((await run("jobs", "move", id, "--day", "sunday", "--any-time")).code).toBe(0);
  });

  test("keeps the window if the day has it", async () => {
    const { id } = await newJob("--day", "tomorrow", "--window", "08:00-12:00");
    const moved = await run("jobs", "move", id, "--day", "fri", "--json");
    expect(moved.json()).toMatchObject({
      visits: [{ kind: "drop_off", day: "2026-11-27", window: { start: "08:00", end: "12:00" } }, { kind: "pickup" }],
    });
  });
});

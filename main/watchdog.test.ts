import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const program = fileURLToPath(new URL("watchdog-process.ts", import.meta.url));
const start = (blockMs: string) => spawn(process.execPath, [program, blockMs], { stdio: ["ignore", "pipe", "pipe"] });

test("a blocked event loop is logged with route and request id, and again when it resumes", async () => {
  const child = start("3000");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status, requestId] = stdout.trim().split(" ");
  expect([status, stderr]).toEqual(["200", expect.stringContaining("event_loop_blocked")]);
  const lines = stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const requests = [{ request_id: requestId, route: "/api/v1/area" }];
  expect(lines[0]).toEqual({ at: expect.any(String), event: "event_loop_blocked", ms: expect.any(Number), requests });
  expect(lines.at(-1)).toMatchObject({ event: "event_loop_resumed" });
  for (const secret of ["Mark", "secret", "token", "?"]) expect(stderr).not.toContain(secret);
});

test("an event loop that never resumes is logged", async () => {
  const child = start("Infinity");
  const [line] = (await once(createInterface({ input: child.stderr }), "line")) as [string];
  child.kill("SIGKILL");
  expect(JSON.parse(line)).toMatchObject({
    event: "event_loop_blocked",
    requests: [{ request_id: expect.stringMatching(/^[\w-]{12}$/), route: "/api/v1/area" }],
  });
});

test("an event loop that is not blocked logs nothing", async () => {
  const child = start("0");
  expect(await text(child.stderr)).toBe("");
});

test("a watchdog that is not closed lets its process end", async () => {
  const watchdog = new URL("watchdog.ts", import.meta.url).href;
  const source = `import { startWatchdog } from ${JSON.stringify(watchdog)}; startWatchdog();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  expect(await once(child, "exit")).toEqual([0, null]);
});

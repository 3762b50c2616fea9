import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";
import { readConfig } from "./config.ts";
import { openState } from "./open-state.ts";

/** An empty table that accepts writes while `takesWrites` is true. */
let takesWrites: boolean;
let server: Server;
beforeEach(async () => {
  takesWrites = true;
  server = createServer((request, response) => {
    request.resume();
    const call = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const refused = !takesWrites && /^(Put|Update|Delete|TransactWrite)/.test(call);
    response.writeHead(refused ? 400 : 200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(refused ? denied : call === "DescribeTable" ? described : {}));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("AWS_ACCESS_KEY_ID", "tailboard");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "tailboard");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const denied = { __type: "com.amazonaws.dynamodb.v20120810#AccessDeniedException", message: "Not allowed" };
const described = {
  Table: {
    TableStatus: "ACTIVE",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  },
};

test("a table that rejects writes is unhealthy until a write succeeds", async () => {
  const { port } = server.address() as AddressInfo;
  const reported: unknown[] = [];
  const env = {
    TAILBOARD_STORE: `dynamodb://tailboard/?endpoint=http://127.0.0.1:${port}`,
    TAILBOARD_PUBLIC: "memory:",
  };
  const { settings, health } = await openState(readConfig(env), {
    clock: new FakeClock(),
    random: seededRandom(1),
    report: (error) => void reported.push(String(error)),
  });
  let days = 0;
  const save = () => settings.change((now) => ({ ...now, booking: { ...now.booking, days_ahead: (days += 1) } }));
  await save();
  expect(await health.check()).toBeNull();

  takesWrites = false;
  await expect(save()).rejects.toThrow();
  expect(await health.check()).toBe("unavailable");
  expect(reported).toEqual(["StoreNotWritable: Nothing can be saved: 400 AccessDeniedException Not allowed."]);

  takesWrites = true;
  await save();
  expect(await health.check()).toBeNull();
});

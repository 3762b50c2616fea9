import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { connect, createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Clock } from "../../domain/clock.ts";
import { bindOrigins, ListenError, type BindOptions, type BoundOrigin } from "./serve.ts";

const never: Clock = { now: () => 0, sleep: () => new Promise(() => {}) };
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

it("binds the requested number of free ports, each with its own handler", async () => {
  const origins = await bind({ count: 3 });
  expect(new Set(origins.map(({ port }) => port)).size).toBe(3);
  // Sent before the handlers exist, so the responses wait.
  const responses = origins.map(({ port }) => fetch(`http://127.0.0.1:${port}/x`));
  origins.forEach((origin, at) => origin.handle(async () => new Response(`origin ${at}`)));
  expect(await Promise.all(responses.map(async (response) => (await response).text()))).toEqual([
    "origin 0",
    "origin 1",
    "origin 2",
  ]);
});

it("passes the request target as sent and the socket's address regardless of headers", async () => {
  const [origin] = await bind({});
  const seen: unknown[] = [];
  origin?.handle(async (request, context) => {
    seen.push({ path: new URL(request.url).pathname, ...context });
    return new Response();
  });
  const port = origin?.port ?? 0;
  for (const path of ["/a/../b?c", "/a\\..\\b", "//x"]) await askRaw(port, path, { "x-forwarded-for": "203.0.113.9" });
  expect(seen).toEqual([
    { path: "/b", target: "/a/../b?c", clientAddress: "127.0.0.1" },
    { path: "/a%5C..%5Cb", target: "/a%5C..%5Cb", clientAddress: "127.0.0.1" },
    { path: "//x", target: "//x", clientAddress: "127.0.0.1" },
  ]);
});

it("serves on ::1 with the same port if the machine has it", async () => {
  const probe = createServer();
  const has6 = await new Promise((resolve) =>
    probe.once("error", () => resolve(false)).listen(0, "::1", () => resolve(true)),
  );
  probe.close();
  const [origin] = await bind({});
  origin?.handle(async (_, { clientAddress }) => new Response(clientAddress));
  if (has6) expect(await (await fetch(`http://[::1]:${origin?.port}/`)).text()).toBe("::1");
  else await expect(fetch(`http://[::1]:${origin?.port}/`)).rejects.toThrow();
});

it("reports the port in use and frees the ports bound before it", async () => {
  const { first, blocker } = await neighbours();
  await expect(bindOrigins({ ...options, port: first, count: 2 })).rejects.toThrow(
    expect.objectContaining({
      name: "ListenError",
      reason: "taken",
      port: first + 1,
      message: `Another program is using port ${first + 1}. Stop it, or choose another port with PORT.`,
    }),
  );
  blocker.close();
  await once(blocker, "close");
  expect((await bind({ port: first, count: 2 })).map(({ port }) => port)).toEqual([first, first + 1]);
});

it("rejects an address that this machine does not have", async () => {
  await expect(bindOrigins({ ...options, hosts: ["198.51.100.7"] })).rejects.toThrow(ListenError);
});

it("reports a fault in a handler and sends the viewer an empty 500", async () => {
  const faults: unknown[] = [];
  const [origin] = await bind({ onFault: (fault) => faults.push(fault) });
  origin?.handle(() => Promise.reject(new Error("secret")));
  const response = await fetch(`http://127.0.0.1:${origin?.port}/`);
  expect([response.status, await response.text()]).toEqual([500, ""]);
  expect(faults).toEqual([new Error("secret")]);
});

it("on close, finishes requests in progress and ends idle connections", async () => {
  const [origin] = await bind({});
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  origin?.handle(async (request) => {
    if (request.url.endsWith("/slow")) {
      started.resolve();
      await finish.promise;
    }
    return new Response("done");
  });
  const agent = new Agent({ keepAlive: true });
  await askRaw(origin?.port ?? 0, "/idle", {}, agent);
  const slow = askRaw(origin?.port ?? 0, "/slow", {}, agent);
  await started.promise;
  const closed = origin?.close();
  finish.resolve();
  expect(await slow).toBe("done");
  // This clock never ends the grace time, so the close is not a cut.
  await closed;
  await expect(fetch(`http://127.0.0.1:${origin?.port}/`)).rejects.toThrow();
  agent.destroy();
});

it("on close, cuts a request that exceeds the grace time", async () => {
  const [origin] = await bind({ clock: { now: () => 0, sleep: async () => {} } });
  const started = Promise.withResolvers<void>();
  origin?.handle(() => {
    started.resolve();
    return new Promise(() => {});
  });
  const hanging = fetch(`http://127.0.0.1:${origin?.port}/`);
  await started.promise;
  await Promise.all([origin?.close(), expect(hanging).rejects.toThrow()]);
});

const options: BindOptions = {
  port: 0,
  count: 1,
  clock: never,
  onFault: (fault) => {
    throw fault;
  },
};

const bind = async (changed: Partial<BindOptions>): Promise<BoundOrigin[]> => {
  const origins = await bindOrigins({ ...options, ...changed });
  open.push(...origins);
  return origins;
};

/** Returns a free port whose next port another program uses. */
const neighbours = async () => {
  for (;;) {
    const [origin] = await bindOrigins(options);
    const first = origin?.port ?? 0;
    const blocker = createServer();
    const listening = new Promise((resolve) =>
      blocker.once("error", () => resolve(false)).listen(first + 1, "127.0.0.1", () => resolve(true)),
    );
    const isListening = await listening;
    await origin?.close();
    if (isListening) return { first, blocker };
  }
};

/** Requests a path as written; `fetch` would normalize it. */
const askRaw = async (
  port: number,
  path: string,
  headers: Record<string, string> = {},
  agent?: Agent,
): Promise<string> => {
  if (path.includes("\\")) {
    const socket = connect(port, "127.0.0.1");
    socket.end(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
    socket.resume();
    await once(socket, "close");
    return "";
  }
  const request = httpRequest({ port, host: "127.0.0.1", path, headers, agent });
  request.end();
  const [response]: IncomingMessage[] = await once(request, "response");
  let text = "";
  for await (const chunk of response ?? []) text += String(chunk);
  return text;
};

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../../test/harness/machine.ts";
import { openSignedClient, type SignedClient, type SignedClientOptions } from "./signed-client.ts";

let folder = "";
const servers: (Server | TcpServer)[] = [];
beforeEach(() => {
  // A new folder for each test, because the SDK remembers the files that it has read.
  folder = mkdtempSync(join(tmpdir(), "tailboard-aws-"));
  for (const name of ["AWS_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  for (const name of ["config", "credentials"]) writeFileSync(join(folder, name), "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    if ("closeAllConnections" in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const portOf = async (server: Server | TcpServer): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has an address");
  return address.port;
};

/** A server that keeps each request's headers and answers as `answer` does. */
const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const requests: IncomingMessage[] = [];
  const server = createHttpServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  return { requests, endpoint: `http://127.0.0.1:${await portOf(server)}` };
};

const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
const open = (options: Partial<SignedClientOptions>): Promise<SignedClient> =>
  openSignedClient({
    service: "s3",
    endpoint: null,
    region: null,
    credentials: null,
    timeouts: { connect_ms: 5_000, answer_ms: 5_000 },
    clock: systemClock,
    ...options,
  });
const ok = (_: unknown, response: ServerResponse): void => void response.end("ok");
const read = { method: "GET", path: "/bucket/a" };

test("an answer has the status, the headers, the body and the store's time", async () => {
  const { endpoint, requests } = await serve((_, response) => {
    response.writeHead(418, { Date: "Fri, 27 Nov 2026 14:03:11 GMT", ETag: '"e"' }).end("short and stout");
  });
  const client = await open({ endpoint, credentials });
  const answer = await client.send({ ...read, query: { prefix: "a/b(1)", "max-keys": "1" } });
  expect(answer).toMatchObject({
    answered: true,
    status: 418,
    at: Date.UTC(2026, 10, 27, 14, 3, 11),
    headers: { etag: '"e"' },
  });
  expect(answer.answered && new TextDecoder().decode(answer.body)).toBe("short and stout");
  expect(requests[0]?.url).toBe("/bucket/a?prefix=a%2Fb%281%29&max-keys=1");
});

test("an answer without a Date has no store time", async () => {
  const { endpoint } = await serve((_, response) => {
    response.sendDate = false;
    response.end();
  });
  expect(await (await open({ endpoint, credentials })).send(read)).toMatchObject({ answered: true, at: null });
});

describe("credentials", () => {
  const authorizationOf = async (options: Partial<SignedClientOptions> = {}) => {
    const { endpoint, requests } = await serve(ok);
    await (await open({ endpoint, ...options })).send(read);
    return requests[0]?.headers;
  };

  test("come from the caller", async () => {
    const headers = await authorizationOf({
      credentials: { ...credentials, sessionToken: "session" },
      region: "eu-west-1",
    });
    expect(headers?.authorization).toMatch(/Credential=key\/\d{8}\/eu-west-1\/s3\/aws4_request/);
    expect(headers?.["x-amz-security-token"]).toBe("session");
  });

  test("come from the environment", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "envkey");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    expect((await authorizationOf())?.authorization).toContain("Credential=envkey/");
  });

  test("come from the profile that AWS_PROFILE names", async () => {
    writeFileSync(
      join(folder, "credentials"),
      "[crew]\naws_access_key_id = profilekey\naws_secret_access_key = secret\n",
    );
    vi.stubEnv("AWS_PROFILE", "crew");
    expect((await authorizationOf())?.authorization).toContain("Credential=profilekey/");
  });

  test("that are missing leave the call unsent", async () => {
    const { endpoint, requests } = await serve(ok);
    const answer = await (await open({ endpoint })).send(read);
    expect(answer).toMatchObject({ answered: false, sent: false, code: "CredentialsProviderError" });
    expect(requests).toEqual([]);
  });
});

describe("the endpoint", () => {
  test("is that of the environment if the address names none", async () => {
    const [general, own] = [await serve(ok), await serve(ok)];
    vi.stubEnv("AWS_ENDPOINT_URL", general.endpoint);
    const client = await open({ credentials });
    await client.send(read);
    vi.stubEnv("AWS_ENDPOINT_URL_S3", own.endpoint);
    await (await open({ credentials })).send(read);
    expect([general.requests.length, own.requests.length, client.isDefaultEndpoint]).toEqual([1, 1, false]);
  });

  test("is that of AWS in a region of the address, the configuration or the environment", async () => {
    writeFileSync(join(folder, "config"), "[default]\nregion = cn-north-1\n");
    expect((await open({ credentials, region: "us-west-2" })).endpoint).toBe("https://s3.us-west-2.amazonaws.com");
    const inChina = await open({ credentials, service: "dynamodb" });
    expect([inChina.endpoint, inChina.isDefaultEndpoint]).toEqual([
      "https://dynamodb.cn-north-1.amazonaws.com.cn",
      true,
    ]);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    expect((await open({ credentials })).endpoint).toBe("https://s3.eu-central-1.amazonaws.com");
  });

  test("cannot be chosen without a region", async () => {
    await expect(open({ credentials })).rejects.toThrow(/No AWS region was found\. Add \?region=/);
  });
});

describe("a machine whose clock is wrong", () => {
  /** Refuses a request whose time differs by more than 15 minutes, as AWS and Ceph do. */
  const serveStrictly = (status = 403, body = "<Error><Code>RequestTimeTooSkewed</Code></Error>") =>
    serve((request, response) => {
      const [, year, month, day, hour] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)/.exec(String(request.headers["x-amz-date"])) ?? [];
      const signedAt = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
      const isSkewed = Math.abs(signedAt - Date.now()) > 2 * 3_600_000;
      response.writeHead(isSkewed ? status : 200).end(isSkewed ? body : "ok");
    });
  const clock = { now: () => Date.now() + 86_400_000 };

  test("sends a refused call once more with the store's time, and keeps that time", async () => {
    const { endpoint, requests } = await serveStrictly();
    const client = await open({ endpoint, credentials, clock });
    expect(await client.send(read)).toMatchObject({ status: 200 });
    expect(await client.send(read)).toMatchObject({ status: 200 });
    expect(requests).toHaveLength(3);
  });

  test.each([
    [403, "<Error><Code>AccessDenied</Code></Error>"],
    [412, "<Error><Code>PreconditionFailed</Code></Error>"],
    [500, "<Error><Code>RequestTimeTooSkewed</Code></Error>"],
  ])("repeats no call that is refused otherwise: %d %s", async (status, body) => {
    const { endpoint, requests } = await serveStrictly(status, body);
    expect(await (await open({ endpoint, credentials, clock })).send(read)).toMatchObject({ status });
    expect(requests).toHaveLength(1);
  });
});

describe("no answer", () => {
  test("a refused connection leaves the call unsent", async () => {
    const server = createTcpServer();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    servers.length = 0;
    const client = await open({ endpoint: `http://127.0.0.1:${port}`, credentials });
    expect(await client.send(read)).toMatchObject({ answered: false, sent: false, code: "ECONNREFUSED" });
  });

  test("a connection that is not ready in time leaves the call unsent", async () => {
    // Never answers the TLS handshake.
    const sockets: { destroy: () => void }[] = [];
    const port = await portOf(createTcpServer((socket) => sockets.push(socket)));
    const timeouts = { connect_ms: 100, answer_ms: 30_000 };
    const client = await open({ endpoint: `https://127.0.0.1:${port}`, credentials, timeouts });
    expect(await client.send(read)).toMatchObject({ answered: false, sent: false, code: "ETIMEDOUT" });
    for (const socket of sockets) socket.destroy();
  });

  test("the time limit covers the body, and the call counts as sent", async () => {
    const { endpoint } = await serve((_, response) => {
      response.writeHead(200, { "Content-Length": 100 }).write("half");
    });
    const client = await open({ endpoint, credentials, timeouts: { connect_ms: 30_000, answer_ms: 300 } });
    expect(await client.send(read)).toMatchObject({ answered: false, sent: true, code: "TimeoutError" });
  });
});

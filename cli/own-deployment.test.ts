import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deploymentOf, outputNames } from "../main/deployment.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
let bucket: Server;
let requests: string[];
let env: Record<string, string>;

/** A deployment whose bucket is a local server that refuses every request. */
beforeEach(async () => {
  terminal = await openTerminal();
  requests = [];
  bucket = createServer((request, response) => {
    requests.push(`${request.headers.host ?? ""}${request.url ?? ""}`);
    response.writeHead(403, { "content-type": "application/xml" });
    response.end("<Error><Code>AccessDenied</Code></Error>");
  });
  await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
  const address = bucket.address();
  if (address === null || typeof address === "string") throw new Error("It listens on a port");
  env = {
    TAILBOARD_CONFIG: join(terminal.folder, "tailboard.config.json"),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  };
  const outputs = Object.fromEntries(
    outputNames.map((name) => [name, name.endsWith("Url") ? "https://a.example.com" : `x-${name.toLowerCase()}`]),
  );
  const deployment = deploymentOf({ ...outputs, Region: "us-west-2", Table: "none" });
  await writeFile(join(terminal.folder, "tailboard.deployment.json"), JSON.stringify(deployment));
});
afterEach(async () => {
  bucket.closeAllConnections();
  await new Promise((resolve) => bucket.close(resolve));
  await terminal.close();
});

const notice = "Using the deployed store: x-name in us-west-2, from tailboard.deployment.json.";

it.each([[["crews", "list", "--json"]], [["doctor", "--json"]], [["status", "--json"]]])(
  "%j uses the deployed store if TAILBOARD_STORE is not set, and says so",
  async (argv) => {
    const ran = await terminal.run(argv, { ...env, ...withoutStore });
    expect(ran.stderr).toContain(notice);
    expect(requests.some((path) => path.includes("x-statebucket"))).toBe(true);
    // The command fails with the bucket's refusal, so it did not use a store of this machine.
    expect([ran.code, ran.json()["detail"]]).toEqual([1, expect.stringContaining("x-statebucket")]);
  },
  60_000,
);

it("uses the store of TAILBOARD_STORE without a notice", async () => {
  const ran = await terminal.run(["crews", "list", "--json"], env);
  expect([ran.code, ran.stderr.includes("Using the deployed store"), requests]).toEqual([0, false, []]);
});

it("--help explains which store is used", async () => {
  const ran = await terminal.run(["--help"]);
  expect(ran.stdout).toContain("Without it they use the store of tailboard.deployment.json");
});

/** Undefined variables are not passed to the process. */
const withoutStore = { TAILBOARD_STORE: undefined };

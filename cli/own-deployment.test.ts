import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deploymentOf, outputNames } from "../main/deployment.ts";
import { openTerminal, type TestTerminal } from "./under-test.ts";

let terminal: TestTerminal;
let bucket: Server;
let asked: string[];
let env: Record<string, string>;

/** Something is deployed, and a bucket that lets nobody in stands for it. */
beforeEach(async () => {
  terminal = await openTerminal();
  asked = [];
  bucket = createServer((request, response) => {
    asked.push(`${request.headers.host ?? ""}${request.url ?? ""}`);
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

const said = "Acting on what is deployed: x-name in us-west-2, as tailboard.deployment.json says.";

it.each([[["crews", "list", "--json"]], [["doctor", "--json"]], [["status", "--json"]]])(
  "%j goes to what is deployed where nobody names a store, and says so",
  async (argv) => {
    const ran = await terminal.run(argv, { ...env, ...withoutStore });
    expect(ran.stderr).toContain(said);
    expect(asked.some((path) => path.includes("x-statebucket"))).toBe(true);
    // Nothing went to this machine's store instead: what the bucket refuses is the answer.
    expect([ran.code, ran.json()["detail"]]).toEqual([1, expect.stringContaining("x-statebucket")]);
  },
  60_000,
);

it("goes to the store that is named, and says nothing", async () => {
  const ran = await terminal.run(["crews", "list", "--json"], env);
  expect([ran.code, ran.stderr.includes("Acting on"), asked]).toEqual([0, false, []]);
});

it("--help says which store is meant", async () => {
  const ran = await terminal.run(["--help"]);
  expect(ran.stdout).toContain("The store is TAILBOARD_STORE; without it, what tailboard.deployment.json names");
});

/** A process without it: an undefined variable is not passed on. */
const withoutStore = { TAILBOARD_STORE: undefined };

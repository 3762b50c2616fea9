import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { outputNames } from "../main/deployment.ts";
import { showDiff } from "./show/infra.ts";
import { openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
let config: string;
let env: Record<string, string>;
beforeEach(async () => {
  terminal = await openTerminal();
  config = join(terminal.folder, "tailboard.config.json");
  env = { TAILBOARD_CONFIG: config };
});
afterEach(() => terminal.close());

const run = (argv: string[]): Promise<Ran> => terminal.run(argv, env);
const usual = ["init", "--name", "acme", "--region", "eu-central-1", "--alarm-email", "ana@example.com"];
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(terminal.folder, name), "utf8"));

it("infra print prints the templates without credentials or calls", async () => {
  await run(usual);
  const bare = { ...env, AWS_ACCESS_KEY_ID: undefined, AWS_PROFILE: undefined, PATH: "/nowhere" };
  const printed = await terminal.run(["infra", "print"], bare);
  expect(printed.code).toBe(0);
  const templates = printed.json<Record<string, { Resources: object }>>();
  expect(Object.keys(templates)).toEqual(["tailboard-acme-firewall", "tailboard-acme", "tailboard-acme-watch"]);
  expect(templates["tailboard-acme"]?.Resources).toHaveProperty("PreviewApiRole");
  expect((await terminal.run(["infra", "print", "--json"], bare)).json()).toEqual(templates);
});

describe("init", () => {
  it("writes a config, shows the next steps, and does not replace an existing config", async () => {
    const result = await run(usual);
    expect(result.code).toBe(0);
    expect(result.stdout).toContain("tailboard infra diff");
    const written = {
      name: "acme",
      region: "eu-central-1",
      store: "s3",
      domains: null,
      alarm_email: "ana@example.com",
      budget_dollars: 20,
      firewall: true,
      secret_generation: 1,
    };
    expect(await read("tailboard.config.json")).toEqual(written);

    const again = await run([...usual, "--budget", "5", "--json"]);
    expect([again.code, again.json()["code"]]).toEqual([1, "invalid"]);
    expect(again.json()["detail"]).toContain("already exists");
    expect(await read("tailboard.config.json")).toEqual(written);
    const forced = await run([...usual, "--budget", "5", "--no-firewall", "--store", "dynamodb", "--force", "--json"]);
    expect(forced.json()["config"]).toEqual({ ...written, budget_dollars: 5, firewall: false, store: "dynamodb" });
  });

  /** Runs a command that takes its pipes for a terminal. */
  const atTerminal = async (argv: string[], typed: string): Promise<Ran> => {
    const preload = join(terminal.folder, "terminal.mjs");
    const isTty = (stream: string) => `Object.defineProperty(process.${stream}, "isTTY", { value: true });\n`;
    await writeFile(preload, isTty("stdin") + isTty("stderr"));
    return await terminal.run(argv, { ...env, NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` }, typed);
  };

  it("asks for missing values in a terminal", async () => {
    const result = await atTerminal(["init", "--region", "eu-central-1"], "acme\nana@example.com\n\n");
    expect(result.code).toBe(0);
    for (const question of ["A short name", "Email address for alarms", "(20)"])
      expect(result.stderr).toContain(question);
    expect(result.stderr).not.toContain("Region");
    expect(await read("tailboard.config.json")).toMatchObject({
      name: "acme",
      region: "eu-central-1",
      alarm_email: "ana@example.com",
      budget_dollars: 20,
    });
  });

  it("writes nothing if the input ends early or an answer is invalid", async () => {
    for (const [typed, word] of [
      ["acme\n", "Nothing was written"],
      ["Acme Hauling\n\nana@example.com\n\n", "name"],
    ] as const) {
      const ran = await atTerminal(["init"], typed);
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(word)]);
      expect(await readdir(terminal.folder)).not.toContain("tailboard.config.json");
    }
  });

  it("accepts domains together with their certificate", async () => {
    const names = ["--site", "book.example.com", "--dashboard", "office.example.com", "--staging", "next.example.com"];
    const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";
    const result = await run([...usual, ...names, "--certificate", certificate, "--json"]);
    expect(result.json()["config"]).toMatchObject({
      domains: {
        site: "book.example.com",
        dashboard: "office.example.com",
        staging: "next.example.com",
        certificate_arn: certificate,
      },
    });
  });

  it.each([
    ["no name and no terminal to ask at", ["init", "--alarm-email", "ana@example.com"], "--name"],
    ["a name that AWS refuses", [...usual, "--name", "Acme Hauling"], "name"],
    ["an invalid region", [...usual, "--region", "Frankfurt"], "region"],
    ["an invalid email address", [...usual, "--alarm-email", "ana"], "alarm_email"],
    ["a budget that is not a number", [...usual, "--budget", "little"], "budget_dollars"],
    ["only one of the domains", [...usual, "--site", "book.example.com"], "--certificate"],
    [
      "a certificate outside us-east-1",
      [
        ...usual,
        "--site",
        "a.example.com",
        "--dashboard",
        "b.example.com",
        "--staging",
        "c.example.com",
        "--certificate",
        "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b",
      ],
      "us-east-1",
    ],
  ])("writes nothing for %s", async (_, argv, word) => {
    const ran = await run([...argv, "--json"]);
    expect(ran.code).toBe(2);
    expect(ran.json()["detail"]).toContain(word);
    expect(await readdir(terminal.folder)).not.toContain("tailboard.config.json");
  });
});

describe("infra", () => {
  it("needs a valid config", async () => {
    for (const verb of [["diff"], ["apply"], ["apply", "--dry-run"]]) {
      const ran = await run(["infra", ...verb, "--json"]);
      expect([ran.code, ran.json()["detail"]]).toEqual([1, expect.stringContaining("tailboard init")]);
    }
    await writeFile(config, JSON.stringify({ name: "acme", colour: "red" }));
    const ran = await run(["infra", "diff", "--json"]);
    expect(ran.json()["detail"]).toMatch(/tailboard\.config\.json: \w+ is not valid/);
  });

  // Each run writes the templates again, which takes seconds. The stacks' inputs and errors are tested in infra/apply.test.ts.
  it("apply records the deployment and shows the next steps; diff shows what is live and what will change", async () => {
    await run(usual);
    await fakeCdk({ diff: "[+] AWS::S3::Bucket StateBucket" });
    const applied = await run(["infra", "apply"]);
    expect(applied.code).toBe(0);
    expect(applied.stderr).toContain("Bringing tailboard-acme-firewall up to date");
    expect(applied.stdout).toMatch(/^Live: x-Name in account x-Account, x-Region\n {2}site +https:\/\/siteurl/);
    expect(applied.stdout).toContain("TAILBOARD_STORE='s3://x-StateBucket?region=x-Region' \\");
    const deployment = await read("tailboard.deployment.json");
    expect(deployment).toMatchObject({ name: "x-Name", cdn: { site: { url: "https://siteurl.example.com" } } });

    const dry = await run(["infra", "apply", "--dry-run", "--json"]);
    expect(dry.json()).toMatchObject({
      dry_run: true,
      live: deployment,
      stacks: ["tailboard-acme-firewall", "tailboard-acme", "tailboard-acme-watch"].map((stack) => ({
        stack,
        changes: true,
      })),
    });
    expect((await calls()).map(([verb]) => verb)).toEqual(["deploy", "deploy", "deploy", "diff", "diff", "diff"]);
  });

  it("a refusal of the account is one problem with a hint, and nothing is recorded", async () => {
    await run(usual);
    await fakeCdk({ fails: "Unable to resolve AWS account to use." });
    const ran = await run(["infra", "apply"]);
    expect([ran.code, ran.stdout]).toEqual([1, ""]);
    expect(ran.stderr).toContain("There are no AWS credentials here.\nSign in");
    expect(await readdir(terminal.folder)).not.toContain("tailboard.deployment.json");
  });
});

test("a diff shows what will change, what will not, and what is live", () => {
  const diffs = [
    { stack: "tailboard-acme", changes: true, text: "[+] AWS::S3::Bucket StateBucket" },
    { stack: "tailboard-acme-watch", changes: false, text: "There were no differences" },
  ];
  expect(showDiff(diffs, null)).toBe(
    [
      "Nothing has been applied from this config yet.",
      "",
      "tailboard-acme will change:",
      "[+] AWS::S3::Bucket StateBucket",
      "",
      "tailboard-acme-watch will not change.",
      "",
      "Jobs, settings, and the live pages and API do not change. Use tailboard deploy and tailboard promote to release.",
    ].join("\n"),
  );
});

/** Writes a fake CDK command that records its arguments, checks that the templates exist, and prints `diff` or fails. */
const fakeCdk = async ({ diff = "", fails = "" }: { diff?: string; fails?: string }): Promise<void> => {
  const outputs = Object.fromEntries(
    outputNames.map((name) => [name, name.endsWith("Url") ? `https://${name.toLowerCase()}.example.com` : `x-${name}`]),
  );
  await mkdir(join(terminal.folder, "bin"), { recursive: true });
  const file = join(terminal.folder, "bin", "cdk.mjs");
  await writeFile(
    file,
    `#!${process.execPath}
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(join(terminal.folder, "calls"))}, JSON.stringify(args) + "\\n");
const after = (name) => args[args.indexOf(name) + 1];
const stack = args[1];
if (!existsSync(after("--app") + "/" + stack + ".template.json")) { console.error("no template"); process.exit(3); }
if (${JSON.stringify(fails)} !== "") { console.error(${JSON.stringify(fails)}); process.exit(1); }
if (args[0] === "diff") console.error(${JSON.stringify(diff)});
const outputs = stack.endsWith("-firewall") ? { FirewallArn: "arn:firewall" } : stack.endsWith("-watch") ? null : { ...${JSON.stringify(outputs)}, Table: "none" };
if (args[0] === "deploy" && outputs !== null) writeFileSync(after("--outputs-file"), JSON.stringify({ [stack]: outputs }));
`,
  );
  await chmod(file, 0o755);
  env = { ...env, TAILBOARD_CDK: file };
};

const calls = async (): Promise<string[][]> =>
  (await readFile(join(terminal.folder, "calls"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => {
      const args = JSON.parse(line) as string[];
      expect(args).toEqual(expect.arrayContaining(quiet));
      return args.filter((arg) => !quiet.includes(arg));
    });

/** Every call of the CDK has these. */
const quiet = ["--no-color", "--no-notices", "--no-version-reporting"];

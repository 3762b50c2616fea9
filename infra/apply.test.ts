import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outputNames } from "../main/deployment.ts";
import type { InfraConfig } from "../main/infra-config.ts";
import { applyStacks, diffStacks } from "./apply.ts";
import { InfraRefused, type Cdk } from "./cdk.ts";

const config: InfraConfig = {
  name: "acme",
  region: "eu-central-1",
  store: "s3",
  domains: null,
  alarm_email: "ana@example.com",
  budget_dollars: 20,
  firewall: true,
  secret_generation: 1,
};

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tailboard-apply-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Records its calls and writes outputs like the CDK. */
const fakeCdk = ({
  fails = () => null,
  diff = "",
}: { fails?: (stack: string) => string | null; diff?: string } = {}) => {
  const calls: string[][] = [];
  const cdk: Cdk = {
    run: async (args) => {
      calls.push(args.map((arg) => arg.replace(folder, "")));
      const [command, stack = ""] = args;
      const failure = fails(stack);
      if (failure !== null) return { code: 1, output: failure };
      const outputs: Record<string, unknown> = {
        "tailboard-acme-firewall": { FirewallArn: "arn:firewall" },
        "tailboard-acme": Object.fromEntries(
          outputNames.map((name) => [name, name === "Table" ? "none" : `x-${name}`]),
        ),
      };
      const file = args[args.indexOf("--outputs-file") + 1];
      // A stack without outputs gets no file.
      if (command === "deploy" && file !== undefined && outputs[stack] !== undefined)
        await writeFile(file, JSON.stringify({ [stack]: outputs[stack] }));
      return { code: 0, output: diff };
    },
  };
  return { cdk, calls };
};
const apply = (cdk: Cdk, change: Partial<InfraConfig> = {}, lines: string[] = []) =>
  applyStacks({ ...config, ...change }, { cdk, folder, progress: (line) => lines.push(line) });

describe("apply", () => {
  const deploy = (stack: string, ...parameters: string[]) => [
    "deploy",
    stack,
    "--app",
    "",
    "--exclusively",
    "--require-approval",
    "never",
    "--outputs-file",
    `/${stack}.outputs.json`,
    ...parameters.flatMap((parameter) => ["--parameters", `${stack}:${parameter}`]),
  ];

  it("applies the stacks in order and passes on their outputs", async () => {
    const { cdk, calls } = fakeCdk();
    const lines: string[] = [];
    expect(await apply(cdk, {}, lines)).toMatchObject({
      name: "x-Name",
      table: null,
      cdn: { site: { id: "x-SiteId" } },
    });
    expect(calls).toEqual([
      deploy("tailboard-acme-firewall"),
      deploy("tailboard-acme", "FirewallArn=arn:firewall"),
      deploy("tailboard-acme-watch", "SiteId=x-SiteId", "StagingId=x-StagingId", "DashboardId=x-DashboardId"),
    ]);
    // The progress names each stack in turn.
    expect(lines.map((line) => /tailboard-acme(?:-\w+)?/.exec(line)?.[0])).toEqual(calls.map(([, stack]) => stack));
  });

  it("skips the firewall stack if the config has no firewall", async () => {
    const { cdk, calls } = fakeCdk();
    await apply(cdk, { firewall: false });
    expect(calls.map(([, stack]) => stack)).toEqual(["tailboard-acme", "tailboard-acme-watch"]);
    expect(calls[0]).toEqual(deploy("tailboard-acme"));
  });

  it("continues at the next run after it stopped between two stacks", async () => {
    await expect(
      apply(fakeCdk({ fails: (stack) => (stack.endsWith("-watch") ? "Throttled" : null) }).cdk),
    ).rejects.toThrow("tailboard-acme-watch");
    expect(await apply(fakeCdk().cdk)).toMatchObject({ name: "x-Name" });
  });

  it.each([
    ["Unable to resolve AWS account to use. It must be either configured", "There are no AWS credentials here."],
    ["ExpiredToken: The security token included in the request is expired", "have expired"],
    ["InvalidClientTokenId: The security token included in the request is invalid.", "does not know these credentials"],
    [
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region (InvalidViewerCertificate)",
      "certificate",
    ],
    ["One or more of the CNAMEs you provided are already associated with a different resource", "domains"],
    ["tailboard-acme is in ROLLBACK_COMPLETE state and can not be updated", "cannot be changed"],
    [
      "AccessDenied: User is not authorized to perform: cloudformation:CreateChangeSet",
      "do not have all the permissions",
    ],
    ["SSM parameter /cdk-bootstrap/x/version not found. Has the environment been bootstrapped?", "bootstrapped"],
    ["getaddrinfo ENOTFOUND cloudformation.eu-central-9.amazonaws.com", "cannot be reached"],
    ["line one\nan unknown error\n", "line one an unknown error"],
    ["", "it printed no reason"],
  ])("explains the CDK's error: %s", async (output, words) => {
    const refused = apply(fakeCdk({ fails: () => output }).cdk);
    await expect(refused).rejects.toThrow(InfraRefused);
    await expect(refused).rejects.toThrow(words);
  });
});

describe("diff", () => {
  it("reads the account without creating a change set", async () => {
    const { cdk, calls } = fakeCdk({ diff: "[+] AWS::S3::Bucket StateBucket\n" });
    expect(await diffStacks(["tailboard-acme"], { cdk, folder })).toEqual([
      { stack: "tailboard-acme", changes: true, text: "[+] AWS::S3::Bucket StateBucket" },
    ]);
    expect(calls).toEqual([["diff", "tailboard-acme", "--app", "", "--exclusively", "--no-change-set"]]);
  });

  it("reports no changes, and fails if the CDK fails", async () => {
    const { cdk } = fakeCdk({ diff: "Stack tailboard-acme\nThere were no differences\n" });
    expect(await diffStacks(["tailboard-acme"], { cdk, folder })).toMatchObject([{ changes: false }]);
    await expect(
      diffStacks(["tailboard-acme"], { cdk: fakeCdk({ fails: () => "ExpiredToken" }).cdk, folder }),
    ).rejects.toThrow("expired");
  });
});

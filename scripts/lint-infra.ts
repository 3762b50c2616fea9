// Runs cfn-lint on every template that `infra apply` can create and fails on warnings. cfn-lint is found by CFN_LINT or on
// the PATH, or installed into build/ with pip. If that fails, the script fails in CI and only prints a notice elsewhere.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../main/config.ts";
import { parseInfraConfig } from "../main/infra-config.ts";
import { stackNames } from "../infra/stack-names.ts";
import { synthesize } from "../infra/synthesize.ts";

const pinned = "cfn-lint==1.51.0";
const venv = join(packageRoot, "build", "cfn-lint");

const findLint = (): string | null => {
  const works = (program: string) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
  const own = join(venv, "bin", "cfn-lint");
  const found = [process.env["CFN_LINT"], "cfn-lint", own].find((each) => each !== undefined && works(each));
  if (found !== undefined) return found;
  console.error(`Installing ${pinned} into ${venv} …`);
  const run = (program: string, args: string[]) => spawnSync(program, args, { stdio: ["ignore", 2, 2] }).status === 0;
  const isInstalled =
    run("python3", ["-m", "venv", venv]) &&
    run(join(venv, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", pinned]);
  return isInstalled && works(own) ? own : null;
};

const base = {
  name: "acme",
  region: "eu-central-1",
  store: "s3",
  domains: null,
  alarm_email: "ana@example.com",
  budget_dollars: 20,
  firewall: true,
  secret_generation: 1,
};
const variants = [
  base,
  { ...base, firewall: false, secret_generation: 7 },
  {
    ...base,
    region: "us-east-1",
    store: "dynamodb",
    domains: {
      site: "book.example.com",
      dashboard: "office.example.com",
      staging: "staging.example.com",
      certificate_arn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d",
    },
  },
];

const lint = findLint();
if (lint === null) {
  console.error(
    "The templates were not checked, because cfn-lint could not be installed. It needs python3, pip and a network.",
  );
  process.exit(process.env["CI"] === undefined ? 0 : 1);
}
const folder = mkdtempSync(join(tmpdir(), "tailboard-lint-"));
let failed = false;
try {
  for (const [index, variant] of variants.entries()) {
    const config = parseInfraConfig(variant, `variant ${index}`);
    const outdir = join(folder, String(index));
    for (const stack of synthesize(config, outdir)) {
      const region = stack === stackNames(config).main ? config.region : "us-east-1";
      const { status } = spawnSync(lint, ["--regions", region, "--", join(outdir, `${stack}.template.json`)], {
        stdio: ["ignore", "inherit", "inherit"],
      });
      // Warnings and notices also exit with a status other than 0.
      if (status !== 0) failed = true;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed ? "cfn-lint found problems." : `cfn-lint found no problems in ${variants.length} variants.`);
process.exitCode = failed ? 1 : 0;

// Runs Schemathesis on a real server, from its OpenAPI documents: the site with a customer's link, and the dashboard with an
// owner's session. Schemathesis is installed once into .engine/ with pip. `--report <file>` writes a report for sum.mjs.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { packageRoot } from "../main/config.ts";

const pinned = "schemathesis==4.32.5";
const venv = join(packageRoot, ".engine", pinned.replace("==", "-"));
const program = join(venv, "bin", "schemathesis");
const seed = 20_261_130;

/** Returns null, or one sentence that says why Schemathesis cannot run. */
const install = (): string | null => {
  if (existsSync(program)) return null;
  console.error(`Installing ${pinned} into ${venv} …`);
  const run = (command: string, args: string[]) => spawnSync(command, args, { stdio: ["ignore", 2, 2] }).status === 0;
  if (!run("python3", ["-m", "venv", venv])) return "python3 with its venv module is needed.";
  return run(join(venv, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", pinned])
    ? null
    : `pip could not install ${pinned}.`;
};

interface Ready {
  site: string;
  dashboard: string;
  setup: string;
}

/** Starts a server on a temporary store. Rate limits are off, because they would answer 429 to almost every call. */
const startServer = async (folder: string) => {
  const child = spawn(
    join(packageRoot, "node_modules/.bin/node"),
    [join(packageRoot, "cli/bin.mjs"), "serve", "--json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, PORT: "0", TAILBOARD_STORE: `sqlite:${folder}`, TAILBOARD_LIMITS: "off" },
    },
  );
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The server ended before it was ready")));
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  ended.catch(() => undefined);
  return { child, ready: JSON.parse(line) as Ready };
};

const post = async (url: string, headers: Record<string, string>, body: object): Promise<Response> => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
};

/** The runs: a customer with the link of a job on the site, and the owner on the dashboard. */
const prepareRuns = async ({ site, dashboard, setup }: Ready): Promise<{ first: Run[]; last: Run }> => {
  const signedUp = await post(
    `${dashboard}/api/v1/setup`,
    { origin: dashboard },
    {
      token: new URL(setup).hash.replace("#setup=", ""),
      name: "Ana",
      login: "ana@example.com",
      password: "four words in a row",
    },
  );
  const cookie = signedUp.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const createJob = async (): Promise<{ id: string; tracking_token: string }> => {
    const created = await post(
      `${dashboard}/api/v1/jobs`,
      { origin: dashboard, cookie },
      {
        service: "trailer-15",
        customer: { name: "Mark" },
        location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      },
    );
    return (await created.json()) as { id: string; tracking_token: string };
  };
  // Two jobs, because the owner's run may revoke the link of the job that it works on.
  const [customersJob, ownersJob] = [await createJob(), await createJob()];
  const customer = {
    name: "site",
    url: site,
    headers: [`Authorization: Bearer ${customersJob.tracking_token}`],
    select: [],
    job: customersJob.id,
    proof: "tracking",
  };
  const owner = {
    url: dashboard,
    headers: [`Cookie: ${cookie}`, `Origin: ${dashboard}`],
    job: ownersJob.id,
    proof: "settings",
  };
  // These calls may end the owner's session, after which every other call would answer 401. They run last.
  const sessionCalls = (option: string) =>
    ["delete_session", "end_session", "change_user"].flatMap((operation) => [option, operation]);
  return {
    first: [customer, { ...owner, name: "dashboard", select: sessionCalls("--exclude-operation-id") }],
    last: { ...owner, name: "dashboard, calls that end sessions", select: sessionCalls("--include-operation-id") },
  };
};

/** Throws if a session or link no longer works, because such a run would have tested only 401 and 404 responses. */
const assertStillSignedIn = async (runs: Run[]): Promise<void> => {
  for (const { url, headers, proof } of runs) {
    const response = await fetch(`${url}/api/v1/${proof}`, {
      headers: headers.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
    });
    if (!response.ok)
      throw new Error(`${proof} answers ${response.status} after the run, so the run was not signed in`);
  }
};

interface Run {
  name: string;
  url: string;
  headers: string[];
  /** Options that select the calls to test. */
  select: string[];
  /** The id of an existing job. */
  job: string;
  /** A call that needs these headers. */
  proof: string;
}

const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "unsupported_method",
];

interface Outcome {
  name: string;
  code: number | null;
  output: string;
  junit: string;
}

/** The OpenAPI document of an origin. Its examples name an existing job and a day that can be booked, which most calls need. */
const documentOf = async ({ url, job }: Run): Promise<string> => {
  const document = await (await fetch(`${url}/api/v1/openapi.json`)).text();
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  return document.replaceAll("261127-7K3Q", job).replaceAll('"example":"2026-11-27"', `"example":"${soon}"`);
};

const fuzz = async (run: Run, folder: string): Promise<Outcome> => {
  const { name, url, headers, select } = run;
  const junit = join(folder, `${name}.xml`);
  const document = join(folder, `${name}.json`);
  writeFileSync(document, await documentOf(run));
  const child = spawn(
    program,
    [
      "run",
      document,
      `--url=${url}`,
      ...headers.flatMap((header) => ["--header", header]),
      ...select,
      `--checks=${checks.join(",")}`,
      "--phases=examples,coverage,fuzzing",
      "--max-examples=20",
      `--seed=${seed}`,
      "--workers=1",
      "--max-response-time=5",
      "--request-timeout=20",
      "--continue-on-failure",
      "--suppress-health-check=all",
      "--warnings=off",
      "--report=junit",
      `--report-junit-path=${junit}`,
    ],
    { stdio: ["ignore", "pipe", "inherit"], cwd: folder },
  );
  const output = text(child.stdout);
  const [code] = (await once(child, "exit")) as [number | null];
  return { name, code, output: await output, junit: existsSync(junit) ? readFileSync(junit, "utf8") : "" };
};

/** The report for `sum.mjs`, with one test per call. */
const reportOf = (outcomes: Outcome[]) => {
  const results = outcomes.map(({ name, code, output, junit }) => {
    const cases = [...junit.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)];
    const assertionResults = cases.map(([, call = "", inner = ""]) => ({
      fullName: `${name}: ${call}`,
      status: /<(?:failure|error)\b/.test(inner) ? "failed" : /<skipped\b/.test(inner) ? "skipped" : "passed",
      failureMessages: [inner],
    }));
    // A run that exited with an error or tested nothing has failed, even if its report has no failure.
    const hasFailed = code !== 0 || cases.length === 0;
    return {
      name: `schemathesis ${name}`,
      status: hasFailed ? "failed" : "passed",
      message: output.slice(-3_000),
      assertionResults,
    };
  });
  const all = results.flatMap(({ assertionResults }) => assertionResults);
  return {
    numPassedTests: all.filter(({ status }) => status === "passed").length,
    testResults: results,
  };
};

const { values } = parseArgs({ options: { report: { type: "string" } } });
const missing = install();
if (missing !== null) {
  console.error(`The calls were not fuzzed: ${missing}`);
  process.exit(process.env["CI"] === undefined ? 0 : 1);
}
const folder = mkdtempSync(join(tmpdir(), "tailboard-fuzz-"));
const began = performance.now();
const { child, ready } = await startServer(join(folder, "data"));
try {
  const { first, last } = await prepareRuns(ready);
  const outcomes = await Promise.all(first.map((run) => fuzz(run, folder)));
  await assertStillSignedIn(first);
  outcomes.push(await fuzz(last, folder));
  for (const { output } of outcomes) console.log(output);
  const report = reportOf(outcomes);
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(report));
  const failed = report.testResults.some(({ status }) => status === "failed");
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  console.log(
    `${report.numPassedTests} calls fuzzed with seed ${seed} in ${seconds} s${failed ? ", with failures" : ""}`,
  );
  process.exitCode = failed ? 1 : 0;
} finally {
  const stopped = once(child, "exit");
  child.kill("SIGINT");
  await stopped;
  rmSync(folder, { recursive: true, force: true });
}

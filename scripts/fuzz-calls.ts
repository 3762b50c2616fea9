// Schemathesis against a real server, read off its own OpenAPI documents: the site with a customer's link, the dashboard with an
// owner's session. It is put into .engine/ once, from Python's registry. `--report <file>` writes what scripts/sum.mjs reads.
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

/** Null where it runs, or one sentence why it cannot. */
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

/** The server as people start it, on a store of its own, without limits: they would answer 429 to all but the first calls. */
const startServer = async (folder: string) => {
  const child = spawn(
    join(packageRoot, "node_modules/.bin/node"),
    [join(packageRoot, "cli/bin.mjs"), "serve", "--json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, PORT: "0", TAILBOARD_STORE: `directory:${folder}`, TAILBOARD_LIMITS: "off" },
    },
  );
  const gone = once(child, "exit").then(() => Promise.reject(new Error("The server ended before it was ready")));
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), gone])) as [string];
  gone.catch(() => undefined);
  return { child, ready: JSON.parse(line) as Ready };
};

const post = async (url: string, headers: Record<string, string>, body: object): Promise<Response> => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
};

/** Who asks at each origin: a customer with the link of a job, and the owner. */
const people = async ({ site, dashboard, setup }: Ready): Promise<{ first: Asked[]; last: Asked }> => {
  const owner = await post(
    `${dashboard}/api/v1/setup`,
    { origin: dashboard },
    {
      token: new URL(setup).hash.replace("#setup=", ""),
      name: "Ana",
      login: "ana@example.com",
      password: "four words in a row",
    },
  );
  const cookie = owner.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const make = async (): Promise<{ id: string; tracking_token: string }> => {
    const made = await post(
      `${dashboard}/api/v1/jobs`,
      { origin: dashboard, cookie },
      {
        service: "trailer-15",
        customer: { name: "Mark" },
        location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      },
    );
    return (await made.json()) as { id: string; tracking_token: string };
  };
  // One each: the office may revoke the link of the job that it works on.
  const [theirs, ours] = [await make(), await make()];
  const customer = {
    name: "site",
    url: site,
    headers: [`Authorization: Bearer ${theirs.tracking_token}`],
    select: [],
    job: theirs.id,
    known: "tracking",
  };
  const owned = {
    url: dashboard,
    headers: [`Cookie: ${cookie}`, `Origin: ${dashboard}`],
    job: ours.id,
    known: "settings",
  };
  // These end the session that asks, which would leave nothing but 401 to the others: they are asked last.
  const named = (option: string) =>
    ["delete_session", "end_session", "change_user"].flatMap((operation) => [option, operation]);
  return {
    first: [customer, { ...owned, name: "dashboard", select: named("--exclude-operation-id") }],
    last: { ...owned, name: "dashboard, what ends sessions", select: named("--include-operation-id") },
  };
};

/** A run as a stranger sees nothing but 401 and 404: at the end the session and the link must still open. */
const assertStillKnown = async (asked: Asked[]): Promise<void> => {
  for (const { url, headers, known } of asked) {
    const answer = await fetch(`${url}/api/v1/${known}`, {
      headers: headers.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
    });
    if (!answer.ok) throw new Error(`${known} answers ${answer.status} after the run: it ran as a stranger`);
  }
};

interface Asked {
  name: string;
  url: string;
  headers: string[];
  /** Which calls of the document are asked. */
  select: string[];
  /** A job that is there. */
  job: string;
  /** A call that only this person may make. */
  known: string;
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

/** The document of an origin, with the next windows and a job that is there as its examples: most calls need both. */
const documentOf = async ({ url, job }: Asked): Promise<string> => {
  const document = await (await fetch(`${url}/api/v1/openapi.json`)).text();
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  return document.replaceAll("261127-7K3Q", job).replaceAll('"example":"2026-11-27"', `"example":"${soon}"`);
};

const fuzz = async (asked: Asked, folder: string): Promise<Outcome> => {
  const { name, url, headers, select } = asked;
  const junit = join(folder, `${name}.xml`);
  const document = join(folder, `${name}.json`);
  writeFileSync(document, await documentOf(asked));
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

/** One test a call, as `sum.mjs` reads the report of a runner. */
const reportOf = (outcomes: Outcome[]) => {
  const results = outcomes.map(({ name, code, output, junit }) => {
    const cases = [...junit.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)];
    const assertionResults = cases.map(([, call = "", inner = ""]) => ({
      fullName: `${name}: ${call}`,
      status: /<(?:failure|error)\b/.test(inner) ? "failed" : /<skipped\b/.test(inner) ? "skipped" : "passed",
      failureMessages: [inner],
    }));
    // A run that ended badly, or tested nothing, has failed, whatever its report says.
    const bad = code !== 0 || cases.length === 0;
    return {
      name: `schemathesis ${name}`,
      status: bad ? "failed" : "passed",
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
  const { first, last } = await people(ready);
  const outcomes = await Promise.all(first.map((one) => fuzz(one, folder)));
  await assertStillKnown(first);
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

// Adds up test reports: `sum.mjs <exit code> <report or name> <log> …`, three arguments per step. The last line printed is
// "<n> passed, <n> failed"; above it are the failures. A step without a report, such as the checks, is given by name and
// counts as one test. A skipped test counts as a failure, because a run without an engine must not be green. If a step
// failed and its report names no failure, the end of its log is printed.
import { existsSync, readFileSync } from "node:fs";

const args = process.argv.slice(2);
let passed = 0;
let failed = 0;
while (args.length > 0) {
  const [code, path, log] = args.splice(0, 3);
  const isName = !path.endsWith(".json");
  const report = !isName && existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  passed += isName ? Number(code === "0") : (report?.numPassedTests ?? 0);
  let failedHere = 0;
  for (const file of report?.testResults ?? []) {
    const failures = file.assertionResults.filter(({ status }) => status !== "passed");
    for (const { fullName, status, failureMessages } of failures)
      console.log(
        status === "failed"
          ? `failed: ${file.name}, ${fullName}\n${failureMessages.join("\n").slice(0, 3000)}`
          : `skipped: ${file.name}, ${fullName}`,
      );
    if (file.status === "failed" && failures.length === 0) console.log(`failed: ${file.name}\n${file.message}`);
    failedHere += failures.length;
  }
  // A runner that stopped without a failed test or without a report has failed too.
  if ((code !== "0" || (!isName && report === null)) && failedHere === 0) {
    failedHere = 1;
    const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-40).join("\n");
    console.log(`failed: ${path}, with code ${code}; its log ends with\n${end}\n`);
  }
  failed += failedHere;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

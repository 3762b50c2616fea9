// Sums every runner's own report into one closing line: `sum.mjs <exit code> <report or name> <log> …`, three for each step.
// A step without a report (the checks) has a name instead, and counts as one test. What failed is named once more above that
// line, since the end of a long log is what is read first; where no report names it, by the end of its own log.
import { existsSync, readFileSync } from "node:fs";

const args = process.argv.slice(2);
let passed = 0;
let failed = 0;
while (args.length > 0) {
  const [code, path, log] = args.splice(0, 3);
  const named = !path.endsWith(".json");
  const report = !named && existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  passed += named ? Number(code === "0") : (report?.numPassedTests ?? 0);
  failed += report?.numFailedTests ?? 0;
  for (const file of report?.testResults ?? []) {
    const tests = file.assertionResults.filter(({ status }) => status === "failed");
    for (const { fullName, failureMessages } of tests)
      console.log(`failed: ${file.name}, ${fullName}\n${failureMessages.join("\n").slice(0, 3000)}`);
    if (file.status === "failed" && tests.length === 0) console.log(`failed: ${file.name}\n${file.message}`);
  }
  // A runner that stopped without naming a failed test, or without a report, has failed all the same.
  if ((code !== "0" || (!named && report === null)) && (report?.numFailedTests ?? 0) === 0) {
    failed += 1;
    const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-40).join("\n");
    console.log(`failed: ${path}, with code ${code}; its end was\n${end}\n`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

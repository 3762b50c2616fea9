// Sums every runner's own report into one closing line: `sum.mjs <exit code> <report or name> …`, two for each step. A
// step without a report (the checks) has a name instead, and counts as one test. What failed is named once more above that
// line, since the end of a long log is what is read first.
import { existsSync, readFileSync } from "node:fs";

const args = process.argv.slice(2);
let passed = 0;
let failed = 0;
while (args.length > 0) {
  const code = args.shift();
  const path = args.shift();
  if (!path.endsWith(".json")) {
    if (code === "0") passed += 1;
    else {
      failed += 1;
      console.log(`failed: ${path}`);
    }
    continue;
  }
  const report = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  passed += report?.numPassedTests ?? 0;
  failed += report?.numFailedTests ?? 0;
  // A runner that stopped without naming a failed test, or without a report, has failed all the same.
  if ((code !== "0" || report === null) && (report?.numFailedTests ?? 0) === 0) {
    failed += 1;
    console.log(`failed: ${path}, with code ${code}`);
  }
  for (const file of report?.testResults ?? []) {
    const tests = file.assertionResults.filter(({ status }) => status === "failed");
    for (const { fullName, failureMessages } of tests)
      console.log(`failed: ${file.name}, ${fullName}\n${failureMessages.join("\n").slice(0, 3000)}`);
    if (file.status === "failed" && tests.length === 0) console.log(`failed: ${file.name}\n${file.message}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// Sums the runner's own report into one closing line; the checks count as one test.
import { existsSync, readFileSync } from "node:fs";

const [report, checkCode, testCode] = process.argv.slice(2);
const tests = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
let passed = tests?.numPassedTests ?? 0;
let failed = tests?.numFailedTests ?? 0;
if (checkCode === "0") passed += 1;
else failed += 1;
// A runner that stopped without naming a failed test has failed all the same.
if (testCode !== "0" && (tests?.numFailedTests ?? 0) === 0) failed += 1;
for (const file of tests?.testResults ?? []) {
  if (file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed"))
    console.log(`failed: ${file.name}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

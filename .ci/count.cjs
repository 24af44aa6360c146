// Adds up vitest's JSON reports, named as arguments, into the line ".ci/run" ends with. Runs on any Node.
// A report that was never written and a file that could not be loaded count as failures: nothing may look clean by being absent.
'use strict';
const fs = require('node:fs');

const total = { passed: 0, failed: 0 };
for (const file of process.argv.slice(2)) {
  if (!fs.existsSync(file)) {
    total.failed += 1;
    continue;
  }
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter(each => each.status === 'failed' && each.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  total.passed += report.numPassedTests;
  // An error outside any test (an unhandled rejection) fails the run without failing a test.
  total.failed += failed === 0 && !report.success ? 1 : failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

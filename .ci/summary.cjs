// Prints "N passed, N failed, N skipped" from vitest's JSON report; a run without a report counts as one failure.
const fs = require('node:fs');
let report = null;
try {
  report = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
} catch (error) {
  console.log(`no test report: ${error.message}`);
}
if (report === null) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const skipped = report.numPendingTests + (report.numTodoTests || 0);
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = report.numFailedTests + broken;
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || report.numPassedTests === 0 ? 1 : 0);

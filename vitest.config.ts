import { defineConfig } from 'vitest/config';

/** Where `.ci/run` wants a machine-readable report, besides the one for people. */
const report = process.env.STET_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Suites start real servers and worker threads; two at a time fit the smallest machine we promise (2 cores).
    maxWorkers: 2,
    // As every npm script runs: worker threads that tests start load our TypeScript by Node's own means.
    execArgv: ['-r', './src/require-node.cjs'],
    testTimeout: 20_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});

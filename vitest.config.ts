// All tests in one run: pure ones, those on real databases, those in a browser. The set-up makes a
// throw-away PostgreSQL cluster for the run.
import { defineConfig } from 'vitest/config'
import { nodeFlags } from './packages/server/src/cli/launch.mjs'
import { notRun } from './tools/not_run.ts'

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    execArgv: nodeFlags,
    globalSetup: ['packages/server/test/postgresql_setup.ts'],
    include: [
      'packages/**/*.test.ts',
      'packages/**/*.test.tsx',
      'cases/**/*.test.ts',
      'e2e/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', ...notRun.map(({ file }) => file)],
  },
})

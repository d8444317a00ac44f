// All tests in one run: pure ones, those on real databases, those in a browser. The set-ups make what
// a run needs once: a throw-away PostgreSQL cluster, an empty embedded database, and for the browser
// the example.
import { defineConfig } from 'vitest/config'
import { nodeFlags } from './packages/server/src/cli/launch.mjs'
import { LongestFirst } from './tools/longest_first.ts'
import { notRun } from './tools/not_run.ts'

const exclude = ['**/node_modules/**', '**/dist/**', ...notRun.map(({ file }) => file)]

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    execArgv: nodeFlags,
    sequence: { sequencer: LongestFirst },
    globalSetup: [
      'packages/server/test/postgresql_setup.ts',
      'packages/server/test/embedded_setup.ts',
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'program',
          include: [
            'packages/**/*.test.ts',
            'packages/**/*.test.tsx',
            'cases/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          exclude,
          globalSetup: ['e2e/example_setup.ts'],
        },
      },
    ],
  },
})

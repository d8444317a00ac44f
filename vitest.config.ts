// Three projects: pure tests, tests on real databases, tests in a browser. `npm test` runs them all.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    include: [
      'packages/**/*.test.ts',
      'packages/**/*.test.tsx',
      'cases/**/*.test.ts',
      'e2e/**/*.test.ts', 'tools/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
})

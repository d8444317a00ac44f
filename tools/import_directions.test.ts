// The import directions hold in this tree, and each kind of violation is caught.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, importFaults } from './import_directions.ts'

test('no file of the packages imports against the directions', () => {
  expect(importFaults(join(import.meta.dirname, '..'))).toEqual([])
})

test.each([
  ['packages/analysis/src/a.ts', 'analysis', '@sulh/contract/process'],
  ['packages/contract/src/a.ts', 'contract', '@sulh/analysis/history/asof'],
  ['packages/server/src/process/queries.ts', 'server', '@sulh/web/main'],
  ['packages/web/src/main.tsx', 'web', '@sulh/server/main'],
  ['packages/web/src/process/data.ts', 'web', '../../../server/src/main.ts'],
  ['packages/server/src/text/commands.ts', 'server', '../process/workflow.ts'],
] as const)('%s may not import (%s) %s', (file, from, target) => {
  expect(faultsOf(file, from, target)).toHaveLength(1)
})

test.each([
  ['packages/server/src/text/commands.ts', 'server', '../process/queries.ts'],
  ['packages/server/src/text/commands.ts', 'server', '../platform/append.ts'],
  ['packages/web/src/main.tsx', 'web', '@sulh/contract/process'],
] as const)('%s may import (%s) %s', (file, from, target) => {
  expect(faultsOf(file, from, target)).toEqual([])
})

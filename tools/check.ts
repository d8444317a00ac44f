// `npm run check`: types, lint, format, import directions and stale generated files, in one go.
// Every step runs even when an earlier one failed, so that one run shows all there is to mend.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { importFaults } from './import_directions.ts'

const root = join(import.meta.dirname, '..')
const tool = (name: string) => join(root, 'tools/node_modules/.bin', name)

function run(label: string, command: string, args: string[]): boolean {
  process.stdout.write(`${label} … `)
  const started_ms = performance.now()
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, OXLINT_TSGOLINT_PATH: tool('tsgolint') },
  })
  const seconds = ((performance.now() - started_ms) / 1000).toFixed(1)
  if (done.status === 0) {
    console.log(`ok (${seconds} s)`)
    return true
  }
  console.log(`failed (${seconds} s)`)
  console.log(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`.trim())
  return false
}

function directions(): boolean {
  const faults = importFaults(root)
  console.log(`import directions … ${faults.length === 0 ? 'ok' : 'failed'}`)
  for (const fault of faults) console.log(`  ${fault}`)
  return faults.length === 0
}

/** The linters are kept out of the main lockfile (docs/ARCHITECTURE.md), so they come here. */
function installLinters(): boolean {
  if (existsSync(tool('oxlint')) && existsSync(tool('oxfmt'))) return true
  return run('installing the linters', 'npm', [
    'install',
    '--prefix',
    join(root, 'tools'),
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
  ])
}

const results = [
  installLinters(),
  run('types', join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', 'tsconfig.json']),
  run('lint', tool('oxlint'), ['-c', 'tools/.oxlintrc.json', '--type-aware', '--quiet']),
  run('format', tool('oxfmt'), ['--check']),
  directions(),
]
process.exit(results.every(Boolean) ? 0 : 1)

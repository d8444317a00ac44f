// `npm test`: what is installed, then every test. What cannot run is named; with CI=true that is a
// failure. Ends with the line `N passed, N failed, N skipped`, counted from vitest's own report.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { notRun } from './not_run.ts'

const root = join(import.meta.dirname, '..')
const ci = process.env['CI'] === 'true'

const missing: string[] = []
if (!existsSync('/usr/bin/chromium') && !process.env['SULH_CHROMIUM']) {
  missing.push('the browser tests (Chromium is not installed: Debian package `chromium`)')
}
const initdb = spawnSync('sh', ['-c', 'command -v initdb || ls /usr/lib/postgresql/*/bin/initdb'])
if (initdb.status !== 0) {
  missing.push('the PostgreSQL half of the database tests (Debian package `postgresql`)')
}
const office = spawnSync('sh', ['-c', 'command -v soffice && command -v pdftotext'])
if (office.status !== 0) {
  missing.push(
    'documents in LibreOffice (Debian packages `libreoffice-writer-nogui` and `poppler-utils`)',
  )
}
for (const what of missing) console.log(`not run: ${what}`)
for (const { file, why } of notRun) console.log(`not run: ${file} (${why})`)
if (ci && missing.length > 0) {
  console.log('With CI=true everything must run.')
  console.log('0 passed, 1 failed')
  process.exit(1)
}

// The browser tests see the screens as they are now, not as they were last built.
const built = spawnSync(join(root, 'node_modules/.bin/vite'), ['build', 'packages/web'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (built.status !== 0) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'sulh-test-'))
const report = join(folder, 'report.json')
const run = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)
const counts = existsSync(report)
  ? (JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>)
  : { numPassedTests: 0, numFailedTests: 1 }
rmSync(folder, { recursive: true, force: true })
const failed = Math.max(counts['numFailedTests'] ?? 0, run.status === 0 ? 0 : 1)
const skipped = (counts['numPendingTests'] ?? 0) + (counts['numTodoTests'] ?? 0)
console.log(
  `${counts['numPassedTests'] ?? 0} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
)
process.exit(failed === 0 ? 0 : 1)

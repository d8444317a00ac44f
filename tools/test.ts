// `npm test`: what is installed, then every test. What cannot run is named; with CI=true that is a
// failure. Ends with the line `N passed, N failed, N skipped`, counted from vitest's own report.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
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

type Report = {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

const folder = mkdtempSync(join(tmpdir(), 'sulh-test-'))
const first = await runTests(process.argv.slice(2))
const second = first.aborted.length > 0 ? await again(first.aborted) : undefined
rmSync(folder, { recursive: true, force: true })
const reports = [first, ...(second ? [second] : [])]
// What an aborted file had shown before is counted with its second run.
const results = reports.flatMap(({ report, aborted }) =>
  (report?.testResults ?? []).filter(({ name }) => !aborted.includes(name)),
)
const counted = (...states: string[]) =>
  results.flatMap((file) => file.assertionResults).filter(({ status }) => states.includes(status))
    .length
const ended = second ? second.status === 0 && first.otherwise : first.status === 0
const failed = Math.max(counted('failed'), ended ? 0 : 1)
const skipped = counted('pending', 'skipped', 'todo')
console.log(`${counted('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)

/** Runs vitest, its output as it comes, and says in which files Node itself aborted. */
async function runTests(args: readonly string[]): Promise<{
  status: number | null
  aborted: string[]
  /** Nothing failed but what was aborted. */
  otherwise: boolean
  report: Report | undefined
}> {
  const file = join(folder, `report-${args.length}-${Date.now()}.json`)
  const vitest = spawn(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { cwd: root, stdio: ['inherit', 'inherit', 'pipe'] },
  )
  let said = ''
  vitest.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text)
    said += stripVTControlCharacters(text)
  })
  const [status] = (await once(vitest, 'close')) as [number | null]
  const aborts = [
    ...said.matchAll(/signal SIGTRAP during \w+ state while running test file (\S+)/g),
  ].map(([, name]) => name ?? '')
  const unhandled = [...said.matchAll(/⎯ (?:Unhandled|Uncaught) (?:Error|Rejection|Exception) ⎯/g)]
    .length
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
  const failures = (report?.testResults ?? []).filter(
    ({ name, status: of }) => of === 'failed' && !aborts.includes(name),
  )
  const otherwise = report !== undefined && failures.length === 0 && unhandled === aborts.length
  return { status, aborted: [...new Set(aborts)], otherwise, report }
}

/**
 * V8 aborts now and then where several threads make and free WebAssembly (nodejs/node#64500), and
 * takes a file's worker with it. That is said, and those files run once more; a second abort fails.
 */
async function again(files: readonly string[]): ReturnType<typeof runTests> {
  console.log(`Node itself aborted while it ran ${files.join(', ')}: once more.`)
  return runTests(files)
}

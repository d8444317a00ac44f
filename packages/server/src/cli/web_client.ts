// Builds the screens when they are not built yet or are older than what they are built from, so that
// `npm start` is all that anyone types, after a fresh clone and after an update.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure, exit } from './failure.ts'

const web = fileURLToPath(new URL('../../../web/', import.meta.url))
/** What the screens are made from; its contents too are looked at where it is a folder. */
const sources = [
  'index.html',
  'package.json',
  'vite.config.ts',
  'src',
  '../contract/src',
  '../analysis/src',
]

/** When the newest file of a file or folder was changed, in ms; 0 where there is none. */
export function newestChange(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  // A folder's own time changes when a file of it goes.
  return readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), found.mtimeMs)
}

/** Builds where dist is missing or stale. `say` hears that it takes a while. */
export async function buildWebClient(say: (line: string) => void): Promise<void> {
  const built = newestChange(join(web, 'dist', 'index.html'))
  const changed = Math.max(...sources.map((path) => newestChange(join(web, path))))
  if (built > 0 && built >= changed) return
  say(built === 0 ? 'Building the screens (once) …' : 'The screens have changed: building them …')
  const vite = join(
    dirname(createRequire(join(web, 'x')).resolve('vite/package.json')),
    'bin/vite.js',
  )
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code === 0) return
  throw new Failure(
    exit.unavailable,
    'The screens could not be built: run npm ci, then npm run build, and see what it says.',
  )
}

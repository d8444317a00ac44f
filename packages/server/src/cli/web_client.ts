// Builds the screens when they are not built yet, so that `npm start` is all that a newcomer types.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure, exit } from './failure.ts'

const web = fileURLToPath(new URL('../../../web/', import.meta.url))

/** Builds where dist is missing. `say` hears that it takes a while. */
export async function buildWebClient(say: (line: string) => void): Promise<void> {
  if (existsSync(join(web, 'dist', 'index.html'))) return
  say('Building the screens (once) …')
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

// One process a data folder: the embedded database has no lock of its own, and two openers lose
// each other's rows. The lock is a file that names the process by its number and its start, so
// that a lock left behind by a killed process is recognised and replaced.
import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { OpenError } from './open_error.ts'

const lockSchema = z.object({ pid: z.int().min(1), started: z.string(), token: z.string() })
type Lock = z.output<typeof lockSchema>

/** When a process began, in ticks since the machine did; empty where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is the name in brackets and may hold spaces; the 22nd is the start.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function alive({ pid, started }: Lock): Promise<boolean> {
  if (!exists(pid)) return false
  const start = await startOf(pid)
  return start === '' || started === '' || start === started
}

async function readLock(path: string): Promise<Lock | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return lockSchema.parse(JSON.parse(text))
  } catch {
    throw new OpenError(
      'corrupt-lock',
      `The lock file ${path} is damaged: make sure that no other Sulh runs on this folder, ` +
        'delete that file and start again.',
    )
  }
}

/**
 * Takes the folder for this process, or rejects with an OpenError that names the holder. Answers
 * how to give it back; a process that is killed need not.
 */
export async function takeLock(data_dir: string): Promise<() => Promise<void>> {
  await mkdir(data_dir, { recursive: true })
  const path = join(data_dir, 'lock')
  const token = randomUUID()
  const lock: Lock = { pid: process.pid, started: await startOf(process.pid), token }
  // Written aside and linked into place, so that nobody ever reads a half-written lock.
  const aside = `${path}.${token}`
  try {
    // Within the try: a full disk leaves an empty file behind.
    await writeFile(aside, JSON.stringify(lock))
    await removeAbandoned(data_dir)
    for (let attempt = 0; attempt < 5; attempt++) {
      const taken = await link(aside, path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false
          throw error
        },
      )
      if (taken) return () => giveBack(path, token)
      await removeStale(path, token)
    }
  } finally {
    await rm(aside, { force: true })
  }
  throw new OpenError('locked', `Several programs open ${data_dir} at once: start one of them.`)
}

/** What a start on a full disk, or one that was killed, left of its lock before it was linked. */
async function removeAbandoned(data_dir: string): Promise<void> {
  for (const name of await readdir(data_dir)) {
    if (!/^lock\.[0-9a-f-]{36}$/.test(name)) continue
    const path = join(data_dir, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true })
  }
}
/** A start writes and links its lock within moments. */
const ABANDONED_MS = 60_000

async function removeStale(path: string, token: string): Promise<void> {
  const holder = await readLock(path)
  if (!holder) return
  if (await alive(holder))
    throw new OpenError(
      'locked',
      `Another Sulh (process ${holder.pid}) runs on this folder: end it, or choose another ` +
        'folder with --data.',
    )
  // Moved away before it is deleted: if another process replaced it meanwhile, its lock is put back.
  const away = `${path}.${token}.stale`
  await rename(path, away).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  const moved = await readLock(away)
  if (moved && moved.token !== holder.token) await link(away, path).catch(() => undefined)
  await rm(away, { force: true })
}

async function giveBack(path: string, token: string): Promise<void> {
  const holder = await readLock(path).catch(() => undefined)
  if (holder?.token === token) await rm(path, { force: true })
}

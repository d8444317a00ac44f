// One process a data folder (P23), also after a kill, also when two start at once; and a damaged
// lock is told and never guessed at (P25).
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './data_lock.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sulh-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A process that takes the lock, says how it went, and stays until it is killed. */
async function holder(): Promise<{ said: string; pid: number; kill: () => Promise<void> }> {
  const code = `
    const { takeLock } = await import(${JSON.stringify(new URL('./data_lock.ts', import.meta.url).href)})
    try { await takeLock(${JSON.stringify(folder)}); console.log('taken') }
    catch (error) { console.log(error.code) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    said: chunk.toString().trim(),
    pid: child.pid ?? 0,
    kill: async () => {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    },
  }
}

test('P23 a second taker is refused and told who holds the folder', async () => {
  const giveBack = await takeLock(folder)
  await expect(takeLock(folder)).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining(`process ${process.pid}`) as string,
  })
  await giveBack()
  await (
    await takeLock(folder)
  )()
  expect(await readdir(folder)).toEqual([])
})

test('P23 the lock of a killed process is taken over', async () => {
  const other = await holder()
  expect(other.said).toBe('taken')
  await expect(takeLock(folder)).rejects.toMatchObject({ code: 'locked' })
  await other.kill()
  await (
    await takeLock(folder)
  )()
})

test('P23 a lock whose number now belongs to another process is taken over', async () => {
  const lock = { pid: process.pid, started: '1', token: 'old' }
  await writeFile(join(folder, 'lock'), JSON.stringify(lock))
  await (
    await takeLock(folder)
  )()
})

test('P23 of many that start at once one gets the folder', async () => {
  const dead = { pid: 2 ** 22 + 1, started: '1', token: 'old' }
  await writeFile(join(folder, 'lock'), JSON.stringify(dead))
  const starters = await Promise.all([1, 2, 3, 4].map(holder))
  const said = starters.map((s) => s.said).toSorted()
  expect(said).toEqual(['locked', 'locked', 'locked', 'taken'])
  const winner = starters.find((s) => s.said === 'taken')
  expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({
    pid: winner?.pid,
  })
  await Promise.all(starters.map((s) => s.kill()))
})

test.each(['', '{', '{"pid":"1"}', '\0\0\0\0'])('P25 a damaged lock is named: %j', async (text) => {
  await writeFile(join(folder, 'lock'), text)
  await expect(takeLock(folder)).rejects.toMatchObject({
    code: 'corrupt-lock',
    message: expect.stringContaining(join(folder, 'lock')) as string,
  })
  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(text)
})

test('P25 what a start on a full disk left beside the lock is gone after the next one', async () => {
  const left = join(folder, `lock.${randomUUID()}`)
  await writeFile(left, '')
  const fresh = join(folder, `lock.${randomUUID()}`)
  await writeFile(fresh, '')
  const before = new Date(Date.now() - 120_000)
  await utimes(left, before, before)
  const giveBack = await takeLock(folder)
  // The fresh one may be that of a start which is under way.
  expect((await readdir(folder)).toSorted()).toEqual(['lock', basename(fresh)].toSorted())
  await giveBack()
})

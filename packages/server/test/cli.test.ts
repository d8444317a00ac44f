// The program `sulh` from outside: what it prints, how it ends, and that every failure is one
// sentence that says what to do, with the exit code that --help documents.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openSecret } from '../src/ledger/keys.ts'
import { openDatabase } from '../src/platform/open.ts'
import { copyEmpty } from './embedded_setup.ts'
import { isThere, record, small, start, sulh, writeCase } from './program.ts'
import type { Ended } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'sulh-cli-'))
const small_case = writeCase(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One sentence on stderr, no stack, and the code. */
function refused(ended: Ended, code: number, sentence: RegExp): void {
  expect(ended.err).toMatch(sentence)
  expect(ended.err.trimEnd().split('\n')).toHaveLength(1)
  expect(ended.err).not.toMatch(/^\s+at /m)
  expect(ended.code).toBe(code)
}

describe('usage', () => {
  test('P25 --help names every command and exit code, --version the version', async () => {
    const { code, out } = await sulh(folder, '--help')
    expect(code).toBe(0)
    for (const name of [
      'start',
      'load',
      'export',
      'import',
      'verify',
      'doctor',
      'openapi',
      'seat',
      'invite',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
    }
    for (const exit of [0, 1, 2, 3, 4]) expect(out).toMatch(new RegExp(`^  ${exit}  `, 'm'))
    expect((await sulh(folder, '--version')).out).toMatch(/^sulh \d+\.\d+\.\d+\n$/)
  })

  test('P25 what is mistyped is refused with the nearest', async () => {
    refused(await sulh(folder, 'strat'), 2, /did you mean start\?/)
    refused(
      await sulh(folder, 'start', '--prot', '1'),
      2,
      /no option --prot: did you mean --port\?/,
    )
    refused(await sulh(folder, 'start', '--port', 'x'), 2, /--port x is not a port/)
    refused(await sulh(folder, 'start', '--data'), 2, /--data needs a value: --data DIR/)
    refused(await sulh(folder, 'start', '--empty=yes'), 2, /--empty takes no value/)
    refused(await sulh(folder, 'load'), 2, /sulh load needs CASE/)
    refused(await sulh(folder, 'verify', 'a', 'b'), 2, /does not take b/)
    refused(
      await sulh(folder, 'export', '--database', 'mysql://x', '--out', 'x'),
      2,
      /--database needs/,
    )
  })
})

describe('start', () => {
  const data = join(folder, 'start')

  test('P23 a second start on the folder is refused; SIGTERM closes and frees it', async () => {
    const first = await start(folder, '--data', data, '--empty')
    refused(
      await sulh(folder, 'start', '--data', data, '--port', '0', '--web', folder),
      3,
      new RegExp(`process ${first.pid}`),
    )
    const { host, protocol } = new URL(first.url)
    expect([protocol, host.replace(/:\d+$/, '')]).toEqual(['http:', '127.0.0.1'])
    first.kill('SIGTERM')
    const { code, out } = await first.ended
    expect(code).toBe(0)
    expect(out.match(/http:\/\//g)).toHaveLength(1)
    expect(out).toMatch(/power loss is not covered.*not injected SQL/)
    expect(existsSync(join(data, 'lock'))).toBe(false)
    const again = await start(folder, '--data', data, '--empty')
    again.kill('SIGINT')
    expect((await again.ended).code).toBe(0)
  })

  test('P25 a port in use leaves nothing half-made', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String((other.address() as AddressInfo).port)
    const fresh = join(folder, 'port')
    refused(
      await sulh(folder, 'start', '--data', fresh, '--port', port, '--web', folder),
      3,
      new RegExp(`Port ${port} is in use`),
    )
    other.close()
    expect(existsSync(fresh)).toBe(false)
  })

  test('P25 a corrupt lock, a file for a folder and a database of a newer version', async () => {
    const corrupt = join(folder, 'corrupt')
    mkdirSync(corrupt)
    writeFileSync(join(corrupt, 'lock'), '{"pid":')
    const at = (data_dir: string) =>
      sulh(folder, 'start', '--data', data_dir, '--port', '0', '--web', folder)
    refused(await at(corrupt), 3, /lock is damaged.*delete that file/)
    refused(await at(small_case + '/case.yaml'), 3, /is a file where a folder is needed/)
    const newer = join(folder, 'newer')
    copyEmpty(inject('embedded'), newer)
    const db = await openDatabase({ data_dir: newer, secret: openSecret(newer) })
    await db.asService('owner', (tx) =>
      sql`insert into sulh.migration (number, name, at) values (9999, 'future', now())`.execute(tx),
    )
    await db.close()
    refused(await at(newer), 4, /newer version/)
  })

  test('P25 a database that does not answer', async () => {
    const nobody = 'postgres://nobody@127.0.0.1:1/none'
    const ended = await sulh(
      folder,
      'start',
      '--data',
      join(folder, 'pg'),
      '--database',
      nobody,
      '--port',
      '0',
      '--web',
      folder,
    )
    refused(ended, 3, /does not answer/)
  })
})

describe('an installation through its life', () => {
  const data = join(folder, 'life')
  const file = join(folder, 'life.jsonl')
  const id = randomUUID()
  beforeAll(async () => {
    copyEmpty(inject('embedded'), data)
    const loaded = await sulh(folder, 'load', small_case, '--data', data)
    expect(loaded).toMatchObject({ code: 0, err: '' })
    const server = await start(folder, '--data', data)
    expect(await record(server.url, id)).toBe(true)
    server.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    const exported = await sulh(folder, 'export', '--data', data, '--out', file)
    expect(exported).toMatchObject({ code: 0, err: '' })
  })

  test('P25 a case is loaded once, and a faulty one names file and line', async () => {
    refused(
      await sulh(folder, 'load', small_case, '--data', data),
      2,
      /is in this database already/,
    )
    const faulty = join(folder, 'faulty')
    mkdirSync(faulty)
    for (const name of readdirSync(small_case)) {
      const text = readFileSync(join(small_case, name), 'utf8')
      writeFileSync(join(faulty, name), text.replace('2020-01-01', '2020-31-01'))
    }
    const ended = await sulh(folder, 'load', faulty, '--data', join(folder, 'never'))
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(/case\.yaml:7:/)
    expect(existsSync(join(folder, 'never'))).toBe(false)
  })

  test('P22 a process of one’s own begins from the blank case: loaded, a seat invited', async () => {
    const blank = fileURLToPath(new URL('../../../cases/blank', import.meta.url))
    const own = join(folder, 'own')
    copyEmpty(inject('embedded'), own)
    const loaded = await sulh(folder, 'load', blank, '--data', own)
    expect(loaded).toMatchObject({ code: 0, err: '' })
    const seat = /^([0-9a-f-]{36}) {2}Mission: head office$/m.exec(loaded.out)?.[1] ?? ''
    const invited = await sulh(folder, 'invite', seat, '--data', own)
    const token = /#\/sign-in\?token=(\S+)/.exec(invited.out)?.[1] ?? ''
    const server = await start(folder, '--data', own)
    const api = new URL('/api/session', server.url)
    expect((await fetch(api, { headers: { 'sulh-seat': seat } })).status).toBe(401)
    const redeemed = await fetch(new URL('/api/session/redeem', server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    const cookie = (redeemed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const session = (await (await fetch(api, { headers: { cookie } })).json()) as {
      readonly seat: { readonly id: string }
      readonly example: boolean
    }
    expect(session).toMatchObject({ seat: { id: seat }, example: false })
    server.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })

  test('P14 P15 export, verify, import and export again', async () => {
    expect(statSync(file).mode & 0o077).toBe(0)
    refused(await sulh(folder, 'export', '--data', data, '--out', file), 2, /is there already/)
    expect(await sulh(folder, 'verify', file)).toMatchObject({ code: 0, err: '' })
    const arabic = await sulh(folder, 'verify', file, '--language', 'ar')
    expect(arabic.out).toMatch(/سجل «غرفة» سليم/)

    const copy = join(folder, 'copy')
    copyEmpty(inject('embedded'), copy)
    expect(await sulh(folder, 'import', file, '--data', copy)).toMatchObject({ code: 0, err: '' })
    refused(await sulh(folder, 'import', file, '--data', copy), 2, /is not empty/)
    expect(await sulh(folder, 'verify', '--data', copy)).toMatchObject({ code: 0, err: '' })
    const again = join(folder, 'again.jsonl')
    await sulh(folder, 'export', '--data', copy, '--out', again)
    const body = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1, -2)
    expect(body(again)).toEqual(body(file))
    const server = await start(folder, '--data', copy)
    expect(await isThere(server.url, id)).toBe(true)
    server.kill('SIGTERM')
    await server.ended
  })

  test('P14 verify tells altered from unusable', async () => {
    const lines = readFileSync(file, 'utf8').split('\n')
    const at = lines.findIndex((l) => l.includes(id))
    const n = (JSON.parse(lines[at]!) as { n: number }).n
    const altered = join(folder, 'altered.jsonl')
    writeFileSync(altered, lines.with(at, lines[at]!.replace('They met', 'They ate')).join('\n'))
    const ended = await sulh(folder, 'verify', altered)
    expect(ended.code).toBe(1)
    expect(ended.out).toMatch(new RegExp(`In the log of Process, entry ${n} was altered`))
    const imported = await sulh(folder, 'import', altered, '--data', join(folder, 'no'))
    refused(imported, 1, /nothing was restored/)
    const cut = join(folder, 'cut.jsonl')
    writeFileSync(cut, lines.slice(0, -3).join('\n'))
    refused(await sulh(folder, 'verify', cut), 2, /ends before its closing line/)
    refused(await sulh(folder, 'verify', join(folder, 'nowhere')), 2, /nowhere/)
    refused(await sulh(folder, 'verify', join(small_case, 'case.yaml')), 2, /is not an export/)
    const newer = join(folder, 'newer.jsonl')
    writeFileSync(newer, lines.with(0, lines[0]!.replace('"version":2', '"version":3')).join('\n'))
    refused(await sulh(folder, 'verify', newer), 4, /newer version/)
  })

  test('P14 checkpoints that a reader kept reveal a history that was signed anew', async () => {
    const lines = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l) as Record<string, unknown>)
    const own = lines.filter((l) => l['type'] === 'checkpoint')
    const kept = join(folder, 'kept.json')
    writeFileSync(kept, JSON.stringify(own))
    expect((await sulh(folder, 'verify', file, '--kept', kept)).code).toBe(0)
    writeFileSync(kept, JSON.stringify(own.map((c) => ({ ...c, root: 'ab'.repeat(32) }))))
    const ended = await sulh(folder, 'verify', file, '--kept', kept)
    expect(ended.code).toBe(1)
    expect(ended.out).toMatch(/two signed checkpoints over \d+ entries differ/)
  })

  test('P14 a seat exports its own; a seat that is none is refused', async () => {
    const own = join(folder, 'side.jsonl')
    await sulh(folder, 'export', '--data', data, '--seat', small.delegation, '--out', own)
    expect(readFileSync(own, 'utf8')).not.toContain('mission-only')
    expect((await sulh(folder, 'verify', own)).code).toBe(0)
    refused(
      await sulh(folder, 'import', own, '--data', join(folder, 'seat')),
      2,
      /what one seat can read/,
    )
    const ended = await sulh(
      folder,
      'export',
      '--data',
      data,
      '--seat',
      randomUUID(),
      '--out',
      join(folder, 'x'),
    )
    refused(ended, 2, /There is no seat/)
  })

  test('P7 the doctor tells engine, keys, heads, gates and limits', async () => {
    const { code, out, err } = await sulh(folder, 'doctor', '--data', data)
    expect(err).toBe('')
    expect(out).toMatch(/^engine +PGlite/m)
    expect(out).toMatch(/^keys +[0-9a-f]{16}$/m)
    // Three of the case, and that of the votes of citizens.
    expect(out).toMatch(/^compartments +4$/m)
    expect(out).toMatch(/^row security +every gate is shut$/m)
    expect(out).toMatch(/power loss is not covered/)
    expect(code).toBe(0)
    refused(
      await sulh(folder, 'doctor', '--data', join(folder, 'nothing')),
      3,
      /There is no installation/,
    )
  })

  test('P22 an invitation is a link for a seat that exists', async () => {
    const { code, out } = await sulh(folder, 'invite', small.delegation, '--data', data)
    expect(code).toBe(0)
    expect(out).toMatch(/^A side: http:\/\/127\.0\.0\.1:4020\/#\/sign-in\?token=\S{43}$/m)
    const none = await sulh(folder, 'invite', randomUUID(), '--data', data)
    expect(none.code).toBe(2)
    expect(none.err).toContain(small.delegation)
  })

  test('R28 seat lists the delegations without one, and refuses what is no delegation', async () => {
    const { code, out } = await sulh(folder, 'seat', '--data', data)
    expect([code, out]).toEqual([0, 'Every delegation has its seat.\n'])
    refused(
      await sulh(folder, 'seat', randomUUID(), '--data', data),
      2,
      /There is no delegation .*: see sulh seat\./,
    )
  })

  test('P18 openapi prints the description', async () => {
    const { code, out } = await sulh(folder, 'openapi')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) as string })
  })
})

/** A file system of 8 MB, where this user may make one. */
function smallDisk(): string | undefined {
  const path = join(folder, 'disk')
  mkdirSync(path)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', path])
  return mounted.status === 0 ? path : undefined
}
const disk = smallDisk()
afterAll(() => {
  if (disk) spawnSync('umount', [disk])
})

test.runIf(disk)('P25 a full disk is one sentence, and nothing is half-made', async () => {
  const data = join(disk as string, 'data')
  const ended = await sulh(folder, 'start', '--data', data, '--port', '0', '--web', folder)
  refused(ended, 3, /The disk of .* is full: \d+ MB are left and 128 MB are needed/)
  expect(readdirSync(data)).toEqual([])
})

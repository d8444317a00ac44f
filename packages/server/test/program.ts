// Runs the program `sulh` as a person does: a child process on a folder of its own, its output and
// its exit code. And a case small enough to start in a moment, with one room that one side reads.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../src/cli/launch.mjs'
import { derivedId } from '../src/process/case_files.ts'

export const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

function launch(
  args: readonly string[],
  cwd: string,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...nodeFlags, MAIN, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }))
  return { child, ended }
}

/** One command, to its end. */
export function sulh(cwd: string, ...args: string[]): Promise<Ended> {
  return launch(args, cwd).ended
}

export type Started = {
  readonly url: string
  readonly pid: number
  readonly ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
}

/** `sulh start` until it prints its address; rejects with what it said where it ends before. */
export async function start(cwd: string, ...args: string[]): Promise<Started> {
  // The screens are not under test here: an empty folder spares building them.
  const { child, ended } = launch(['start', '--port', '0', '--web', cwd, ...args], cwd)
  const url = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (text: string) => {
      out += text
      const found = /(http:\/\/\S+)\n/.exec(out)?.[1]
      if (found) resolve(found)
    })
    void ended.then(({ code, err }) => reject(new Error(`ended with ${code}: ${err}`)))
  })
  return { url, pid: child.pid as number, ended, kill: (signal) => void child.kill(signal) }
}

const idOf = (key: string) => derivedId(`small/${key}`)
export const small = {
  mission: idOf('seat:mission'),
  delegation: idOf('seat:side'),
  process: idOf('compartment:process'),
  room: idOf('compartment:room'),
}

/** Writes the small case into a folder and answers its path. */
export function writeCase(folder: string): string {
  const path = join(folder, 'small')
  mkdirSync(path)
  const files = {
    'case.yaml': `name: small
records:
  - key: small
    kind: process
    facts:
      - facet: description
        known_from: 2020-01-01
        mark: illustration
        value: { title: { en: Small, ar: صغيرة }, summary: { en: A small case., ar: قضية صغيرة. } }
      - facet: setting
        known_from: 2020-01-01
        mark: illustration
        value: { mode: mission_only, example: true, time_zone: UTC }
`,
    'seats.yaml': `- { key: mission, kind: mission, title: { en: Mission, ar: البعثة }, compartment: process }
- { key: side, kind: delegation, title: { en: A side, ar: طرف }, compartment: process }
`,
    'compartments.yaml': `- { key: public, kind: public, name: { en: Public, ar: للعموم }, readers: { mission: write } }
- { key: process, kind: process, name: { en: Process, ar: العملية }, readers: { mission: write, side: read } }
- { key: room, kind: room, name: { en: Room, ar: غرفة }, readers: { side: write } }
`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

/** An event as createRecord takes it, in the compartment `process`. */
export function newEvent(id: string) {
  return {
    id,
    compartment_id: small.process,
    kind: 'event',
    facts: [
      {
        id: crypto.randomUUID(),
        facet: 'account',
        value: {
          title: { en: 'A meeting', ar: 'اجتماع' },
          text: { en: 'They met.', ar: 'اجتمعوا.' },
          when: { from: '2020-10-19' },
          precision: 'day',
        },
        known_from: '2020-10-19T05:00:00.000Z',
      },
    ],
  }
}

/** Records an event as the mission; true where the server acknowledged it. */
export async function record(url: string, id: string): Promise<boolean> {
  const answer = await fetch(`${url}api/process/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sulh-seat': small.mission },
    body: JSON.stringify(newEvent(id)),
  })
  await answer.arrayBuffer()
  return answer.ok
}

export async function isThere(url: string, id: string): Promise<boolean> {
  const answer = await fetch(`${url}api/process/records/${id}`, {
    headers: { 'sulh-seat': small.mission },
  })
  await answer.arrayBuffer()
  return answer.ok
}

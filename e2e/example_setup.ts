// The example case, loaded once a run: every file of browser tests gets a copy of its folder and
// changes that as it likes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startProgram } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder of a closed installation with the example. */
    example: string
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sulh-example-'))
  const data = join(folder, 'data')
  const program = await startProgram(data)
  await program.end()
  project.provide('example', data)
  return () => rmSync(folder, { recursive: true, force: true })
}

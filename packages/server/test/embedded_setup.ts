// An empty embedded database, made once a run: making one takes the engine seconds, and nearly every
// test of the server opens some. `memory` opens one in memory from the file, `emptyFolder` puts one
// where a child process will look for it.
import { PGlite } from '@electric-sql/pglite'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with `pglite/`, an engine's empty data folder, and `pglite.tar`, the same as a file. */
    embedded: string
  }
}

/** The file of it, as OpenOptions takes it. */
export const imageIn = (embedded: string): string => join(embedded, 'pglite.tar')

/** Puts the engine's empty database into a data folder that has none. */
export function copyEmpty(embedded: string, data_dir: string): void {
  mkdirSync(data_dir, { recursive: true })
  cpSync(join(embedded, 'pglite'), join(data_dir, 'pglite'), { recursive: true })
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sulh-embedded-'))
  const engine = await PGlite.create({ dataDir: join(folder, 'pglite') })
  const image = await engine.dumpDataDir('none')
  writeFileSync(imageIn(folder), new Uint8Array(await image.arrayBuffer()))
  await engine.close()
  project.provide('embedded', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

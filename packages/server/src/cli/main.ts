#!/usr/bin/env node
// The program `sulh`. Reads the arguments, runs one command, and says every failure in one sentence
// with an exit code (failure.ts). The commands lie beside this file, one each.
import { fileURLToPath } from 'node:url'
import { exit, failureOf } from './failure.ts'
import type { ExitCode } from './failure.ts'
import { runUnderProjectNode } from './launch.mjs'
import { helpText, readArguments, version } from './usage.ts'
import type { Arguments, CommandName } from './usage.ts'

/** A command: its arguments in, its exit code out; it writes to stdout what it found. */
export type Run = (args: Arguments) => Promise<ExitCode>

/** Loaded when needed: `--help` must not wait for a database engine. */
const runs: Record<CommandName, () => Promise<{ run: Run }>> = {
  start: () => import('./start.ts'),
  load: () => import('./load.ts'),
  export: () => import('./export.ts'),
  import: () => import('./import.ts'),
  verify: () => import('./verify.ts'),
  doctor: () => import('./doctor.ts'),
  openapi: () => import('./openapi.ts'),
  deal: () => import('./deal.ts'),
  opinion: () => import('./opinion.ts'),
  ballot: () => import('./ballot.ts'),
  decisions: () => import('./decisions.ts'),
  seat: () => import('./seat.ts'),
  invite: () => import('./invite.ts'),
}

async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    const invocation = readArguments(argv)
    if (invocation.kind === 'help') console.log(helpText(invocation.of))
    else if (invocation.kind === 'version') console.log(`sulh ${version()}`)
    else {
      const { run } = await runs[invocation.name]()
      return await run(invocation.args)
    }
    return exit.ok
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) {
      console.error('A fault of the program; please report it with what follows.')
      console.error(error)
      return exit.unavailable
    }
    console.error(failure.message)
    return failure.exit_code
  }
}

if (import.meta.main === false) {
  // Imported by a test: nothing runs.
} else if (Number(process.versions.node.split('.')[0]) < 24) {
  runUnderProjectNode(fileURLToPath(import.meta.url), process.argv.slice(2))
} else {
  // Not process.exit: what was written to a pipe must reach it.
  process.exitCode = await main(process.argv.slice(2))
}

// `sulh start`: opens or makes the installation, loads the example on the very first start, builds
// the screens if need be, listens, and closes cleanly on SIGTERM or SIGINT. It prints one address.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeCitizenPlaces } from '../forum/citizen_places.ts'
import { signCheckpoints } from '../ledger/checkpoints.ts'
import { startServer } from '../main.ts'
import { Failure, exit } from './failure.ts'
import { EMBEDDED_LIMITS, openOrMake, placeOf } from './installation.ts'
import type { Installation, Place } from './installation.ts'
import { loadFolder } from './load.ts'
import type { Run } from './main.ts'
import type { Arguments } from './usage.ts'
import { buildWebClient } from './web_client.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../cases/libya-2020', import.meta.url))
const DEFAULT_PORT = 4020
const NO_PROCESS =
  'There is no process here yet. End this program, copy the folder cases/blank, write into it what ' +
  'your process is called and who takes part, and load it: sulh load FOLDER.'

export const run: Run = async (args) => {
  const place = placeOf(args)
  const port = portOf(args)
  const host = args.text['host'] ?? '127.0.0.1'
  const say = (line: string) => console.log(line)
  // Heard from the first moment on: a signal while a case is loading ends the start in good order.
  const signal = endSignal()
  let installation: Installation | undefined
  const web = args.text['web']
  if (web === undefined) await buildWebClient(say)
  const server = await startServer({
    port,
    host,
    ...(web === undefined ? {} : { web_folder: resolve(web) }),
    log_level: process.env['SULH_LOG_LEVEL'] ?? 'warn',
    open: async () => {
      installation = await prepare(place, { empty: args.flags.has('empty'), say })
      return installation.db
    },
    keys: () => {
      if (!installation) throw new Error('The keys were asked for before the database was open.')
      return installation.keys
    },
  }).catch((error: unknown) => {
    throw listenFailure(error, host, port)
  })
  say(`Sulh is running: ${server.url}`)
  await signal
  say('Closing …')
  await server.close()
  say('Closed.')
  return exit.ok
}

function portOf(args: Arguments): number {
  const text = args.text['port'] ?? String(DEFAULT_PORT)
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new Failure(exit.usage, `--port ${text} is not a port: give a number from 0 to 65535.`)
}

/** Opens, and on the first start loads the example; an interrupted first start begins again. */
async function prepare(
  place: Place,
  of: { readonly empty: boolean; readonly say: (line: string) => void },
): Promise<Installation> {
  of.say(
    place.url === undefined
      ? `Opening the data folder ${place.data_dir} …`
      : 'Opening the PostgreSQL database …',
  )
  const installation = await openOrMake(place)
  const { db, keys } = installation
  try {
    if (db.engine === 'pglite') of.say(EMBEDDED_LIMITS)
    const key_id = keys.current.key_id
    const before = await db.asService('provisioner', async (tx) => ({
      installation: await tx.selectFrom('sulh.installation').select('key_id').executeTakeFirst(),
      compartment: await tx.selectFrom('sulh.compartment').select('id').limit(1).executeTakeFirst(),
    }))
    const known = before.installation?.key_id ?? ''
    if (known === '' && !before.compartment && !of.empty) {
      of.say('First start: loading the example case …')
      const loaded = await loadFolder(db, EXAMPLE)
      await signCheckpoints(db, keys.current, new Date().toISOString())
      of.say(`Loaded ${loaded.records} records.`)
    }
    await makeCitizenPlaces(db)
    if (!before.compartment && of.empty) of.say(NO_PROCESS)
    if (known !== '' && known !== key_id) {
      of.say(
        `The key that signs checkpoints is another one than before (${known}, now ${key_id}): ` +
          'tell the readers of the compartments why, and keep both public keys.',
      )
    }
    if (known !== key_id) {
      await db.asService('provisioner', (tx) =>
        tx.updateTable('sulh.installation').set({ key_id }).execute(),
      )
    }
    return installation
  } catch (error) {
    await db.close()
    throw error
  }
}

function listenFailure(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new Failure(
        exit.unavailable,
        `Port ${port} is in use: end the other program, or choose another with --port (0 takes a free one).`,
      )
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return new Failure(exit.usage, `${host} is not an address of this machine: see --host.`)
    case 'EACCES':
      return isListen(error)
        ? new Failure(
            exit.unavailable,
            `Port ${port} needs special rights: choose one above 1023 with --port.`,
          )
        : error
    default:
      return error
  }
}

function isListen(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}

/** One press of Ctrl-C reaches the process several times: from the terminal and from npm. */
const SAME_PRESS_MS = 2_000

/** Resolves at the first signal; a later one ends a closing that does not come to its end. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first_at_ms: number | undefined
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        first_at_ms ??= performance.now()
        resolve()
        if (performance.now() - first_at_ms < SAME_PRESS_MS) return
        console.error('Ended before all was closed; what was acknowledged is kept.')
        process.exit(exit.unavailable)
      })
    }
  })
}

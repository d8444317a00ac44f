// What the program `sulh` understands: its commands, their options and the text of --help, all from
// one table, and the reading of the arguments against it. It runs nothing.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Failure, exit } from './failure.ts'

type Option = {
  readonly type: 'string' | 'boolean'
  readonly value?: string
  readonly about: string
}
type Command = {
  readonly about: string
  /** Names of the positional arguments; in brackets where one may be left out. */
  readonly takes: readonly string[]
  readonly options: Readonly<Record<string, Option>>
}

const data: Option = {
  type: 'string',
  value: 'DIR',
  about: 'the data folder: database, keys, lock (default .sulh)',
}
const database: Option = {
  type: 'string',
  value: 'URL',
  about: 'use this PostgreSQL (or SULH_DATABASE); keys stay in the data folder',
}
const place = { data, database }

export const commands = {
  start: {
    about: 'Start the server; the first start loads the example case.',
    takes: [],
    options: {
      ...place,
      empty: { type: 'boolean', about: 'do not load the example case' },
      port: { type: 'string', value: 'PORT', about: 'port (default 4020; 0 takes a free one)' },
      web: { type: 'string', value: 'DIR', about: 'built screens to serve (default: built here)' },
      host: { type: 'string', value: 'HOST', about: 'address to listen on (default 127.0.0.1)' },
    },
  },
  load: {
    about: 'Load a case from a folder of YAML files: all of it or nothing.',
    takes: ['CASE'],
    options: place,
  },
  export: {
    about: 'Write everything, or what one seat can read, to a file that can be verified.',
    takes: [],
    options: {
      ...place,
      out: { type: 'string', value: 'FILE', about: 'the file to write (it must not exist)' },
      seat: { type: 'string', value: 'ID', about: 'only what this seat can read' },
    },
  },
  import: {
    about: 'Verify an export and restore it into an empty folder or database.',
    takes: ['FILE'],
    options: place,
  },
  verify: {
    about: 'Verify an export offline, or an installation: was the history rewritten?',
    takes: ['[FILE]'],
    options: {
      ...place,
      kept: {
        type: 'string',
        value: 'FILE',
        about: 'checkpoints that you kept (JSON), to compare',
      },
      language: { type: 'string', value: 'en|ar', about: 'language of the answer (default en)' },
    },
  },
  doctor: {
    about: 'What runs here: engine, versions, keys, row security, limits, disk, lock.',
    takes: [],
    options: place,
  },
  openapi: {
    about: 'Print the OpenAPI 3.1 description of the interface.',
    takes: [],
    options: {},
  },
  deal: {
    about: 'Analyse a negotiation: efficient packages, fair ones, each with its certificate.',
    takes: [],
    options: {
      genius: { type: 'string', value: 'DIR', about: 'a GENIUS domain folder (XML)' },
      profiles: {
        type: 'string',
        value: 'A,B',
        about: 'profile files (default: the first two by name)',
      },
      reservation: { type: 'boolean', about: 'disagree at the reservation values, not at 0' },
      case: { type: 'string', value: 'FILE', about: 'a case in our own JSON format' },
      json: { type: 'boolean', about: 'print one JSON object' },
      svg: { type: 'string', value: 'FILE', about: 'draw the frontier to this file' },
      seconds: { type: 'string', value: 'N', about: 'stop after N seconds with what was found' },
    },
  },
  opinion: {
    about: 'Opinion groups of a conversation, from its votes alone.',
    takes: [],
    options: {
      votes: {
        type: 'string',
        value: 'FILE',
        about: 'votes as CSV or CSV.gz, or a Polis export folder',
      },
      'moderated-out': { type: 'string', value: 'FILE', about: 'statements to leave out' },
      compatible: { type: 'string', value: 'polis', about: "with Polis's own formulas" },
      seed: { type: 'string', value: 'N', about: 'seed of whatever is drawn (default 1)' },
      json: { type: 'boolean', about: 'print one JSON object' },
    },
  },
  ballot: {
    about: 'Count ballots by a procedure or a ranked method, with a trace in sentences.',
    takes: [],
    options: {
      procedure: { type: 'string', value: 'FILE', about: 'a procedure in our JSON format' },
      ballots: { type: 'string', value: 'FILE', about: 'the ballots' },
      method: {
        type: 'string',
        value: 'NAME',
        about: 'schulze, irv, stv, meek, ranked-pairs, borda, approval, plurality or bucklin',
      },
      format: {
        type: 'string',
        value: 'NAME',
        about: 'debian, preflib, blt or csv (default: by the name of the file)',
      },
      seats: { type: 'string', value: 'N', about: "of stv and meek (default: the file's, or 1)" },
      unranked: {
        type: 'string',
        value: 'last|explicit',
        about: 'equal in the last place (default), or compared with nobody',
      },
      strength: {
        type: 'string',
        value: 'NAME',
        about: 'margins (default) or winning-votes, of schulze and ranked-pairs',
      },
      ties: {
        type: 'string',
        value: 'order|lot|none',
        about: 'by the declared order (default), by a lot of --seed, or left open',
      },
      seed: { type: 'string', value: 'TEXT', about: 'seed of the lot, as it was recorded' },
      'default-option': {
        type: 'string',
        value: 'NAME',
        about: "drop options that do not beat this one (Debian's rules)",
      },
      quorum: { type: 'string', value: 'N', about: 'votes above the default option (default 0)' },
      language: { type: 'string', value: 'en|ar', about: 'language of the report (default en)' },
      json: { type: 'boolean', about: 'print one JSON object' },
    },
  },
  decisions: {
    about: 'Work out anew every decision of an export, and find a ballot by its receipt.',
    takes: ['FILE'],
    options: {
      receipt: { type: 'string', value: 'CODE', about: 'the receipt of a ballot to look for' },
    },
  },
  seat: {
    about: 'List delegations without a seat, or make the seats of one and its new compartments.',
    takes: ['[DELEGATION]'],
    options: {
      ...place,
      beside: {
        type: 'string',
        value: 'DELEGATION',
        about: 'seat one that joins, in the shape of this one',
      },
    },
  },
  invite: {
    about: 'Make a one-time sign-in link for a seat.',
    takes: ['SEAT'],
    options: {
      ...place,
      origin: {
        type: 'string',
        value: 'URL',
        about: 'where people reach the server (default http://127.0.0.1:4020)',
      },
    },
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof commands
export type Arguments = {
  readonly positionals: readonly string[]
  readonly text: Readonly<Record<string, string>>
  readonly flags: ReadonlySet<string>
}
export type Invocation =
  | { readonly kind: 'help'; readonly of?: CommandName }
  | { readonly kind: 'version' }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: Arguments }

const HELP = { h: 'help' }

/** Reads the arguments after the program's name, or throws a Failure that says what to do. */
export function readArguments(argv: readonly string[]): Invocation {
  const [first, ...rest] = argv
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const of = rest[0]
    return of !== undefined && isCommand(of) ? { kind: 'help', of } : { kind: 'help' }
  }
  if (first === '--version' || first === '-v') return { kind: 'version' }
  if (!isCommand(first)) {
    const close = nearest(first, Object.keys(commands))
    throw usage(
      `There is no command ${first}: ${close ? `did you mean ${close}?` : 'see sulh --help.'}`,
    )
  }
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', of: first }
  return { kind: 'command', name: first, args: readOptions(first, rest) }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

function usage(sentence: string): Failure {
  return new Failure(exit.usage, sentence)
}

function readOptions(name: CommandName, argv: readonly string[]): Arguments {
  const command: Command = commands[name]
  const { tokens } = parseArgs({
    args: [...argv],
    options: command.options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const positionals: string[] = []
  const text: Record<string, string> = {}
  const flags = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(command.options, token.name)
      ? command.options[token.name]
      : undefined
    if (!option) throw usage(unknownOption(name, token.rawName, Object.keys(command.options)))
    if (option.type === 'boolean') {
      if (token.value !== undefined)
        throw usage(`${token.rawName} takes no value: leave ${token.value} out.`)
      flags.add(token.name)
    } else if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
      throw usage(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`)
    } else text[token.name] = token.value
  }
  const needed = command.takes.filter((t) => !t.startsWith('['))
  if (positionals.length < needed.length) {
    throw usage(`sulh ${name} needs ${needed[positionals.length]}: ${synopsis(name)}.`)
  }
  if (positionals.length > command.takes.length) {
    throw usage(
      `sulh ${name} does not take ${positionals[command.takes.length]}: ${synopsis(name)}.`,
    )
  }
  return { positionals, text, flags }
}

function unknownOption(name: CommandName, raw: string, known: readonly string[]): string {
  const close = nearest(raw.replace(/^-+/, ''), [...known, ...Object.values(HELP)])
  const advice = close ? `did you mean --${close}?` : `see sulh ${name} --help.`
  return `sulh ${name} has no option ${raw}: ${advice}`
}

/** The name with the fewest edits (Levenshtein), if at most half of it would have to change. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const best = names
    .map((name) => ({ name, edits: distance(word, name) }))
    .sort((a, b) => a.edits - b.edits)[0]
  return best && best.edits <= Math.ceil(best.name.length / 2) ? best.name : undefined
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substituted, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

function synopsis(name: CommandName): string {
  return ['sulh', name, ...commands[name].takes, '[options]'].join(' ')
}

function optionLines(name: CommandName): string[] {
  const options: Readonly<Record<string, Option>> = commands[name].options
  return Object.entries(options).map(
    ([option, { value, about }]) =>
      `  ${`--${option}${value ? ` ${value}` : ''}`.padEnd(22)} ${about}`,
  )
}

/** The text of --help: of everything, or of one command. */
export function helpText(of?: CommandName): string {
  if (of) {
    const options = optionLines(of)
    const rest = options.length > 0 ? ['', 'Options:', ...options] : []
    return [synopsis(of), '', commands[of].about, ...rest].join('\n')
  }
  const names = Object.keys(commands).filter(isCommand)
  return [
    'sulh: the working system of a mediated, multi-track peace process',
    '',
    'Commands:',
    ...names.flatMap((name) => [
      `  ${[name, ...commands[name].takes].join(' ').padEnd(18)} ${commands[name].about}`,
      ...optionLines(name).map((line) => `    ${line}`),
    ]),
    '',
    '  sulh COMMAND --help, sulh --version',
    '',
    'Exit codes:',
    '  0  done, or the check passed',
    '  1  the check failed: the history was rewritten, a gate of the doctor stands open',
    '  2  wrong usage, or an input that cannot be used',
    '  3  the data folder, the port or the database is not available, or in use; or a fault of the program',
    '  4  the database or the file was made by a newer version',
  ].join('\n')
}

export function version(): string {
  const path = new URL('../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
  return version
}

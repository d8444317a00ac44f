// Made-up votes of a case's dialogues: a file KEY.votes.csv beside the records, a participant a line with
// a bloc and a column for each statement. They lie with the mission's head office, as an import does, and
// are counted because the dialogue's own intake names them. No vote of a real person stands here.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Authored, Loading } from './case_writes.ts'
import type { Case } from './case.ts'
import { derivedId, type Faults } from './case_files.ts'
import type { CaseRecord } from './case_record.ts'

type Ballot = {
  readonly id: string
  readonly participant: string
  readonly bloc: string
  /** By the id of the statement. */
  readonly votes: Readonly<Record<string, number>>
}
export type CaseBallots = {
  /** Key of the dialogue. */
  readonly dialogue: string
  readonly import_id: string
  readonly ballots: readonly Ballot[]
}
const ENDING = '.votes.csv'

export async function readBallots(
  folder: string,
  around: {
    readonly name: string
    readonly records: readonly CaseRecord[]
    readonly faults: Faults
  },
): Promise<CaseBallots[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).toSorted()
  const found = await Promise.all(
    names.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8')
      return ballotsOf({ file, lines: text.trimEnd().split('\n') }, around)
    }),
  )
  return found.flatMap((f) => f ?? [])
}

function ballotsOf(
  { file, lines }: { readonly file: string; readonly lines: readonly string[] },
  { name, records, faults }: Parameters<typeof readBallots>[1],
): CaseBallots | undefined {
  const key = file.slice(0, -ENDING.length)
  const fault = (line: number, sentence: string) => faults.add({ file, line }, sentence)
  const dialogue = records.find((r) => r.key === key && r.kind === 'dialogue')
  const intake = dialogue?.facts.find((f) => f.facet === 'intake')?.value as
    | { readonly import_id: string; readonly participants: number; readonly votes: number }
    | undefined
  if (!dialogue || !intake) {
    fault(1, `there is no dialogue ${key} with an intake: write it, or remove the file`)
    return undefined
  }
  const rules = dialogue.facts.find((f) => f.facet === 'rules')?.value as {
    readonly blocs: readonly { readonly key: string }[]
  }
  const blocs = new Set(rules.blocs.map((b) => b.key))
  const [, , ...keys] = (lines[0] ?? '').split(',')
  const ids = keys.map((statement) => {
    const record = records.find((r) => r.key === statement && r.kind === 'opinion_statement')
    if (!record) fault(1, `there is no statement ${statement}: correct the key`)
    return record?.id ?? ''
  })
  const ballots = lines.slice(1).map((text, i): Ballot => {
    const [participant = '', bloc = '', ...cells] = text.split(',')
    if (!blocs.has(bloc)) fault(i + 2, `there is no bloc ${bloc}: the rules name them`)
    const votes: Record<string, number> = {}
    for (const [j, cell] of cells.entries()) {
      if (cell === '') continue
      if (!['1', '0', '-1'].includes(cell)) fault(i + 2, `${cell} is no vote: write 1, 0 or -1`)
      votes[ids[j] ?? ''] = Number(cell)
    }
    const who = derivedId(`${name}/${key}/participant:${participant}`)
    return { id: derivedId(`${name}/${key}/ballot:${participant}`), participant: who, bloc, votes }
  })
  const cast = ballots.reduce((sum, b) => sum + Object.keys(b.votes).length, 0)
  if (ballots.length !== intake.participants || cast !== intake.votes)
    fault(
      1,
      `there are ${ballots.length} participants and ${cast} votes here, the intake says ` +
        `${intake.participants} and ${intake.votes}: correct one of them`,
    )
  return { dialogue: key, import_id: intake.import_id, ballots }
}

/** One entry for each file, in the compartment of the mission's head office. */
export function ballotWrites(found: Case, loading: Loading): Authored[] {
  const office = found.compartments.find((c) => c.kind === 'mission')
  const writer = [...(office?.readers ?? [])].find(([, may]) => may === 'write')?.[0]
  const seat_id = found.seats.find((s) => s.key === writer)?.id
  return found.ballots.flatMap(({ dialogue, import_id, ballots }) => {
    const record = found.records.find((r) => r.key === dialogue)
    const home = found.compartments.find((c) => c.key === record?.compartment)
    if (!office || seat_id === undefined || !record || !home) return []
    const rows = ballots.map((ballot, ordinal) => ({
      table: 'opinion_ballot' as const,
      row: {
        ...ballot,
        ordinal,
        dialogue_compartment_id: home.id,
        dialogue_id: record.id,
        import_id,
        recorded_at: loading.now,
      },
    }))
    const entry_id = loading.random_id()
    const write = { compartment_id: office.id, entry_id, act: 'importBallots', rows }
    return [{ write, seat_id }]
  })
}

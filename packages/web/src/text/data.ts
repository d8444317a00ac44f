// A negotiating text in the browser: its records as the seat reads them, the tree as of the date
// cursor or of a version, and what the table of the text lets this seat do. Refreshed by the live
// stream like everything else.
import { treeOf, type TextRecord } from '@sulh/analysis/text/instrument'
import type { PartyName, TextTree } from '@sulh/analysis/text/tree'
import type { ProcessRecord } from '@sulh/contract/process'
import { textQueries, type TableAct } from '@sulh/contract/text'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useProcess, type Process } from '../process/data.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'

/** A frozen version as of the cursor: what to cut the records by, and its words. */
export type Version = {
  readonly id: string
  readonly title: { readonly en: string; readonly ar: string }
  readonly note?: { readonly en: string; readonly ar: string } | undefined
  readonly as_of: string
  readonly n: number
  readonly revisions: number
  readonly root: string
}
/** What the seat is in this text, and which acts its table gives it. */
export type Part = {
  readonly holder: boolean
  readonly speaks_for: readonly string[]
  may(act: TableAct): boolean
}
export type Instrument = {
  readonly id: string
  readonly records: readonly ProcessRecord[]
  /** As of the date cursor; undefined where it was not known yet. */
  readonly tree: TextTree | undefined
  readonly state: State | undefined
  readonly versions: readonly Version[]
  readonly part: Part
  /** The text as frozen, from its own compartment alone. */
  treeOfVersion(version: Version): TextTree | undefined
  /** The same moment with all that this seat reads; for the mission's own reckoning. */
  wholeTreeAt(at: string): TextTree | undefined
  /** As of the date cursor, from its own compartment alone: what may stand beside a version. */
  plenaryTree(): TextTree | undefined
  refresh(): Promise<void>
}

async function load(
  instrument_id: string,
  seat: string | undefined,
): Promise<readonly ProcessRecord[]> {
  const records: ProcessRecord[] = []
  let cursor: string | undefined
  do {
    const page = await call(textQueries.readInstrument, { instrument_id, cursor }, seat)
    records.push(...page.records)
    cursor = page.next ?? undefined
  } while (cursor)
  return records
}

export function partyName(process: Process, id: string): PartyName | undefined {
  const value = valueOf(process.view.get(id), 'actor', 'description')
  if (!value) return undefined
  const side = value.side === undefined ? {} : { side: value.side }
  return { id, name: value.name, short: value.short_name, ...side }
}

/** Texts that are known at the cursor. */
export function useInstruments(): readonly State[] {
  return useProcess().view.of('instrument')
}

export function useInstrument(id: string): {
  readonly instrument: Instrument | undefined
  readonly error: unknown
} {
  const process = useProcess()
  const { seat } = useSettings()
  const client = useQueryClient()
  const { data: records, error } = useQuery({
    queryKey: ['text', seat, id],
    queryFn: () => load(id, seat),
  })
  const instrument = useMemo((): Instrument | undefined => {
    if (!records) return undefined
    const party = (actor: string) => partyName(process, actor)
    const text: readonly TextRecord[] = records
    return {
      id,
      records,
      tree: treeOf(text, { instrument_id: id, asOf: process.asOf, party }),
      state: process.view.get(id),
      versions: versionsOf(process, id),
      part: partOf(process, id),
      treeOfVersion: (version) =>
        treeOf(text, {
          instrument_id: id,
          asOf: { at: version.as_of, basis: 'known' },
          upto_n: version.n,
          plenary: true,
          party,
        }),
      wholeTreeAt: (at) => treeOf(text, { instrument_id: id, asOf: { at, basis: 'known' }, party }),
      plenaryTree: () =>
        treeOf(text, { instrument_id: id, asOf: process.asOf, plenary: true, party }),
      refresh: () => client.invalidateQueries({ queryKey: ['text', seat, id] }),
    }
  }, [records, process, id, client, seat])
  return { instrument, error }
}

function versionsOf(process: Process, id: string): Version[] {
  return process.view
    .of('version')
    .filter((s) => process.view.ref(leadOf(s), 'instrument')?.id === id)
    .flatMap((state): Version[] => {
      const value = valueOf(state, 'version', 'description')
      return value ? [{ ...value, id: state.id }] : []
    })
    .toSorted((a, b) => (a.as_of < b.as_of ? -1 : a.as_of > b.as_of ? 1 : a.n - b.n))
}

/** The table in force now, whatever the cursor: acts are done today. */
function partOf(process: Process, id: string): Part {
  const facts = process.records.get(id)?.facts ?? []
  const table = facts.findLast((f) => f.facet === 'table' && f.act !== 'withdraw')?.value as
    | {
        holders: string[]
        speakers: { seat: string; party: string }[]
        may: Record<TableAct, ('holder' | 'party')[]>
      }
    | undefined
  const me = process.session.seat.id
  const holder = table?.holders.includes(me) ?? false
  const speaks_for = (table?.speakers ?? []).filter((s) => s.seat === me).map((s) => s.party)
  return {
    holder,
    speaks_for,
    may: (act) =>
      (holder && (table?.may[act].includes('holder') ?? false)) ||
      (speaks_for.length > 0 && (table?.may[act].includes('party') ?? false)),
  }
}

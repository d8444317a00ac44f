// A negotiating text in the browser: its records as the seat reads them, the tree as of the date
// cursor or of a version, and what the table of the text lets this seat do. Refreshed by the live
// stream like everything else: what is here already is not read again, and what did not change stays
// the same object, so that it is not drawn again.
import { treeOf, type TextRecord } from '@sulh/analysis/text/instrument'
import type { PartyName, TextTree } from '@sulh/analysis/text/tree'
import type { ProcessRecord } from '@sulh/contract/process'
import { textQueries, type TableAct } from '@sulh/contract/text'
import { replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query'
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

/** What one seat has read of one text. It lives in the query of that seat and goes with it. */
type Reading = {
  readonly records: readonly ProcessRecord[]
  /** By compartment: entries up to here were read. */
  readonly read_upto: ReadonlyMap<string, number>
  /** What was last worked out from the records of this seat, carried from one reading to the next. */
  readonly last: { of?: readonly ProcessRecord[]; process?: Process; instrument?: Instrument }
}
/** An address is not to be longer than servers take; a seat of the mission reads many compartments. */
const compartments_named_most = 80

/** All records, or of an earlier reading only those that changed since. */
async function load(
  instrument_id: string,
  seat: string | undefined,
  earlier: Reading | undefined,
): Promise<Reading> {
  const known = earlier !== undefined && earlier.read_upto.size <= compartments_named_most
  const after = known
    ? [...earlier.read_upto].map(([id, n]) => `${id}:${n}`).join(',') || undefined
    : undefined
  const records = new Map(known ? earlier.records.map((r) => [r.id, r]) : [])
  const read_upto = new Map(known ? earlier.read_upto : [])
  let cursor: string | undefined
  let changed = false
  do {
    const page = await call(textQueries.readInstrument, { instrument_id, after, cursor }, seat)
    for (const record of page.records) records.set(record.id, record)
    changed ||= page.records.length > 0
    // Later pages are read later: what changed in between lies after the entries of the first one.
    if (cursor === undefined) noteEntries(page.records, read_upto)
    cursor = page.next ?? undefined
  } while (cursor)
  if (known && !changed) return earlier
  return { records: [...records.values()], read_upto, last: earlier?.last ?? {} }
}

function noteEntries(records: readonly ProcessRecord[], upto: Map<string, number>): void {
  for (const { compartment_id, facts } of records)
    for (const { n } of facts) upto.set(compartment_id, Math.max(n, upto.get(compartment_id) ?? 0))
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
  const queryKey = useMemo(() => ['text', seat, id], [seat, id])
  const { data: reading, error } = useQuery({
    queryKey,
    queryFn: () => load(id, seat, client.getQueryData<Reading>(queryKey)),
    structuralSharing: false,
  })
  const instrument = useMemo((): Instrument | undefined => {
    if (!reading) return undefined
    const { last, records } = reading
    // The list of texts, the page of one and its panel ask for the same.
    if (last.of === records && last.process === process && last.instrument) return last.instrument
    const refresh = () => client.invalidateQueries({ queryKey })
    const made = instrumentOf(id, { records, process, refresh })
    // Nodes that did not change stay the same objects.
    const tree = replaceEqualDeep(last.instrument?.tree, made.tree)
    return Object.assign(last, { of: records, process, instrument: { ...made, tree } }).instrument
  }, [reading, process, id, client, queryKey])
  return { instrument, error }
}

function instrumentOf(
  id: string,
  of: Pick<Instrument, 'records' | 'refresh'> & { readonly process: Process },
): Instrument {
  const { records, process, refresh } = of
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
    refresh,
  }
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

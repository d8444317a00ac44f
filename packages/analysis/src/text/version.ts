// The Merkle root of a version: over every fact in force in the instrument's own compartment, in the
// order of records and facets, so that two people who hold the same text compute the same root
// (text SPEC T22; RFC 6962 hashing, as the ledger's).
import canonicalize from 'canonicalize'
import { hashLeaf, rootOf, toHex } from '../ledger/merkle.ts'
import { statesOf, type TextRecord } from './instrument.ts'

export type VersionCut = {
  readonly instrument_id: string
  readonly as_of: string
  /** Entries of the instrument's compartment up to this one. */
  readonly n: number
}

/** Canonical JSON of each revision, in order. */
export function revisionsOf(records: readonly TextRecord[], cut: VersionCut): string[] {
  const states = statesOf(records, {
    instrument_id: cut.instrument_id,
    asOf: { at: cut.as_of, basis: 'known' },
    plenary: true,
    upto_n: cut.n,
  })
  return [...states.values()]
    .filter((s) => s.kind !== 'version')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((state) =>
      Object.entries(state.facets)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([facet, { lead }]) => {
          const { id, value, references } = lead
          const line = canonicalize({
            v: 1,
            record: state.id,
            kind: state.kind,
            facet,
            fact: id,
            value,
            references: references.map((r) => ({ path: r.path, id: r.id })),
          })
          if (line === undefined) throw new Error('A revision has no JSON form.')
          return line
        }),
    )
}

/** Root in hex, and how many revisions it covers. */
export async function versionRoot(
  records: readonly TextRecord[],
  cut: VersionCut,
): Promise<{ readonly root: string; readonly revisions: number }> {
  const lines = revisionsOf(records, cut)
  const encoder = new TextEncoder()
  const leaves = await Promise.all(lines.map((line) => hashLeaf(encoder.encode(line))))
  return { root: toHex(await rootOf(leaves)), revisions: lines.length }
}

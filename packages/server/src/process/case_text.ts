// How a case writes a negotiating text: wording as one string with the keys of slots in braces, seats
// and parties of a table by their keys, and versions without the figures that are worked out when
// they are frozen. Here they become the values of the contract.
import type { Kind } from '@sulh/contract/process'
import type { FactShape } from './case_schema.ts'

const SLOT = /\{([a-z0-9]+(?:-[a-z0-9]+)*)\}/g

/** Each finds an id by its key and tells a fault where there is none. */
export type Ids = Readonly<Record<'slot' | 'actor' | 'seat', (key: string) => string>>

export function textValue(
  kind: Kind,
  fact: Pick<FactShape, 'facet' | 'value' | 'known_from'>,
  ids: Ids,
): Record<string, unknown> {
  const { value, facet, known_from } = fact
  if ((facet === 'english' || facet === 'arabic') && typeof value['content'] === 'string')
    return { ...value, content: partsOf(value['content'], ids.slot) }
  if (kind === 'version' && facet === 'description' && value['as_of'] === undefined)
    return { ...value, as_of: known_from, n: 0, revisions: 0, root: '0'.repeat(64) }
  if (kind === 'dialogue' && facet === 'rules') return { ...value, ...ruleIds(value, ids) }
  if (kind === 'instrument' && facet === 'table') return { ...value, ...tableIds(value, ids) }
  return value
}

/** Seats of a dialogue's rules: those that moderate, and those of each bloc. */
function ruleIds({ moderators, blocs }: Record<string, unknown>, ids: Ids) {
  const named = (list: unknown) =>
    Array.isArray(list) ? list.map((x: unknown) => (typeof x === 'string' ? ids.seat(x) : x)) : list
  return {
    moderators: named(moderators),
    blocs: Array.isArray(blocs)
      ? (blocs as Record<string, unknown>[]).map((b) => ({ ...b, seats: named(b['seats']) }))
      : blocs,
  }
}

function tableIds({ holders, speakers }: Record<string, unknown>, ids: Ids) {
  const isKey = (x: unknown): x is string => typeof x === 'string'
  return {
    ...(Array.isArray(holders) ? { holders: holders.filter(isKey).map(ids.seat) } : {}),
    ...(Array.isArray(speakers)
      ? {
          speakers: (speakers as { seat?: unknown; party?: unknown }[]).map(({ seat, party }) => ({
            seat: isKey(seat) ? ids.seat(seat) : seat,
            party: isKey(party) ? ids.actor(party) : party,
          })),
        }
      : {}),
  }
}

function partsOf(content: string, id: (key: string) => string): object[] {
  // Every second part of the split is a key.
  return content
    .split(SLOT)
    .flatMap((part, i): object[] =>
      i % 2 === 1 ? [{ slot: id(part) }] : part === '' ? [] : [{ text: part }],
    )
}

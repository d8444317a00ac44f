// The history of a slot or a clause as steps: opened, proposed, tabled, reworded, closed, reopened, with
// the reasons, from the facts that this seat reads. Pure; sentences are the panel's.
import type { AsOf } from '@sulh/analysis/history/asof'
import { refs } from '@sulh/analysis/text/instrument'
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'

export type Step = {
  readonly step:
    | 'opened'
    | 'closed'
    | 'reopened'
    | 'drafted'
    | 'tabled'
    | 'reworded'
    | 'proponents'
    | 'withdrawn'
    | 'merged'
    | 'stands_again'
    | 'went_to_table'
    | 'position'
    | 'reserved'
    | 'lifted'
    | 'written'
    | 'moved'
    | 'headed'
    | 'stage'
    | 'withdrawn_node'
    | 'restored'
    | 'split'
    | 'merged_nodes'
  readonly fact: Fact
  /** The record that the step is of: an alternative, a position, the slot itself. */
  readonly of: string
  readonly joined?: readonly string[]
  readonly left?: readonly string[]
  readonly note?: Bilingual
}

function seen(fact: Fact, { at, basis }: AsOf): boolean {
  return (basis === 'recorded' ? fact.recorded_at : fact.known_from) <= at
}
function known(record: ProcessRecord, asOf: AsOf): readonly Fact[] {
  return record.facts.filter((f) => seen(f, asOf))
}
function noteOf(fact: Fact): { note?: Bilingual } {
  const note = fact.value['note'] ?? fact.value['reason']
  return typeof note === 'object' ? { note: note as Bilingual } : {}
}
/** In one act with the record's first fact: part of its making and no step of its own. */
function isFirst(fact: Fact, facts: readonly Fact[]): boolean {
  return fact.n === facts[0]?.n && fact.known_from === facts[0].known_from
}

/** Newest first. */
export function slotSteps(
  slot_id: string,
  of: { readonly records: readonly ProcessRecord[]; readonly home: string; readonly asOf: AsOf },
): readonly Step[] {
  const { records, home, asOf } = of
  const on = (record: ProcessRecord, path: string) =>
    record.facts.some((f) => refs(f, path).includes(slot_id))
  const steps = records.flatMap((record): Step[] => {
    const facts = known(record, asOf)
    if (record.id === slot_id) return facts.flatMap((f) => slotStep(f, record.id))
    if (record.kind === 'alternative' && on(record, 'slot'))
      return alternativeSteps(record.id, facts, record.compartment_id === home)
    if (record.kind === 'position' && on(record, 'slot'))
      return facts.map((fact) => ({ step: 'position', fact, of: record.id, ...noteOf(fact) }))
    if (record.kind === 'reservation' && on(record, 'on'))
      return facts.flatMap((f) => reservationStep(f, record.id))
    return []
  })
  return newestFirst(steps)
}

export function newestFirst(steps: readonly Step[]): readonly Step[] {
  return steps.toSorted((a, b) =>
    a.fact.known_from === b.fact.known_from
      ? b.fact.n - a.fact.n
      : a.fact.known_from < b.fact.known_from
        ? 1
        : -1,
  )
}

function slotStep(fact: Fact, of: string): Step[] {
  if (fact.facet === 'description') return [{ step: 'opened', fact, of }]
  if (fact.facet !== 'status') return []
  if (fact.value['status'] === 'closed') return [{ step: 'closed', fact, of, ...noteOf(fact) }]
  // The first "open" is the opening itself.
  return fact.value['note'] === undefined ? [] : [{ step: 'reopened', fact, of, ...noteOf(fact) }]
}

function alternativeSteps(of: string, facts: readonly Fact[], isHome: boolean): Step[] {
  let parties: readonly string[] = []
  let reworded = ''
  return facts.flatMap((fact): Step[] => {
    const first = isFirst(fact, facts)
    switch (fact.facet) {
      case 'description':
        return [{ step: isHome ? 'tabled' : 'drafted', fact, of, ...noteOf(fact) }]
      case 'english':
      case 'arabic': {
        // Both languages in one act are one step.
        const act = `${fact.n} ${fact.known_from}`
        if (first || act === reworded) return []
        reworded = act
        return [{ step: 'reworded', fact, of }]
      }
      case 'proponents': {
        const now = refs(fact, 'parties')
        const joined = now.filter((p) => !parties.includes(p))
        const left = parties.filter((p) => !now.includes(p))
        parties = now
        return first ? [] : [{ step: 'proponents', fact, of, joined, left }]
      }
      case 'status':
        return first ? [] : statusStep(fact, of)
      case 'disclosure':
        return [{ step: 'went_to_table', fact, of }]
      default:
        return []
    }
  })
}

function statusStep(fact: Fact, of: string): Step[] {
  if (fact.act === 'withdraw') return [{ step: 'stands_again', fact, of }]
  const status = fact.value['status']
  if (status === 'withdrawn') return [{ step: 'withdrawn', fact, of, ...noteOf(fact) }]
  if (status === 'merged') return [{ step: 'merged', fact, of }]
  return [{ step: 'stands_again', fact, of }]
}

function reservationStep(fact: Fact, of: string): Step[] {
  if (fact.facet === 'description') {
    const text = fact.value['text'] as Bilingual
    return [{ step: 'reserved', fact, of, note: text }]
  }
  return fact.facet === 'withdrawal' ? [{ step: 'lifted', fact, of, ...noteOf(fact) }] : []
}

/** Steps of a clause: its words, its places, its stages; newest first. */
export function nodeSteps(
  node_id: string,
  of: { readonly records: readonly ProcessRecord[]; readonly asOf: AsOf },
): readonly Step[] {
  const steps = of.records.flatMap((record): Step[] => {
    const facts = known(record, of.asOf)
    if (record.kind === 'reservation' && facts.some((f) => refs(f, 'on').includes(node_id)))
      return facts.flatMap((f) => reservationStep(f, record.id))
    if (record.id !== node_id) return []
    let worded = ''
    return facts.flatMap((fact): Step[] => {
      switch (fact.facet) {
        case 'english':
        case 'arabic': {
          const act = `${fact.n} ${fact.known_from}`
          if (act === worded) return []
          worded = act
          return [{ step: 'written', fact, of: record.id }]
        }
        case 'placement':
          return isFirst(fact, facts) ? [] : [{ step: 'moved', fact, of: record.id }]
        case 'heading':
          return isFirst(fact, facts) ? [] : [{ step: 'headed', fact, of: record.id }]
        case 'stage':
          return [{ step: 'stage', fact, of: record.id, ...noteOf(fact) }]
        case 'lineage':
          return [
            {
              step: fact.value['class'] === 'split' ? 'split' : 'merged_nodes',
              fact,
              of: record.id,
            },
          ]
        case 'withdrawal':
          return [
            {
              step: fact.act === 'withdraw' ? 'restored' : 'withdrawn_node',
              fact,
              of: record.id,
              ...noteOf(fact),
            },
          ]
        default:
          return []
      }
    })
  })
  return newestFirst(steps)
}

// Disclosure: what is known of a record goes as a copy into a wider compartment, and nothing else
// does (process SPEC R16, R17). The copy has new ids and its own time; the link stays on the
// source's side. Both entries are written in one transaction.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { InputOf } from '@sulh/contract/endpoint'
import {
  facetOf,
  type Fact,
  type NewFact,
  processKindNames,
  type ProcessRecord,
  type processEndpoints,
} from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import { append, type CommandContext, writtenIn } from '../platform/append.ts'
import type { Tx } from '../platform/database.ts'
import type { Done } from './commands.ts'
import { ruleOf } from './fact_check.ts'
import { recordsById } from './queries.ts'
import { factRows, recordUpTo, taken } from './repeated.ts'
import { isNoteToFile } from './workflow.ts'
import { requireWritable } from './writable.ts'

type Input = InputOf<typeof processEndpoints.discloseRecord>
/**
 * For the case loader alone. `keep_history`: the copy has every fact of the source with its own
 * known_from, because a case is public knowledge of its time and not told today.
 */
export type DiscloseOptions = { readonly trusted?: boolean; readonly keep_history?: boolean }

/** In a transaction of the caller; throws Problems and database errors. */
export async function discloseRecordIn(
  tx: Tx,
  context: CommandContext,
  input: Input,
  { trusted = false, keep_history = false }: DiscloseOptions = {},
): Promise<Done> {
  const { id, copy_id, compartment_id } = input
  const [source] = await recordsById(tx, id)
  if (!source)
    throw new Problem('not-found', { en: 'There is no such record.', ar: 'لا وجود لهذا السجل.' })
  await requireWritable(tx, source.compartment_id, trusted)
  await requireWritable(tx, compartment_id, trusted)
  const before = await earlierCopy(tx, { source, input, context })
  if (before) return { record: before, wrote: [] }
  const open = await widerThan(tx, compartment_id)
  await refuse(tx, { source, input })
  const chosen = keep_history
    ? wholeHistory(source, context)
    : leads(source, { input, context, redact: input.attribution !== 'party' })
  const facts = await remapped(tx, { source, facts: chosen, open })
  const heads = await append(
    tx,
    [
      {
        compartment_id,
        entry_id: context.random_id(),
        act: 'discloseRecord',
        rows: [
          { table: 'record', row: { id: copy_id, kind: source.kind } },
          ...factRows({ record_id: copy_id, facts, context }),
        ],
      },
      {
        compartment_id: source.compartment_id,
        entry_id: context.random_id(),
        act: 'discloseRecord',
        rows: factRows({ record_id: id, facts: [linkTo(input, context)], context }),
      },
    ],
    context,
  )
  const copy = (await recordsById(tx, copy_id)).find((r) => r.compartment_id === compartment_id)
  if (!copy) throw new Error('A copy that was just written cannot be read.')
  return { record: copy, wrote: writtenIn(heads) }
}

/** The copy, where this very disclosure was made before; id-taken where another was. */
async function earlierCopy(
  tx: Tx,
  of: { readonly source: ProcessRecord; readonly input: Input; readonly context: CommandContext },
): Promise<ProcessRecord | undefined> {
  const { copy_id, compartment_id, attribution, known_from } = of.input
  const copies = await recordsById(tx, copy_id)
  if (copies.length === 0) return undefined
  const copy = copies.find((r) => r.compartment_id === compartment_id)
  // Read after the copy, so that a twin that commits in between is seen whole.
  const [source] = await recordsById(tx, of.source.id)
  const link = source?.facts.find(
    ({ facet, value }) => facet === 'disclosure' && value['copy_id'] === copy_id,
  )
  const same =
    link?.value['compartment_id'] === compartment_id &&
    link.value['attribution'] === attribution &&
    link.known_from === known_from &&
    link.recorded_by === of.context.seat_id
  if (!copy || !same) throw taken()
  return recordUpTo(copy, copy.facts[0]?.n ?? 0)
}

async function widerThan(tx: Tx, compartment_id: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('sulh.compartment_order')
    .select('wide')
    .where('narrow', '=', compartment_id)
    .execute()
  return new Set(rows.map(({ wide }) => wide))
}

async function refuse(
  tx: Tx,
  { source, input }: { readonly source: ProcessRecord; readonly input: Input },
): Promise<void> {
  if (isNoteToFile(source.kind, source.facts))
    throw new Problem('not-permitted', {
      en: 'A note to file never leaves its compartment.',
      ar: 'لا تغادر مذكرة الملف حيزها أبدًا.',
    })
  if (!processKindNames.includes(source.kind))
    throw new Problem('not-permitted', {
      en: 'A part of a text is tabled and an estimate stays with its analysts: neither is disclosed by itself.',
      ar: 'جزء النص يُطرح، والتقدير يبقى لدى محلليه: لا يُكشف أي منهما وحده.',
    })
  const wider = await widerThan(tx, source.compartment_id)
  if (input.compartment_id === source.compartment_id || !wider.has(input.compartment_id))
    throw new Problem(
      'not-permitted',
      {
        en: 'A record is disclosed to a wider compartment only.',
        ar: 'لا يُكشف السجل إلا لحيز أوسع.',
      },
      [
        {
          field: 'compartment_id',
          expected: {
            en: 'a compartment that all readers of the record read',
            ar: 'حيز يقرؤه كل قراء السجل',
          },
          action: { en: 'Choose one of the wider compartments.', ar: 'اختر أحد الأحياز الأوسع.' },
        },
      ],
    )
}

function copyOf(fact: Fact, id: string): NewFact {
  const { act, facet, value, references, known_from, certainty, mark, channel, confirmation } = fact
  return {
    id,
    facet,
    act,
    value,
    references,
    known_from,
    ...(fact.held_from === null ? {} : { held_from: fact.held_from }),
    ...(fact.held_to === null ? {} : { held_to: fact.held_to }),
    certainty,
    mark,
    channel,
    confirmation,
  }
}

export function wholeHistory(source: ProcessRecord, context: CommandContext): NewFact[] {
  const told = source.facts.filter(({ facet }) => facet !== 'disclosure')
  const ids = new Map(told.map((fact) => [fact.id, context.random_id()]))
  const copyId = (id: string) => ids.get(id) ?? context.random_id()
  return told.map((fact) => ({
    ...copyOf(fact, copyId(fact.id)),
    ...(fact.of_fact_id === null ? {} : { of_fact_id: copyId(fact.of_fact_id) }),
  }))
}

/** What stands of each facet now. `redact`: nothing that tells whose word it was. */
function leads(
  source: ProcessRecord,
  how: { readonly input: Input; readonly context: CommandContext; readonly redact: boolean },
): NewFact[] {
  const state = recordAsOf(source, { at: how.context.now, basis: 'known' })
  if (!state)
    throw new Problem('wrong-state', {
      en: 'Nothing is known of this record yet.',
      ar: 'لا يُعرف شيء عن هذا السجل بعد.',
    })
  if (state.withdrawn)
    throw new Problem('wrong-state', {
      en: 'This record is withdrawn: nothing of it is disclosed.',
      ar: 'سُحب هذا السجل: لا يُكشف منه شيء.',
    })
  if (how.redact && source.kind === 'statement')
    throw new Problem(
      'invalid-input',
      { en: 'A statement names its speaker.', ar: 'يذكر البيان قائله.' },
      [
        {
          field: 'attribution',
          expected: { en: 'party', ar: 'الطرف' },
          action: { en: 'Disclose it as the party’s.', ar: 'اكشفه منسوبًا إلى الطرف.' },
        },
      ],
    )
  const told = source.facts.flatMap((fact) => {
    const facet = fact.facet === 'disclosure' ? undefined : state.facets[fact.facet]
    return facet?.lead === fact ? [{ ...fact, confirmation: facet.confirmation } as Fact] : []
  })
  return told.map((fact) => {
    const { of_fact_id: _, ...copy } = copyOf(fact, how.context.random_id())
    const plain = { ...copy, act: 'state' as const, known_from: how.input.known_from }
    if (!how.redact) return plain
    const references = copy.references.filter(({ path }) => path !== 'said_by' && path !== 'source')
    return {
      ...plain,
      references,
      channel: 'system' as const,
      confirmation: 'unconfirmed' as const,
    }
  })
}

export function linkTo(input: Input, context: CommandContext): NewFact {
  const { compartment_id, copy_id, attribution, known_from } = input
  return {
    id: context.random_id(),
    facet: 'disclosure',
    act: 'state',
    value: { compartment_id, copy_id, attribution },
    references: [],
    known_from,
    certainty: 'confirmed',
    mark: 'none',
    channel: 'system',
    confirmation: 'unconfirmed',
  }
}

type Copying = {
  readonly source: ProcessRecord
  readonly facts: readonly NewFact[]
  /** Compartments that every reader of the copy reads. */
  readonly open: ReadonlySet<string>
}

/** References that lead to what the copy's readers may see; see R17. */
async function remapped(tx: Tx, { source, facts, open }: Copying): Promise<NewFact[]> {
  const hidden = facts.flatMap((f) => f.references.filter((r) => !open.has(r.compartment_id)))
  const copies = await disclosedCopies(tx, hidden, open)
  return facts.map((fact) => {
    const references = fact.references.flatMap((reference) => {
      if (open.has(reference.compartment_id)) return [reference]
      const copy = copies.get(`${reference.compartment_id} ${reference.id}`)
      return copy ? [{ path: reference.path, ...copy }] : []
    })
    const facet = facetOf(source.kind, fact.facet)
    const lost = fact.references.find(
      ({ path }) =>
        facet && ruleOf(facet, path)?.required && !references.some((r) => r.path === path),
    )
    if (lost)
      throw new Problem('bad-reference', {
        en: `The ${lost.path} of this record cannot be seen there: disclose that first.`,
        ar: `لا يُرى هناك ما يحيل إليه هذا السجل (${lost.path}): اكشفه أولًا.`,
      })
    return { ...fact, references }
  })
}

type Place = { readonly compartment_id: string; readonly id: string }

async function disclosedCopies(
  tx: Tx,
  hidden: readonly Place[],
  open: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Place>> {
  if (hidden.length === 0) return new Map()
  const { rows } = await sql<{
    compartment_id: string
    record_id: string
    value: Record<string, string>
  }>`
    select f.compartment_id, f.record_id, f.value
    from (select distinct * from unnest(
        ${hidden.map((h) => h.compartment_id)}::uuid[], ${hidden.map((h) => h.id)}::uuid[]
      ) as t (compartment_id, id)) k
    join sulh.fact f on f.compartment_id = k.compartment_id and f.record_id = k.id
    where f.facet = 'disclosure' and f.act = 'state'
    order by f.n, f.ordinal`.execute(tx)
  return new Map(
    rows.flatMap(({ compartment_id, record_id, value }): [string, Place][] => {
      const { compartment_id: to = '', copy_id: id = '' } = value
      return open.has(to) ? [[`${compartment_id} ${record_id}`, { compartment_id: to, id }]] : []
    }),
  )
}

// What goes into a document of a text: its tree as of a version or an instant, as this seat reads it,
// who wrote what, and for whose eyes it is (text SPEC T23, T24). It makes no document itself.
import { recordAsOf, type AsOf } from '@sulh/analysis/history/asof'
import { leadOf, refs, statesOf, treeOf } from '@sulh/analysis/text/instrument'
import type { Language, PartyName, TextTree, Title } from '@sulh/analysis/text/tree'
import { walk } from '@sulh/analysis/text/tree'
import type { InputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { sql } from 'kysely'
import type { Database, SeatRole, Tx } from '../../platform/database.ts'
import { recordsById, recordsOf } from '../../process/queries.ts'
import { refusals } from '../refusals.ts'
import { instrumentRecords } from '../scene.ts'
import type { MakeJob } from './make.ts'
import { refusedDocument } from './refusals.ts'
import type { Origin } from './update/origin.ts'
import type { Notice } from './words.ts'

type Input = InputOf<typeof textDocumentEndpoints.exportText>
type Version = { readonly title: Title; readonly as_of: string; readonly n: number }
/** One text as it is shown: as frozen, or as known at an instant. */
type Point = { readonly tree: TextTree; readonly at: string; readonly version?: Version }

export async function documentJob(
  db: Database,
  role: SeatRole,
  { input, now }: { readonly input: Input; readonly now: string },
): Promise<MakeJob> {
  return db.asSeat(role, (tx) => documentJobIn(tx, input, now))
}

async function documentJobIn(tx: Tx, input: Input, now: string): Promise<MakeJob> {
  const { instrument_id } = input
  const records = await instrumentRecords(tx, instrument_id)
  const home = records.find((r) => r.id === instrument_id && r.kind === 'instrument')
  if (!home) throw new Problem('not-found', refusals.no_text_here)
  const actors = await actorsOf(tx, home)
  const at = (version_id: string | undefined): Point =>
    pointOf({ records, actors, input, now, version_id })
  const after = at(input.version_id)
  const before = input.since_version_id === undefined ? undefined : at(input.since_version_id)
  const holder = latestOf(home, after.at, 'description')?.references.find(
    ({ path }) => path === 'holder',
  )
  const author = nameOf(actors, holder?.id ?? '', after.at)?.en
  return {
    ...(before === undefined ? {} : { before: before.tree }),
    after: after.tree,
    format: input.format,
    languages: input.languages.split(',') as Language[],
    notices: [
      pointNotice(after, before),
      ...(await eyesNotice(tx, home.compartment_id, after, before)),
    ],
    author: author ?? 'Sulh',
    authors: authorsOf(records, actors, { instrument_id, at: after.at }),
    as_of: after.at,
    origin: originOf(records, home, { after, input }),
  }
}

/** D21: entries of the text's own compartment, and of those whose words stand in the document. */
function originOf(
  records: readonly ProcessRecord[],
  home: ProcessRecord,
  { after, input }: { readonly after: Point; readonly input: Input },
): Origin {
  const alternatives = [...walk(after.tree.nodes)].flatMap(({ node }) =>
    node.slots.flatMap((slot) => slot.alternatives),
  )
  const places = new Set([home.compartment_id, ...alternatives.map((one) => one.compartment_id)])
  const last = (place: string): number =>
    records
      .filter((record) => record.compartment_id === place)
      .flatMap(({ facts }) => facts)
      .reduce((n, fact) => (fact.known_from <= after.at ? Math.max(n, fact.n) : n), 0)
  const { version } = after
  return {
    instrument_id: home.id,
    as_of: after.at,
    reach: version !== undefined || input.reach === 'plenary' ? 'plenary' : 'seat',
    languages: input.languages.split(',') as Language[],
    entries: Object.fromEntries(
      [...places].toSorted().map((place) => {
        const n = version !== undefined && place === home.compartment_id ? version.n : last(place)
        return [place, n]
      }),
    ),
  }
}

type Reading = {
  readonly records: readonly ProcessRecord[]
  readonly actors: ReadonlyMap<string, ProcessRecord>
  readonly input: Input
  readonly now: string
  readonly version_id: string | undefined
}

function pointOf({ records, actors, input, now, version_id }: Reading): Point {
  const { instrument_id } = input
  const version = version_id === undefined ? undefined : versionOf(records, version_id)
  const at = version?.as_of ?? input.as_of ?? now
  const tree = treeOf(records, {
    instrument_id,
    asOf: known(at),
    plenary: version !== undefined || input.reach === 'plenary',
    ...(version === undefined ? {} : { upto_n: version.n }),
    party: (id) => partyName(actors, id, at),
  })
  if (tree === undefined) throw new Problem('not-found', refusedDocument.no_text_then)
  return { tree, at, ...(version === undefined ? {} : { version }) }
}

function known(at: string): AsOf {
  return { at, basis: 'known' }
}

function latestOf(record: ProcessRecord, at: string, facet: string): Fact | undefined {
  return recordAsOf<Fact>(record, known(at))?.facets[facet]?.lead
}

function versionOf(records: readonly ProcessRecord[], id: string): Version {
  const record = records.find((r) => r.id === id && r.kind === 'version')
  const value = record?.facts.find((f) => f.facet === 'description')?.value
  if (value === undefined) throw new Problem('not-found', refusedDocument.no_version)
  return value as unknown as Version
}

/** The actors that the instrument names: its parties and its holder. */
async function actorsOf(tx: Tx, home: ProcessRecord): Promise<ReadonlyMap<string, ProcessRecord>> {
  const ids = home.facts
    .flatMap((fact) => fact.references)
    .filter(({ path }) => path === 'parties' || path === 'holder' || path === 'said_by')
    .map(({ id }) => id)
  const found = await recordsOf(
    tx,
    sql`select r.compartment_id, r.id, r.kind from sulh.compartment c
      join sulh.record r on r.compartment_id = c.id and r.id = any (${[...new Set(ids)]}::uuid[])`,
  )
  return new Map(found.map((record) => [record.id, record]))
}

function nameOf(
  actors: ReadonlyMap<string, ProcessRecord>,
  id: string,
  at: string,
): Title | undefined {
  const record = actors.get(id)
  return record && (latestOf(record, at, 'description')?.value['name'] as Title | undefined)
}

function partyName(
  actors: ReadonlyMap<string, ProcessRecord>,
  id: string,
  at: string,
): PartyName | undefined {
  const record = actors.get(id)
  const value = record && latestOf(record, at, 'description')?.value
  if (!value) return undefined
  const side = value['side'] as PartyName['side']
  return {
    id,
    name: value['name'] as Title,
    short: value['short_name'] as Title,
    ...(side === undefined ? {} : { side }),
  }
}

/** The parties of a text by name; throws not-found where the seat reads no such text. */
export async function partiesOf(tx: Tx, id: string, now: string): Promise<readonly PartyName[]> {
  const home = (await recordsById(tx, id)).find(({ kind }) => kind === 'instrument')
  if (!home) throw new Problem('not-found', refusals.no_text_here)
  const actors = await actorsOf(tx, home)
  const parties = latestOf(home, now, 'description')?.references ?? []
  return parties
    .filter(({ path }) => path === 'parties')
    .flatMap((party) => partyName(actors, party.id, now) ?? [])
}

/** Who said the words in force of each node, where the record tells and the text knows them. */
function authorsOf(
  records: readonly ProcessRecord[],
  actors: ReadonlyMap<string, ProcessRecord>,
  { instrument_id, at }: { readonly instrument_id: string; readonly at: string },
): Record<string, string> {
  const authors: Record<string, string> = {}
  for (const state of statesOf(records, { instrument_id, asOf: known(at) }).values()) {
    if (state.kind !== 'node') continue
    const words = leadOf(state, 'english') ?? leadOf(state, 'arabic')
    const name = nameOf(actors, refs(words, 'said_by')[0] ?? '', at)?.en
    if (name !== undefined) authors[state.id] = name
  }
  return authors
}

function pointNotice(after: Point, before: Point | undefined): Notice {
  const named = ({ at, version }: Point, language: Language): string => {
    const day = instantIn(at, language)
    const title = version?.title[language]
    return title === undefined ? day : `${title} (${day})`
  }
  return before === undefined
    ? { en: `As known: ${named(after, 'en')}`, ar: `كما عُرف: ${named(after, 'ar')}` }
    : {
        en: `From ${named(before, 'en')} to ${named(after, 'en')}`,
        ar: `من ${named(before, 'ar')} إلى ${named(after, 'ar')}`,
      }
}

/** A month's name between the numbers, so that no direction of reading turns them around. */
function instantIn(at: string, language: Language): string {
  const day = new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(at))
  const time = at.slice(11, 16)
  return language === 'ar' ? `${day}، ${time} بالتوقيت العالمي` : `${day}, ${time} UTC`
}

/** Names the narrower compartments that the document tells of; none for a plenary document. */
async function eyesNotice(
  tx: Tx,
  home: string,
  after: Point,
  before: Point | undefined,
): Promise<Notice[]> {
  const places = new Set(
    [after, ...(before === undefined ? [] : [before])].flatMap(({ tree }) =>
      [...walk(tree.nodes)].flatMap(({ node }) =>
        node.slots.flatMap((slot) =>
          // A redline tells of positions as well.
          [...slot.alternatives, ...(before === undefined ? [] : slot.positions)].map(
            ({ compartment_id }) => compartment_id,
          ),
        ),
      ),
    ),
  )
  places.delete(home)
  if (places.size === 0) return []
  const rows = await tx
    .selectFrom('sulh.compartment')
    .select(['id', 'name_en', 'name_ar'])
    .where('id', 'in', [...places])
    .orderBy('id')
    .execute()
  return [
    {
      en: `For the eyes of those who read: ${rows.map((r) => r.name_en).join('; ')}. It holds what is not tabled.`,
      ar: `لعناية من يقرأ: ${rows.map((r) => r.name_ar).join('؛ ')}. وفيه ما لم يُطرح بعد.`,
    },
  ]
}

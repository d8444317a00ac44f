// What acts on the instrument itself write: making it, changing its table or its head, freezing a
// version (text SPEC T1, T2, T22, T36).
import canonicalize from 'canonicalize'
import { versionRoot } from '@sulh/analysis/text/version'
import type { Fact } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import type { Act, ActInput, Plan } from './act.ts'
import { instrumentRef } from './plan_nodes.ts'
import { refusals } from './refusals.ts'
import { remedies } from './remedies.ts'
import { lead, requireTable, type Scene, standingIn } from './scene.ts'

/** There is no scene yet: who may write the compartment may make a text there. */
export function instrumentPlan(input: ActInput<'createInstrument'>): Plan {
  requireTableSense(
    input.table,
    input.parties.map((p) => p.id),
  )
  return [
    {
      id: input.instrument_id,
      compartment_id: input.compartment_id,
      kind: 'instrument',
      made: true,
      facts: [
        {
          facet: 'description',
          value: input.description,
          references: [
            { path: 'track', ...input.track },
            ...(input.body ? [{ path: 'body', ...input.body }] : []),
            { path: 'holder', ...input.holder },
            ...input.parties.map((p) => ({ path: 'parties', ...p })),
            ...input.concerns.map((c) => ({ path: 'concerns', ...c })),
          ],
        },
        { facet: 'table', value: input.table },
      ],
    },
  ]
}

function requireTableSense(
  table: ActInput<'createInstrument'>['table'],
  parties: readonly string[],
): void {
  if (table.holders.length === 0)
    throw new Problem('invalid-input', refusals.needs_holder, [
      { field: 'table.holders', ...remedies.holder },
    ])
  const foreign = table.speakers.findIndex((s) => !parties.includes(s.party))
  if (foreign >= 0)
    throw new Problem('invalid-input', refusals.foreign_speaker, [
      { field: `table.speakers.${foreign}.party`, ...remedies.speaker },
    ])
}

export const changeTable: Act<ActInput<'changeTable'>> = {
  name: 'changeTable',
  near: () => [],
  plan(scene, { table }): Plan {
    if (!standingIn(scene).holder) throw new Problem('not-permitted', refusals.holder_alone)
    const parties = (scene.instrument.facets['description']?.lead.references ?? [])
      .filter((r) => r.path === 'parties')
      .map((r) => r.id)
    requireTableSense(table, parties)
    const { id, compartment_id, kind } = scene.instrument
    return [{ id, compartment_id, kind, made: false, facts: [{ facet: 'table', value: table }] }]
  },
}

/** The other references stay: a text of other parties or another body is another text. */
export const changeHead: Act<ActInput<'changeHead'>> = {
  name: 'changeHead',
  near: () => [],
  plan(scene, { base, description, holder }): Plan {
    if (!standingIn(scene).holder) throw new Problem('not-permitted', refusals.holder_changes_head)
    const { id, compartment_id, kind } = scene.instrument
    const now = lead(scene.instrument, 'description')
    if (now?.id !== base)
      throw new Problem('conflict', refusals.another_head, [
        { field: 'base', ...remedies.head_in_force },
      ])
    const references = now.references.map((r) => (r.path === 'holder' ? { ...r, ...holder } : r))
    if (isSameHead(now, { description, references }))
      throw new Problem('invalid-input', refusals.nothing_changed, [
        { field: 'description', ...remedies.head_change },
      ])
    const fact = { facet: 'description', value: description, references }
    return [{ id, compartment_id, kind, made: false, facts: [fact] }]
  },
}

/** The reason aside. */
function isSameHead(
  now: Fact,
  next: Pick<ActInput<'changeHead'>, 'description'> & Pick<Fact, 'references'>,
): boolean {
  const said = (value: Fact['value']) => ({ ...value, reason: undefined })
  return (
    canonicalize([said(now.value), now.references]) ===
    canonicalize([said(next.description), next.references])
  )
}

export const freezeVersion: Act<ActInput<'freezeVersion'>> = {
  name: 'freezeVersion',
  near: () => [],
  whole: true,
  async plan(scene, input): Promise<Plan> {
    requireTable(scene, 'freeze')
    const { instrument } = scene
    const cut = { instrument_id: instrument.id, as_of: scene.now, n: headOf(scene) }
    const { root, revisions } = await versionRoot(scene.records, cut)
    return [
      {
        id: input.version_id,
        compartment_id: instrument.compartment_id,
        kind: 'version',
        made: true,
        facts: [
          {
            facet: 'description',
            value: {
              title: input.title,
              ...(input.note === undefined ? {} : { note: input.note }),
              as_of: cut.as_of,
              n: cut.n,
              revisions,
              root,
            },
            references: [
              instrumentRef(scene),
              ...(input.occasion ? [{ path: 'occasion', ...input.occasion }] : []),
            ],
          },
        ],
      },
    ]
  },
}

/** The last entry of the instrument's compartment that touched this text. */
function headOf(scene: Scene): number {
  return scene.records
    .filter((r) => r.compartment_id === scene.instrument.compartment_id)
    .flatMap((r) => r.facts)
    .reduce((last, f) => Math.max(last, f.n), 0)
}

// GENIUS files as records of a negotiation model (SPEC DR8): what the library reads, in points of 0
// to 100, with ids that follow from the model's, so that a repeated import is the same one.
import { DealError } from '@sulh/analysis/deal/fault'
import { faultSentence } from '@sulh/analysis/deal/fault_sentences'
import { readGenius } from '@sulh/analysis/deal/genius'
import type { Model } from '@sulh/analysis/deal/model'
import type { dealEndpoints } from '@sulh/contract/deal'
import type { InputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import type { NewFact } from '@sulh/contract/process'
import type { CommandContext } from '../platform/append.ts'
import { derivedUuid } from '../process/commands.ts'
import { refusals, remedies } from './refusals.ts'

type Input = InputOf<typeof dealEndpoints.importGenius>
type Created = InputOf<typeof dealEndpoints.recordDeal>['create']
type References = NewFact['references']

export function geniusRecords(input: Input, context: CommandContext): Created {
  const model = modelOf(input)
  const refuse = (name: 'additive' | 'few_options' | 'few_issues') =>
    new Problem('invalid-input', refusals.files, [{ field: 'files', ...remedies[name] }])
  if (model.constraints.length > 0 || model.bonuses.length > 0) throw refuse('additive')
  if (model.issues.some((i) => i.options.length > 24)) throw refuse('few_options')
  if (model.issues.length > 200) throw refuse('few_issues')
  const id = (name: string) => derivedUuid(input.model_id, name)
  const here = (path: string, to: string) => ({
    path,
    compartment_id: input.compartment_id,
    id: to,
  })
  const fact = (name: string, value: NewFact['value'], references: References): NewFact => ({
    id: id(`fact ${name}`),
    facet: 'description',
    act: 'state',
    value,
    references,
    known_from: input.known_from ?? context.now,
    certainty: 'confirmed',
    mark: 'none',
    channel: 'in_writing',
    confirmation: 'unconfirmed',
  })
  const title = { en: input.title, ar: input.title }
  const parties = input.profiles.map(({ party }) => ({ path: 'parties', ...party }))
  return [
    { id: input.model_id, kind: 'deal_model', facts: [fact('model', { title }, parties)] },
    ...model.issues.map(({ name, options }, i) => ({
      id: id(`issue ${i}`),
      kind: 'deal_issue' as const,
      facts: [
        fact(
          `issue ${i}`,
          {
            title: both(name),
            order: i,
            options: options.map((o, k) => ({ key: `o${k + 1}`, title: both(o) })),
          },
          [here('model', input.model_id)],
        ),
      ],
    })),
    ...input.profiles.flatMap(({ party }, p) =>
      model.issues.map((_, i) => ({
        id: id(`preference ${p} ${i}`),
        kind: 'preference' as const,
        facts: [
          fact(`preference ${p} ${i}`, estimate(model, p, i), [
            here('model', input.model_id),
            { path: 'party', ...party },
            here('issue', id(`issue ${i}`)),
          ]),
        ],
      })),
    ),
  ]
}

function modelOf(input: Input): Model {
  try {
    return readGenius(input.files, { profiles: input.profiles.map(({ name }) => name) }).model
  } catch (error) {
    if (!(error instanceof DealError)) throw error
    const said = { en: error.message, ar: faultSentence(error.fault, 'ar') }
    throw new Problem('invalid-input', said, [{ field: 'files', ...remedies.genius }])
  }
}

const both = (text: string) => ({ en: text.slice(0, 300), ar: text.slice(0, 300) })

function estimate(model: Model, p: number, i: number): NewFact['value'] {
  const greatest = (of: Float64Array | undefined) => Math.max(0, ...(of ?? []))
  const own = model.utilities[p]?.[i] ?? new Float64Array()
  const most = greatest(own)
  const certain = (share: number) => {
    const likely = Math.round(share * 1e8) / 1e6
    return { low: likely, likely, high: likely }
  }
  return {
    weight: certain(most / (model.scale[p] ?? 1)),
    scores: [...own].map((u, k) => ({
      option: `o${k + 1}`,
      score: certain(most === 0 ? 0 : u / most),
    })),
    method: 'weights',
    release: 'open',
  }
}

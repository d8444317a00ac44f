// Reader of our own case format (case.schema.json): parties, issues with options and points, links.
// Text in, a model out, or an error that names the place by its JSON pointer.
import { OPTIONS_LIMIT } from './check.ts'
import { DealError } from './fault.ts'
import { Place } from './json_place.ts'
import type { AnyOf, Bonus, Choice, Constraint, Issue, Model } from './model.ts'
import type { Note } from './notes.ts'
import { decimal, one, over, plus, rational, times, toNumber, zero } from './rational.ts'
import type { Rational } from './rational.ts'
import { addUpToOne, modelOf } from './rounded.ts'

export const CASE_FORMAT = 'sulh-deal-1'
/** Points that make one, where a case does not say. */
const SCALE = 10_000

type Party = {
  readonly name: string
  readonly scale: number
  readonly disagreement: number | 'minimum'
  /** By issue; 1 each where none are given. */
  readonly weights: readonly Rational[] | undefined
}
type Option = { readonly name: string; readonly points: readonly number[] }
type Normalisation = 'raw' | 'issue-maximum'

/** The model of a case. Where no weights or normalisation are asked, points are its units. */
export function readCase(text: string): { readonly model: Model; readonly notes: readonly Note[] } {
  const root = new Place(parsed(text), '')
  const top = root.object([
    '$schema',
    'format',
    'title',
    'normalisation',
    'parties',
    'issues',
    'links',
  ])
  if (top.at('format').value !== CASE_FORMAT) throw top.at('format').fault('format')
  const party_places = top.at('parties').list()
  const issue_places = top.at('issues').list()
  const options = issue_places.map((place) => optionsOf(place, party_places.length))
  const issues = issue_places.map((place, i): Issue => ({
    name: place.object(ISSUE_KEYS).at('name').text(),
    options: (options[i] ?? []).map(({ name }) => name),
  }))
  const parties = party_places.map((place) => partyOf(place, issues))
  const names = new Names(issues)
  const links = top.at('links').given ? top.at('links').list() : []
  const constraints = links.flatMap((place) => constraintOf(place, names))
  const bonuses = links.flatMap((place) => bonusOf(place, names, parties.length))
  const notes = parties.flatMap(({ name, weights }): Note[] => {
    if (!weights || addUpToOne(weights)) return []
    const sum = weights.reduce(plus, zero)
    return [{ code: 'weights', party: name, sum: toNumber(sum.numerator, sum.denominator) }]
  })
  const normalisation = normalisationOf(top.at('normalisation'))
  const plain = normalisation === 'raw' && parties.every(({ weights }) => weights === undefined)
  const make = plain ? inPoints : inRationals
  return { model: make({ parties, issues, options, constraints, bonuses, normalisation }), notes }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new DealError({ code: 'format', where: '/', needed: 'json' })
  }
}

const ISSUE_KEYS = ['name', 'options']

function optionsOf(issue: Place, parties_count: number): Option[] {
  const own = issue.object(ISSUE_KEYS)
  const places = own.at('options').list()
  // Before a million of them are read one by one.
  if (places.length > OPTIONS_LIMIT) {
    const name = own.at('name').text()
    throw new DealError({ code: 'too-many-options', issue: name, count: places.length })
  }
  return places.map((place) => {
    const option = place.object(['name', 'points'])
    const points = option.at('points')
    if (points.list().length !== parties_count) throw points.fault('per-party')
    return {
      name: option.at('name').text(),
      points: points.list().map((point) => point.integer('points', 0)),
    }
  })
}

function partyOf(place: Place, issues: readonly Issue[]): Party {
  const party = place.object(['name', 'scale', 'disagreement', 'weights'])
  const scale = party.at('scale')
  const disagreement = party.at('disagreement')
  if (disagreement.given && disagreement.value !== 'minimum') {
    if (!Number.isSafeInteger(disagreement.value)) throw disagreement.fault('disagreement')
  }
  const weights = party.at('weights')
  return {
    name: party.at('name').text(),
    scale: scale.given ? scale.integer('positive', 1) : SCALE,
    disagreement: disagreement.given ? (disagreement.value as number | 'minimum') : 0,
    weights: weights.given ? weightsOf(weights, issues) : undefined,
  }
}

function weightsOf(place: Place, issues: readonly Issue[]): Rational[] {
  const weights = place.object(issues.map(({ name }) => name))
  return issues.map(({ name }) => {
    const { value } = weights.at(name)
    const weight = typeof value === 'number' && value >= 0 ? decimal(String(value)) : undefined
    if (!weight) throw weights.at(name).fault('number')
    return weight
  })
}

function normalisationOf(place: Place): Normalisation {
  switch (place.value) {
    case undefined:
    case 'raw':
      return 'raw'
    case 'issue-maximum':
      return 'issue-maximum'
    default:
      throw place.fault('normalisation')
  }
}

/** Finds issues and options by their names. */
class Names {
  readonly #issues: readonly Issue[]
  constructor(issues: readonly Issue[]) {
    this.#issues = issues
  }

  issue(place: Place): number {
    const found = this.#issues.findIndex(({ name }) => name === place.value)
    if (found < 0) throw place.fault('issue')
    return found
  }

  option(issue: number, place: Place): number {
    const found = this.#issues[issue]?.options.indexOf(place.text()) ?? -1
    if (found < 0) throw place.fault('option')
    return found
  }

  choices(place: Place): Choice[] {
    return place.list().map((item) => {
      const choice = item.object(['issue', 'option'])
      const issue = this.issue(choice.at('issue'))
      return { issue, option: this.option(issue, choice.at('option')) }
    })
  }
}

function constraintOf(place: Place, names: Names): Constraint[] {
  const [kind] = place.entries().filter(([key]) => key === 'kind')
  switch (kind?.[1].value) {
    case 'requires': {
      const link = place.object(['kind', 'when', 'then'])
      const [when, then] = [names.choices(link.at('when')), names.choices(link.at('then'))]
      return [{ kind: 'requires', when, then }]
    }
    case 'excludes':
    case 'together': {
      const all = names.choices(place.object(['kind', 'all']).at('all'))
      return [{ kind: kind[1].value, all }]
    }
    case 'at-most': {
      const link = place.object(['kind', 'k', 'of'])
      return [
        { kind: 'at-most', k: link.at('k').integer('points', 0), of: names.choices(link.at('of')) },
      ]
    }
    case 'budget':
      return [budgetOf(place, names)]
    case 'bonus':
      return []
    default:
      throw kind ? kind[1].fault('kind') : place.fault('kind')
  }
}

function budgetOf(place: Place, names: Names): Constraint {
  const link = place.object(['kind', 'limit', 'costs'])
  const costs = link
    .at('costs')
    .list()
    .map((item) => {
      const cost = item.object(['issue', 'option', 'cost'])
      const issue = names.issue(cost.at('issue'))
      return {
        issue,
        option: names.option(issue, cost.at('option')),
        cost: cost.at('cost').integer('integer', -Infinity),
      }
    })
  return { kind: 'budget', limit: link.at('limit').integer('integer', -Infinity), costs }
}

function bonusOf(place: Place, names: Names, parties_count: number): Bonus[] {
  if (!place.entries().some(([key, { value }]) => key === 'kind' && value === 'bonus')) return []
  const link = place.object(['kind', 'all', 'points'])
  const all = link
    .at('all')
    .list()
    .map((item): AnyOf => {
      const any = item.object(['issue', 'options'])
      const issue = names.issue(any.at('issue'))
      return {
        issue,
        options: any
          .at('options')
          .list()
          .map((option) => names.option(issue, option)),
      }
    })
  const points = link.at('points')
  if (points.list().length !== parties_count) throw points.fault('per-party')
  return [{ all, utilities: points.list().map((point) => point.integer('integer', -Infinity)) }]
}

type Parsed = {
  readonly parties: readonly Party[]
  readonly issues: readonly Issue[]
  readonly options: readonly (readonly Option[])[]
  readonly constraints: readonly Constraint[]
  readonly bonuses: readonly Bonus[]
  readonly normalisation: Normalisation
}

function inPoints({ parties, issues, options, constraints, bonuses }: Parsed): Model {
  const utilities = parties.map((_, p) =>
    options.map((of) => Float64Array.from(of, ({ points }) => points[p] ?? Number.NaN)),
  )
  return {
    parties: parties.map(({ name }) => name),
    issues,
    utilities,
    disagreement: parties.map(({ disagreement }, p) =>
      disagreement === 'minimum'
        ? (utilities[p] ?? []).reduce(
            (sum, of) => sum + of.reduce((a, b) => Math.min(a, b), Infinity),
            0,
          )
        : disagreement,
    ),
    scale: parties.map(({ scale }) => scale),
    constraints,
    bonuses,
  }
}

function inRationals({
  parties,
  issues,
  options,
  constraints,
  bonuses,
  normalisation,
}: Parsed): Model {
  const utilities = parties.map(({ scale, weights }, p) =>
    options.map((of, i) => {
      const most = of.reduce((greatest, { points }) => Math.max(greatest, points[p] ?? 0), 0)
      const whole = normalisation === 'raw' ? scale : most
      return of.map(({ points }) => {
        const share = whole === 0 ? zero : rational(BigInt(points[p] ?? 0), BigInt(whole))
        return times(weights?.[i] ?? one, share)
      })
    }),
  )
  const inOnes = (points: number, p: number) =>
    over(rational(BigInt(points), 1n), rational(BigInt(parties[p]?.scale ?? 1), 1n))
  return modelOf({
    parties: parties.map(({ name }) => name),
    issues,
    utilities,
    disagreement: parties.map(({ disagreement }, p) =>
      disagreement === 'minimum'
        ? (utilities[p] ?? []).map(leastOf).reduce(plus, zero)
        : inOnes(disagreement, p),
    ),
    constraints,
    bonuses: bonuses.map(({ all, utilities: points }) => ({ all, utilities: points.map(inOnes) })),
  })
}

function leastOf(values: readonly Rational[]): Rational {
  return values.reduce((a, b) =>
    a.numerator * b.denominator <= b.numerator * a.denominator ? a : b,
  )
}

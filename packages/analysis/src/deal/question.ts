// Every question of deal analysis as one plain object in and one plain object out, so that a worker
// can be asked: both cross by structured clone, progress is posted, and a search can be stopped from
// outside. The analysis is in the files that are named here.
import { answerOf, type DealAnswer } from './answer.ts'
import { checkModel } from './check.ts'
import { disclosedBy, type Disclosure, type DisclosureOptions } from './disclosure.ts'
import type { PartyEstimate } from './draws.ts'
import { DealError, type Fault } from './fault.ts'
import { frontierOf, type FrontierOptions } from './frontier.ts'
import type { Model, Package, Progress } from './model.ts'
import { nearestEfficient, type NearestAnswer } from './nearest.ts'
import { robustnessOf, type Robustness, type RobustnessOptions } from './robustness.ts'
import { tradesOf, type TradeOptions, type Trades } from './trades.ts'
import { zoneOf, type Zone } from './zone.ts'

/** Options without the functions of `Progress`, which no clone carries. */
type Plain<T> = Omit<T, keyof Progress>

export type Question =
  | { readonly ask: 'answer'; readonly model: Model; readonly options?: Plain<FrontierOptions> }
  | { readonly ask: 'zone'; readonly model: Model }
  | {
      readonly ask: 'trades'
      readonly model: Model
      readonly table: Package
      readonly options?: Plain<TradeOptions>
    }
  | { readonly ask: 'room'; readonly model: Model; readonly table?: Package }
  | {
      readonly ask: 'robustness'
      readonly model: Model
      readonly estimates: readonly PartyEstimate[]
      readonly options: Plain<RobustnessOptions>
    }
  | {
      readonly ask: 'disclosure'
      readonly model: Model
      readonly party: number
      readonly proposals: readonly Package[]
      readonly options: Plain<DisclosureOptions>
    }

/** What the deal room shows at once: asked anew whenever a slider moves. */
export type Room = {
  readonly answer: DealAnswer
  readonly zone: Zone
  /** Where a package is on the table. */
  readonly trades?: Trades
  readonly nearest?: NearestAnswer
}

export type AnswerTo = {
  readonly answer: DealAnswer
  readonly zone: Zone
  readonly trades: Trades
  readonly room: Room
  readonly robustness: Robustness
  readonly disclosure: Disclosure
}

/** Throws DealError where the model cannot be analysed. Partial answers say so themselves. */
export function answerQuestion<Q extends Question>(
  question: Q,
  progress?: Progress,
): AnswerTo[Q['ask']]
export function answerQuestion(
  question: Question,
  progress: Progress = {},
): AnswerTo[Question['ask']] {
  const { model } = question
  checkModel(model)
  switch (question.ask) {
    case 'answer':
      return answerOf(frontierOf(model, { ...question.options, ...progress }), { progress })
    case 'zone':
      return zoneOf(model, { progress })
    case 'trades':
      return tradesOf(model, question.table, { ...question.options, ...progress })
    case 'room':
      return roomOf(model, question.table, progress)
    case 'robustness':
      return robustnessOf(model, question.estimates, { ...question.options, ...progress })
    case 'disclosure': {
      const { party, proposals, options } = question
      return disclosedBy(model, party, proposals, { ...options, ...progress })
    }
  }
}

function roomOf(model: Model, table: Package | undefined, progress: Progress): Room {
  const frontier = frontierOf(model, progress)
  const answer = answerOf(frontier, { progress })
  const zone = zoneOf(model, { progress })
  if (!table) return { answer, zone }
  return {
    answer,
    zone,
    trades: tradesOf(model, table, progress),
    nearest: nearestEfficient(frontier, table),
  }
}

/** A question on its way to a worker. */
export type Asked = {
  readonly id: string
  readonly question: Question
  /** Four shared bytes, where the place allows them: any other value than 0 stops the search. */
  readonly stop?: SharedArrayBuffer
}

export type Reply =
  | { readonly id: string; readonly kind: 'progress'; readonly done_share: number }
  | { readonly id: string; readonly kind: 'answer'; readonly answer: AnswerTo[Question['ask']] }
  | { readonly id: string; readonly kind: 'fault'; readonly fault: Fault }
  /** A question that makes no sense, such as a package that breaks a link. */
  | { readonly id: string; readonly kind: 'refused'; readonly message: string }

/** Answers one message inside a worker: `onmessage = ({ data }) => served(data, postMessage)`. */
export function served({ id, question, stop }: Asked, post: (reply: Reply) => void): void {
  const flag = stop ? new Int32Array(stop) : undefined
  const progress: Progress = {
    report: (done_share) => post({ id, kind: 'progress', done_share }),
    ...(flag ? { cancelled: () => Atomics.load(flag, 0) !== 0 } : {}),
  }
  try {
    post({ id, kind: 'answer', answer: answerQuestion(question, progress) })
  } catch (error) {
    if (error instanceof DealError) post({ id, kind: 'fault', fault: error.fault })
    else if (error instanceof RangeError) post({ id, kind: 'refused', message: error.message })
    else throw error
  }
}

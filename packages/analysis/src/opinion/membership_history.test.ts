// Labels over time: the reducer's laws on made conversations, and replays of real ones against what
// Polis's own mathematics did to the same people at the same moments.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absent, bytesOf, jsonOf, setsIn } from '../../test/opinion_sets.ts'
import { planted, shuffled } from '../../test/opinion_made.ts'
import { opinionAnswer } from './answer.ts'
import { adjustedRand, assignment } from './identity.ts'
import {
  LABEL_RULE,
  nextEvents,
  NO_HISTORY,
  recorded,
  type BatchSummary,
  type HistoryEvent,
  type HistoryState,
} from './membership_history.ts'
import { readVotes } from './read.ts'
import { moderatedOut } from './read_statements.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125

type Replay = { states: HistoryState[]; log: HistoryEvent[]; summaries: BatchSummary[] }

function replayed(rows: readonly VoteRow[], batches: number, out: ReadonlySet<string>): Replay {
  const size = Math.ceil(rows.length / batches)
  const replay: Replay = { states: [NO_HISTORY], log: [], summaries: [] }
  for (let b = 1; b <= batches; b++) {
    const state = replay.states.at(-1) as HistoryState
    const { votes } = voteMatrix(rows.slice(0, b * size))
    const events = nextEvents(state, opinionAnswer(votes, { moderated_out: out }))
    replay.log.push(...events)
    replay.states.push(recorded(state, events))
    replay.summaries.push(events.at(-1) as BatchSummary)
  }
  return replay
}

const conversation = fc
  .record({
    people: fc.integer({ min: 30, max: 90 }),
    groups: fc.integer({ min: 2, max: 3 }),
    strength: fc.double({ min: 0.6, max: 0.9, noNaN: true }),
    seed: fc.nat(1e6),
  })
  .map((made) => shuffled(planted({ ...made, texts: 15, fill: 0.9 }).rows, made.seed))

describe('the history of labels', () => {
  test('O50 events alone rebuild every state, and states are never changed in place', () => {
    fc.assert(
      fc.property(conversation, (rows) => {
        const { states, log } = replayed(rows, 6, new Set())
        for (const [batch, state] of states.slice(1).entries()) {
          expect(
            recorded(
              NO_HISTORY,
              log.filter((event) => event.batch <= batch),
            ),
          ).toEqual(state)
        }
        expect(states[0]).toEqual({ ...NO_HISTORY, open: new Set(), labels: new Map() })
      }),
      { seed, numRuns: 15 },
    )
  })

  test('O50 an id is opened again only for people who held it; new ids are new', () => {
    fc.assert(
      fc.property(conversation, (rows) => {
        const { states, log } = replayed(rows, 6, new Set())
        for (const event of log) {
          if (event.kind !== 'group opened') continue
          const before = states[event.batch] as HistoryState
          const holders = [...before.labels.values()].filter(({ id }) => id === event.id)
          if (event.id < before.next_id) expect(holders.length).toBeGreaterThan(0)
        }
      }),
      { seed, numRuns: 15 },
    )
  })

  test('O51 labels are given, kept and withdrawn by the rule', () => {
    const seen = { unsure: 0, withdrawn: 0 }
    fc.assert(
      fc.property(conversation, (rows) => {
        const size = Math.ceil(rows.length / 6)
        const { states, summaries } = replayed(rows, 6, new Set())
        for (const [b, { names, k }] of summaries.entries()) {
          const { votes, groups } = opinionAnswer(voteMatrix(rows.slice(0, (b + 1) * size)).votes)
          const [before, after] = [states[b]!.labels, states[b + 1]!.labels]
          const people = Array.from(groups.placed, (i, a) => {
            const id = votes.participants[i] as string
            const own = [...groups.membership.subarray(a * k, a * k + k)]
            const most = Math.max(...own)
            const group = own.indexOf(most)
            return { id, most, group, top: names[group], old: before.get(id) }
          })
          // By definition: one list of what everybody holds, changed one after the other.
          const held = new Map(
            people.flatMap(({ id, most, top, old }): [string, number][] => {
              if (top === undefined) return old ? [[id, old.id]] : []
              if (old === undefined) return most >= LABEL_RULE.first_at ? [[id, top]] : []
              return [[id, most >= LABEL_RULE.change_at ? top : old.id]]
            }),
          )
          const holders = people.filter(({ old }) => old !== undefined)
          const changed = () => holders.filter(({ id, old }) => held.get(id) !== old!.id).length
          const agreement = () => {
            const those = people.filter(({ id }) => held.has(id))
            return adjustedRand(
              those.map(({ id }) => held.get(id)!),
              those.map(({ group }) => group),
            )
          }
          const waiting = holders.filter(({ id, top }) => top !== undefined && held.get(id) !== top)
          waiting.sort((x, y) => y.most - x.most || Number(x.id) - Number(y.id))
          for (const { id, top } of waiting) {
            if (agreement() >= LABEL_RULE.agreement) break
            if (changed() + 1 > LABEL_RULE.most_changes * holders.length) break
            held.set(id, top as number)
          }
          for (const { id, top, most, old } of people) {
            const label = held.get(id)
            if (old && label !== old.id && most < LABEL_RULE.change_at) seen.unsure++
            if (label !== undefined && label !== top) seen.withdrawn++
            expect(after.get(id)).toEqual(
              label === undefined ? undefined : { id: label, published: label === top },
            )
          }
        }
      }),
      { seed, numRuns: 15 },
    )
    // The made conversations reach every branch.
    expect(seen.unsure).toBeGreaterThan(0)
    expect(seen.withdrawn).toBeGreaterThan(0)
  })

  test('O51 relabelled counts a label given back otherwise after it was withdrawn', () => {
    const rows = planted({ people: 40, texts: 20, groups: 2, fill: 1, strength: 1, seed }).rows
    const answer = opinionAnswer(voteMatrix(rows).votes)
    const first = nextEvents(NO_HISTORY, answer)
    const state = recorded(NO_HISTORY, first)
    const [person, label] = [...state.labels][0]!
    const other = [...state.open].find((id) => id !== label.id) as number
    const labels = new Map(state.labels).set(person, { id: other, published: false })
    const events = nextEvents({ ...state, labels }, answer)
    expect(events.filter(({ kind }) => kind === 'relabelled')).toEqual([
      { kind: 'relabelled', batch: 1, participant: person, from: other, id: label.id },
    ])
    expect((events.at(-1) as BatchSummary).relabelled).toBeCloseTo(1 / state.labels.size, 12)
  })

  test('O53 axes that come back turned are turned back', () => {
    const { rows } = planted({ people: 60, texts: 20, groups: 3, fill: 1, strength: 0.9, seed })
    const answer = opinionAnswer(voteMatrix(rows).votes)
    const state = recorded(NO_HISTORY, nextEvents(NO_HISTORY, answer))
    const axes = state.axes!
    // The last axes a quarter further round: the new ones must follow them.
    const loadings = axes.loadings.flatMap((_, at) =>
      at % 2 === 0 ? [-axes.loadings[at + 1]!, axes.loadings[at]!] : [],
    )
    const summary = nextEvents({ ...state, axes: { ...axes, loadings } }, answer).at(
      -1,
    ) as BatchSummary
    for (const [at, value] of summary.axes.loadings.entries()) {
      expect(value).toBeCloseTo(loadings[at]!, 9)
    }
  })
})

type Tick = { g: Record<string, number> }

/** Shares of people whom Polis put into another group than a tick before, groups matched at best. */
function polisRelabelled(ticks: readonly Tick[]): number[] {
  return ticks.slice(1).map(({ g: now }, at) => {
    const before = ticks[at]!.g
    const both = Object.keys(now).filter((id) => id in before)
    const size = 1 + Math.max(0, ...Object.values(now), ...Object.values(before))
    const same = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
    for (const id of both) same[before[id]!]![now[id]!]! += 1
    const kept = assignment(same).reduce((sum, to, from) => sum + same[from]![to]!, 0)
    return both.length === 0 ? 0 : 1 - kept / both.length
  })
}

/** As published: group numbers as they were, which is what people saw. */
function polisAsPublished(ticks: readonly Tick[]): number[] {
  return ticks.slice(1).map(({ g: now }, at) => {
    const before = ticks[at]!.g
    const both = Object.keys(now).filter((id) => id in before)
    return both.filter((id) => now[id] !== before[id]).length / Math.max(1, both.length)
  })
}

const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length
const replays = setsIn('polis-stability', '.json.gz').filter((name) => name.startsWith('replay40-'))

describe('replay in 40 batches', () => {
  if (replays.length === 0)
    test.skip(absent('O52 labels against what Polis did in polis-stability'))
  test.each(replays)('O52 %s', (name) => {
    const set = name.slice('replay40-'.length)
    const ticks = jsonOf('polis-stability', `${name}.json.gz`) as Tick[]
    const text = new TextDecoder().decode(bytesOf('polis-clojure-expected', `${set}.input.csv.gz`))
    const rows = text
      .trim()
      .split('\n')
      .map((line): VoteRow => {
        const [participant = '', statement = '', vote = ''] = line.split(',')
        return { participant, statement, vote: Number(vote) }
      })
    expect(readVotes(new TextEncoder().encode(text)).votes).toEqual(voteMatrix(rows).votes)
    const out = moderatedOut(bytesOf('polis-clojure-expected', `${set}.modout.txt`))
    const { summaries } = replayed(rows, 40, out)
    const ours = summaries.slice(1).map(({ relabelled }) => relabelled)
    for (const theirs of [polisAsPublished(ticks), polisRelabelled(ticks)]) {
      expect(mean(ours)).toBeLessThan(mean(theirs) / 4)
      expect(Math.max(...ours)).toBeLessThan(Math.max(...theirs) / 4)
    }
    expect(Math.min(...summaries.map(({ agreement }) => agreement))).toBeGreaterThanOrEqual(0.9)
    // Never labelling is no answer: most people hold a published label wherever there are groups, and
    // in a third of the batches and more there are.
    const divided = summaries.filter(({ k }) => k > 1)
    expect(divided.length).toBeGreaterThan(summaries.length / 3)
    expect(mean(divided.map(({ labelled, placed }) => labelled / placed))).toBeGreaterThan(0.7)
    // Nor is withdrawing: what everybody holds, published or not, agrees too.
    for (const { agreement_of_held } of divided) {
      expect(agreement_of_held).toBeGreaterThanOrEqual(LABEL_RULE.agreement)
    }
  })
})

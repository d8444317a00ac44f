// The readable form of what `sulh opinion` found, for a terminal. All figures come from the result;
// none is computed here.
import { counted } from '@sulh/analysis/ballot/counted'
import type { OpinionResult, PrintedId, ShownStatement } from '@sulh/analysis/opinion/result'

const WIDTH = 100

/** @param texts wording by statement id, where the source has it */
export function opinionReport(result: OpinionResult, texts: ReadonlyMap<string, string>): string {
  const { participants, statements, votes, k, certificate } = result
  const replaced = Number(certificate['replacedVotes'] ?? 0)
  const lines = [
    `${counted(participants, 'participant')} cast ${counted(votes, 'vote')} on ${counted(statements, 'statement')}.`,
    ...(replaced > 0 ? [`Votes replaced by a later one of the same person: ${replaced}.`] : []),
    ...(votes === 0 ? ['There are no votes, so there is nothing to say.'] : []),
    '',
    `Groups: ${k}`,
    ...result.groups.map(
      ({ id, members }) => `  ${id}: ${counted(Object.keys(members).length, 'person')}`,
    ),
    ...(k === 1 && votes > 0 ? ['  No division of them is sure enough to be told.'] : []),
  ]
  for (const { id } of result.groups) {
    const own = result.representative.filter((each) => each['group'] === id)
    lines.push('', `Representative of group ${id}`, ...own.flatMap((each) => shown(each, texts)))
    if (own.length === 0) lines.push('  none: no statement is surely more its own than the others’')
  }
  for (const direction of ['agree', 'disagree'] as const) {
    const all = result.consensus[direction]
    if (all.length > 0) lines.push('', `Most ${direction}`, ...all.flatMap((s) => shown(s, texts)))
  }
  const ranked = Object.entries(result.groupInformedConsensus)
    .toSorted(([, a], [, b]) => b.low - a.low)
    .slice(0, 5)
  if (ranked.length > 0) lines.push('', 'Group-informed consensus (value, interval)')
  for (const [id, { value, low, high }] of ranked) {
    lines.push(...wording(id, `${fixed(value)} (${fixed(low)} to ${fixed(high)})`, texts))
  }
  const kept = Object.entries(certificate).filter(([, value]) => isShort(value))
  lines.push(
    '',
    'Certificate',
    ...kept.map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  )
  return lines.join('\n')
}

function isShort(value: unknown): boolean {
  return JSON.stringify(value).length <= WIDTH
}

function shown(each: ShownStatement, texts: ReadonlyMap<string, string>): string[] {
  return wording(each.statement, `${each.direction}${evidence(each)}`, texts)
}

/** The counts of the Polis mode, or the interval of our own. */
function evidence(each: ShownStatement): string {
  if (typeof each['n-success'] === 'number') {
    return ` (${each['n-success']} of ${String(each['n-trials'])})`
  }
  const interval = each['within'] ?? each['probability']
  if (!isInterval(interval)) return ''
  const { value, low, high } = interval
  return ` (${fixed(value)}, ${fixed(low)} to ${fixed(high)})`
}

type Interval = { readonly value: number; readonly low: number; readonly high: number }

function isInterval(value: unknown): value is Interval {
  return typeof value === 'object' && value !== null && 'low' in value && 'high' in value
}

function wording(id: PrintedId, figure: string, texts: ReadonlyMap<string, string>): string[] {
  const text = texts.get(String(id))?.replace(/\s+/g, ' ')
  return [`  ${id}: ${figure}`, ...(text ? [`     ${text}`] : [])]
}

function fixed(value: number): string {
  return value.toFixed(3)
}

// What `sulh deal` prints for a person: the frontier in short, the named packages with what each
// party gets, and how far each answer can be trusted.
import type { DealAnswer, SolutionAnswer } from '@sulh/analysis/deal/answer'

const SHOWN_COUNT = 20

export function dealReport(answer: DealAnswer): string {
  const { parties, frontier } = answer
  return [
    `${answer.issues} issues, ${answer.packages} combinations of options, ${parties.length} parties`,
    '',
    extent(answer),
    ...table(
      ['packages', ...parties],
      frontier.points
        .slice(0, SHOWN_COUNT)
        .map((point) => [String(point.packages), ...point.utilities.map(shown)]),
    ),
    ...(frontier.points.length > SHOWN_COUNT
      ? [`  … and ${frontier.points.length - SHOWN_COUNT} more (--json prints all)`]
      : []),
    ...named('Nash (greatest product of gains)', answer.nash, answer),
    ...named('Egalitarian (the least gain is greatest)', answer.egalitarian, answer),
    ...named(
      'Kalai-Smorodinsky (equal shares of what each could hope for)',
      answer.kalaiSmorodinsky,
      answer,
    ),
    ...named('Utilitarian (greatest sum)', answer.utilitarian, answer),
  ].join('\n')
}

function extent({ frontier, parties }: DealAnswer): string {
  const count = `${frontier.points.length} efficient points`
  if (frontier.complete) return `${count}; the list is complete and exact.`
  if (!frontier.epsilon) return `${count}; the search was stopped: more and better ones may exist.`
  const losses = parties.map((party, p) => `${shown(frontier.epsilon?.[p] ?? 0)} for ${party}`)
  return `${count}; not complete: every package is matched by one of these up to ${losses.join(', ')}.`
}

const shown = (value: number): string => value.toFixed(6)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, c) =>
    Math.max(title.length, ...rows.map((row) => row[c]?.length ?? 0)),
  )
  return [head, ...rows].map(
    (row) => `  ${row.map((cell, c) => cell.padStart(widths[c] ?? 0)).join('  ')}`,
  )
}

function named(title: string, found: SolutionAnswer | null, { parties }: DealAnswer): string[] {
  if (!found) return ['', title, '  none: no package gives every party what it has without a deal']
  const { certificate, utilities } = found
  const trust =
    certificate.status === 'exact'
      ? `exact (${certificate.method})`
      : `not proved: at most ${shown(certificate.bound)} is possible, ${shown(certificate.value)} was reached`
  return [
    '',
    `${title}: ${trust}`,
    `  ${parties.map((party, p) => `${party} ${shown(utilities[p] ?? 0)}`).join(', ')}`,
    ...Object.entries(found.package).map(([issue, option]) => `    ${issue}: ${option}`),
  ]
}

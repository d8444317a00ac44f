// The table of a text as a value that a form changes: seats that hold the pen, seats that speak for a
// party, and who may do which act. Pure; where a table starts from follows the mode of the text.
import { tableActs, type TableAct } from '@sulh/contract/text'

export type Who = 'holder' | 'party'
export type Rights = {
  readonly holders: readonly string[]
  readonly speakers: readonly { readonly seat: string; readonly party: string }[]
  readonly may: Readonly<Record<TableAct, readonly Who[]>>
  /** Who is shown the plenary's edition of convergence; absent: the mission alone. */
  readonly convergence?: 'mission' | 'readers' | undefined
}

/** `both` editions are the mission's; what it discloses is the plenary's, made of what all read. */
export function editionsFor(
  seat_kind: string,
  rights: Pick<Rights, 'convergence'> | undefined,
): 'both' | 'plenary' | 'none' {
  if (seat_kind === 'mission') return 'both'
  return rights?.convergence === 'readers' ? 'plenary' : 'none'
}
export type Mode = 'mediator_text' | 'bracketed_text'

/**
 * In the mediator's text the holder writes and the parties react; in the parties' text they propose
 * and table as well. In both the holder merges, settles and freezes.
 */
export function mayIn(mode: Mode): Rights['may'] {
  const parties: readonly TableAct[] = mode === 'bracketed_text' ? ['propose', 'table'] : []
  return Object.fromEntries(
    tableActs.map((act) => [act, parties.includes(act) ? ['holder', 'party'] : ['holder']]),
  ) as unknown as Rights['may']
}

export function sameMay(a: Rights['may'], b: Rights['may']): boolean {
  return tableActs.every(
    (act) => a[act].length === b[act].length && a[act].every((who) => b[act].includes(who)),
  )
}

export function withPart(
  rights: Rights,
  { seat, part, on }: { readonly seat: string; readonly part: string; readonly on: boolean },
): Rights {
  if (part === 'holder') {
    const others = rights.holders.filter((s) => s !== seat)
    return { ...rights, holders: on ? [...others, seat] : others }
  }
  const others = rights.speakers.filter((s) => s.seat !== seat || s.party !== part)
  return { ...rights, speakers: on ? [...others, { seat, party: part }] : others }
}

/** Keeps the order of the closed list, so that a table that was set back is the same table. */
export function withMay(
  rights: Rights,
  { act, who, on }: { readonly act: TableAct; readonly who: Who; readonly on: boolean },
): Rights {
  const now = new Set(rights.may[act])
  if (on) now.add(who)
  else now.delete(who)
  const to = (['holder', 'party'] as const).filter((w) => now.has(w))
  return { ...rights, may: { ...rights.may, [act]: to } }
}

/** Parties for which no seat speaks: the mission records for them. */
export function unspoken(rights: Rights, parties: readonly string[]): readonly string[] {
  return parties.filter((p) => !rights.speakers.some((s) => s.party === p))
}

// The words of a package: for each slot that it settles, the wording of the alternative chosen. Read
// from the text as the seat sees it, as of the instant of the proposal; nothing is written here.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import type { Tx } from '../platform/database.ts'
import { recordsById } from '../process/queries.ts'
import { ofKind, refOf, type InForce } from './queries.ts'

type Content = readonly unknown[]
export type SlotWords = {
  readonly instrument_id: string
  readonly slot_id: string
  readonly no_text: boolean
  readonly wording: { readonly en?: Content; readonly ar?: Content }
}
type Choice = { readonly issue: string; readonly option: string }
type Option = {
  readonly key: string
  readonly alternative?: string
  /** Of an option that nobody has proposed yet. */
  readonly wording?: { readonly en: string; readonly ar: string }
}

/** In the order of the package's choices; slots that are closed at the instant are left out. */
export async function chosenWords(
  tx: Tx,
  of: {
    readonly proposed: InForce
    readonly model: readonly InForce[]
    readonly known_from: string
  },
): Promise<readonly SlotWords[]> {
  const words: SlotWords[] = []
  const issues = ofKind(of.model, 'deal_issue')
  for (const { issue, option } of of.proposed.lead.value['choices'] as Choice[]) {
    const lead = issues.find(({ record }) => record.id === issue)?.lead
    const slot = lead && refOf(lead, 'slot')
    const instrument = lead && refOf(lead, 'instrument')
    const options = (lead?.value['options'] ?? []) as Option[]
    const chosen = options.find(({ key }) => key === option)
    if (!slot || !instrument || !chosen) continue
    if (!(await isOpen(tx, slot.id, of.known_from))) continue
    const found = await wordsOf(tx, chosen, of.known_from)
    if (found) words.push({ instrument_id: instrument.id, slot_id: slot.id, ...found })
  }
  return words
}

async function isOpen(tx: Tx, slot_id: string, at: string): Promise<boolean> {
  const [slot] = await recordsById(tx, slot_id)
  return slot !== undefined && leadOf(slot, at, 'status')?.value['status'] !== 'closed'
}

async function wordsOf(
  tx: Tx,
  { alternative, wording }: Option,
  at: string,
): Promise<Pick<SlotWords, 'no_text' | 'wording'> | undefined> {
  if (wording)
    return { no_text: false, wording: { en: [{ text: wording.en }], ar: [{ text: wording.ar }] } }
  if (alternative === undefined) return undefined
  const [found] = await recordsById(tx, alternative)
  const description = found && leadOf(found, at, 'description')
  if (!found || !description) return undefined
  const content = (facet: string) =>
    leadOf(found, at, facet)?.value['content'] as Content | undefined
  const [en, ar] = [content('english'), content('arabic')]
  return {
    no_text: description.value['no_text'] === true,
    wording: { ...(en ? { en } : {}), ...(ar ? { ar } : {}) },
  }
}

function leadOf(record: ProcessRecord, at: string, facet: string): Fact | undefined {
  return recordAsOf(record, { at, basis: 'known' })?.facets[facet]?.lead
}

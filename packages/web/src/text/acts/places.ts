// References of an act to records outside the text: parties, occasions, issues, each with its
// compartment, as the contract takes them.
import type { ChoiceOption } from '../../design/fields.tsx'
import { shortName } from '@sulh/analysis/text/labels'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { leadOf } from '../../process/view.ts'
import { useOpenText } from '../open_text.ts'

export type Place = { readonly compartment_id: string; readonly id: string }

/** The place of a record of the process; undefined where this seat does not know it. */
export function usePlaceOf(): (id: string) => Place | undefined {
  const { view } = useProcess()
  return (id) => {
    const state = view.get(id)
    return state && { compartment_id: state.compartment_id, id: state.id }
  }
}
export function usePlacesOf(): (ids: readonly string[]) => Place[] {
  const placeOf = usePlaceOf()
  return (ids) => ids.flatMap((id) => placeOf(id) ?? [])
}

/** Parties that this seat may act for: all for who holds the pen, else its own. */
export function usePartyOptions(): readonly ChoiceOption[] {
  const { lang } = useText()
  const { tree, instrument } = useOpenText()
  const { holder, speaks_for } = instrument.part
  return tree.parties
    .filter((p) => holder || speaks_for.includes(p.id))
    .map((p) => ({ id: p.id, label: shortName(tree.parties, p.id, lang) }))
}

/** Rounds and meetings that this text concerns: where a clause was agreed, a slot closed. */
export function useOccasions(): readonly ChoiceOption[] {
  const { view } = useProcess()
  const { pick } = useText()
  const { instrument } = useOpenText()
  const rounds = view.refs(leadOf(instrument.state), 'concerns').filter((s) => s.kind === 'round')
  const body = view.ref(leadOf(instrument.state), 'body')
  const others = view
    .of('round')
    .filter((r) => body !== undefined && leadOf(r)?.references.some((x) => x.id === body.id))
  return [...rounds, ...others]
    .filter((s, i, all) => all.findIndex((o) => o.id === s.id) === i)
    .map((s) => ({ id: s.id, label: pick(view.title(s)) }))
}

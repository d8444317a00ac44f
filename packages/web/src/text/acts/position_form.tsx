// Where a party stands on a slot: what it accepts, prefers, rejects, and how that is known. The basis
// decides where the position lies, and with it who can read it; the three never mix.
import { basisLabels, letterIn, shortName } from '@sulh/analysis/text/labels'
import { positionBases, type PositionBasis, type Slot } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Choice, Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { ReadersList } from '../../process/forms/readers_list.tsx'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { basesFor } from '../permitted.ts'
import { useProvenance } from '../provenance.tsx'
import { useSeat } from '../seat.ts'
import { TextForm } from '../text_form.tsx'
import { plainWords } from '../words_in_line.ts'
import { usePlaceOf } from './places.ts'

const stances = ['none', 'accepts', 'prefers', 'rejects'] as const
type Stance = (typeof stances)[number]

export function PositionForm(props: {
  readonly slot: Slot
  readonly onDone: () => void
}): ReactNode {
  const { slot } = props
  const { t, pick, lang } = useText()
  const { say, tree, home, instrument } = useOpenText()
  const placeOf = usePlaceOf()
  const bases = basesFor(useSeat())
  const offered = positionBases.filter((b) => bases[b].length > 0)
  const [basis, setBasis] = useState<PositionBasis>(offered[0] ?? 'declared')
  const { holder, speaks_for } = instrument.part
  const own = basis === 'declared' && !holder
  const parties = tree.parties.filter((p) => !own || speaks_for.includes(p.id))
  const [party, setParty] = useState(speaks_for[0] ?? parties[0]?.id ?? '')
  const places = bases[basis]
  const [place, setPlace] = useState('')
  const compartment_id = places.some((c) => c.id === place) ? place : (places[0]?.id ?? '')
  const known = slot.positions.find(
    (p) => p.party === party && p.basis === basis && p.compartment_id === compartment_id,
  )
  const key = `${party} ${basis} ${compartment_id}`
  const [typed, setTyped] = useState<Record<string, Record<string, Stance>>>({})
  const stanceOf = (id: string): Stance =>
    typed[key]?.[id] ??
    (known?.prefers === id
      ? 'prefers'
      : known?.accepts.includes(id)
        ? 'accepts'
        : known?.rejects.includes(id)
          ? 'rejects'
          : 'none')
  const [note, setNote] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  // A position may point only at what all its readers can see: tabled ones, or those beside it.
  const alternatives = slot.alternatives.filter(
    (a) =>
      (a.status === 'tabled' || a.status === 'proposed') &&
      (a.compartment_id === home || a.compartment_id === compartment_id),
  )
  const take = (id: string, stance: Stance) =>
    setTyped((old) => {
      const before = Object.fromEntries(
        alternatives.map((a): [string, Stance] => {
          const now = stanceOf(a.id)
          // One alternative at most is preferred.
          return [a.id, stance === 'prefers' && now === 'prefers' ? 'accepts' : now]
        }),
      )
      return { ...old, [key]: { ...before, [id]: stance } }
    })
  const submit = async () => {
    setAsked(true)
    if (isHalf(note)) return
    const those = (stance: Stance) =>
      alternatives.filter((a) => stanceOf(a.id) === stance).map((a) => a.id)
    const prefers = those('prefers')[0]
    const input = {
      slot_id: slot.id,
      position_id: known?.id ?? acting.id(`position ${key}`),
      compartment_id,
      party: placeOf(party),
      basis,
      accepts: [...those('accepts'), ...those('prefers')],
      ...(prefers === undefined ? {} : { prefers }),
      rejects: those('rejects'),
      note: given(note),
    }
    if (!(await acting.send('recordPosition', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_position', { name: shortName(tree.parties, party, lang) }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_position')}
      submit={t('text.submit_position')}
      acting={acting}
      provenance={provenance}
      isDisabled={party === ''}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice
        label={t('text.basis')}
        value={basis}
        onChange={(b) => setBasis(b as PositionBasis)}
        options={offered.map((id) => ({ id, label: basisLabels[id][lang] }))}
        help={t(`text.basis_${basis}`)}
      />
      {places.length > 1 ? (
        <Choice
          label={t('text.where')}
          value={compartment_id}
          onChange={setPlace}
          options={places.map((c) => ({ id: c.id, label: pick(c.name) }))}
          error={acting.refusal?.faults['compartment_id']}
        />
      ) : null}
      <ReadersList compartment_id={compartment_id} />
      <Choice
        label={t('text.party')}
        value={party}
        onChange={setParty}
        options={parties.map((p) => ({ id: p.id, label: shortName(tree.parties, p.id, lang) }))}
      />
      {alternatives.length === 0 ? <Note>{t('text.no_alternatives')}</Note> : null}
      {alternatives.map((a) => (
        <Choice
          key={a.id}
          label={`${letterIn(a.label, lang)}: ${plainWords(a, lang, t)}`}
          value={stanceOf(a.id)}
          onChange={(s) => take(a.id, s as Stance)}
          options={stances.map((id) => ({ id, label: t(`text.stance_${id}`) }))}
        />
      ))}
      {acting.refusal?.faults['rejects'] ? (
        <p className={css['soft']}>{acting.refusal.faults['rejects']}</p>
      ) : null}
      <BothInput label={t('text.note')} value={note} onChange={setNote} asked={asked} />
    </TextForm>
  )
}

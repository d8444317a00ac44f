// What a model is called, what is noted on it and whom it is between.
import { useState, type ReactNode } from 'react'
import { BothInput, go, isHalf, noWords, PartyMark } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { partyOf, type DealCase, type DealParty } from './case.ts'
import css from './deal.module.css'
import { recordOfHead } from './model_records.ts'
import { RecordFoot, useRecording } from './record_foot.tsx'

/** Title, note and parties: of a new model where there is no `deal`. */
export function ModelHead(props: {
  readonly compartment_id: string
  readonly deal: DealCase | undefined
  readonly onDone: () => void
  /** Absent where nothing else is there to go back to. */
  readonly onLeave?: (() => void) | undefined
}): ReactNode {
  const { deal, compartment_id, onDone } = props
  const { t } = useText()
  const { view } = useProcess()
  const mark = leadOf(deal?.model)?.mark === 'illustration' ? 'illustration' : 'none'
  const recording = useRecording(compartment_id, mark)
  const [form, setForm] = useState({
    title: deal?.title ?? noWords,
    note: deal?.note ?? noWords,
    parties: new Set(deal?.parties.map((p) => p.id)) as ReadonlySet<string>,
  })
  const [tried, setTried] = useState(false)
  const set = (patch: Partial<typeof form>) => setForm((old) => ({ ...old, ...patch }))
  const [sides, others] = actorsOf(view.of('actor'))
  const chosen = [...sides, ...others].filter((p) => form.parties.has(p.id))
  const faults = [
    ...(form.title.en.trim() === '' || form.title.ar.trim() === '' ? [t('deal.lack_title')] : []),
    ...(chosen.length < 2 ? [t('deal.lack_parties')] : []),
    ...(isHalf(form.note) ? [t('deal.lack_note')] : []),
  ]
  const save = async () => {
    setTried(true)
    if (faults.length > 0) return
    const record = recordOfHead(deal, { ...form, parties: chosen })
    if (!(await recording.record(record, { isNew: !deal }))) return
    onDone()
    if (!deal) go(paths.dealModel(record.id))
  }
  return (
    <div className={css['panel']}>
      <div className={css['two']}>
        <BothInput
          label={t('deal.name')}
          isRequired
          asked={tried}
          value={form.title}
          onChange={(title) => set({ title })}
        />
        <BothInput
          label={t('deal.note')}
          asked={tried}
          value={form.note}
          onChange={(note) => set({ note })}
        />
      </div>
      <Parties chosen={form.parties} onChange={(parties) => set({ parties })} />
      <RecordFoot
        lacks={tried ? faults : []}
        recording={recording}
        onRecord={() => void save()}
        onLeave={props.onLeave}
      />
    </div>
  )
}

/** Between whom: the sides of the talks at once, everybody else behind a line. */
function Parties(props: {
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
}): ReactNode {
  const { chosen, onChange } = props
  const { t, pick } = useText()
  const { view } = useProcess()
  const [sides, others] = actorsOf(view.of('actor'))
  const tick = (party: DealParty) => (
    <label key={party.id} className={css['check']}>
      <input
        type="checkbox"
        checked={chosen.has(party.id)}
        onChange={(event) => {
          const next = new Set(chosen)
          if (event.target.checked) next.add(party.id)
          else next.delete(party.id)
          onChange(next)
        }}
      />
      <PartyMark side={party.side} /> {pick(party.name)}
    </label>
  )
  return (
    <fieldset className={css['option_fields']}>
      <legend>{t('deal.parties')}</legend>
      <div className={css['row']}>{sides.map(tick)}</div>
      <details open={others.some((p) => chosen.has(p.id))}>
        <summary className={css['summary']}>{t('deal.parties_others')}</summary>
        <div className={css['two']}>{others.map(tick)}</div>
      </details>
    </fieldset>
  )
}

/** The sides of the talks, and everybody else. */
function actorsOf(actors: readonly State[]): readonly [readonly DealParty[], readonly DealParty[]] {
  const sided = (state: State) => valueOf(state, 'actor', 'description')?.side !== undefined
  return [actors.filter(sided).map(partyOf), actors.filter((s) => !sided(s)).map(partyOf)]
}

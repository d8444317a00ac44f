// Points that come from elsewhere in the process: the open slots of a text with their alternatives as
// options, and an issue of a track, whose options are then written down.
import { useMemo, useState, type ReactNode } from 'react'
import { Button, Failure, Note, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import { leadOf, valueOf } from '../process/view.ts'
import { useInstrument, useInstruments } from '../text/data.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import { emptyPoint, recordOfPoint, slotsToTake, type PointForm } from './model_records.ts'
import { recordDeal } from './send.ts'

export function TakeIssue(props: {
  readonly deal: DealCase
  readonly onTake: (form: PointForm) => void
}): ReactNode {
  const { deal, onTake } = props
  const { t, pick } = useText()
  const { view } = useProcess()
  const take = (id: string) => {
    const state = view.get(id)
    const title = valueOf(state, 'issue', 'description')?.title
    if (!state || !title) return
    onTake({
      ...emptyPoint(deal),
      title,
      track: view.ref(leadOf(state), 'track')?.id ?? '',
      references: [{ path: 'issue', compartment_id: state.compartment_id, id }],
    })
  }
  const byTrack = Map.groupBy(view.of('issue'), (s) => view.ref(leadOf(s), 'track'))
  return (
    <label>
      {t('deal.take_issue')}{' '}
      <select className={css['select']} value="" onChange={(event) => take(event.target.value)}>
        <option value="">—</option>
        {[...byTrack].map(([track, issues]) => (
          <optgroup key={track?.id ?? ''} label={pick(view.title(track))}>
            {issues.map((issue) => (
              <option key={issue.id} value={issue.id}>
                {pick(view.title(issue))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

export function TakeSlots({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const texts = useInstruments()
  const [id, setId] = useState('')
  if (texts.length === 0) return null
  return (
    <details>
      <summary className={css['summary']}>{t('deal.take_slots')}</summary>
      <div className={css['panel']}>
        <label>
          {t('words.kind_instrument')}{' '}
          <select
            className={css['select']}
            value={id}
            onChange={(event) => setId(event.target.value)}
          >
            <option value="">—</option>
            {texts.map((text) => (
              <option key={text.id} value={text.id}>
                {pick(view.title(text))}
              </option>
            ))}
          </select>
        </label>
        {id === '' ? null : <OfText key={id} deal={deal} id={id} />}
      </div>
    </details>
  )
}

function OfText({ deal, id }: { readonly deal: DealCase; readonly id: string }): ReactNode {
  const { t, pick, number } = useText()
  const process = useProcess()
  const { view, records } = process
  const { instrument, error } = useInstrument(id)
  const { busy, refusal, send } = useSending()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [taken, setTaken] = useState(0)
  const own = instrument?.records
  const placeOf = useMemo(() => {
    const places = new Map(own?.map((r) => [r.id, r.compartment_id]))
    return (of: string) => places.get(of) ?? records.get(of)?.compartment_id
  }, [own, records])
  const tree = instrument?.tree
  const forms = useMemo(
    () =>
      tree
        ? slotsToTake(deal, tree, {
            instrument: { id, compartment_id: placeOf(id) ?? '' },
            placeOf,
            trackOf: (issue) => view.ref(leadOf(view.get(issue)), 'track')?.id,
            noText: { en: 'No text', ar: 'بلا نص' },
          })
        : [],
    [deal, tree, id, placeOf, view],
  )
  if (error) return <Failure error={error} />
  if (!tree) return <Skeleton lines={4} />
  const slotOf = (form: PointForm) => form.references.find((r) => r.path === 'slot')?.id ?? ''
  const chosen = forms.filter((form) => form.options.length > 0 && !left.has(slotOf(form)))
  const take = async () => {
    const done = await send(() =>
      recordDeal(process, {
        compartment_id: deal.compartment_id,
        create: chosen.map((form) => recordOfPoint(deal, form, placeOf)),
      }),
    )
    if (done) setTaken(chosen.length)
  }
  return (
    <>
      {taken > 0 ? <Note>{t('deal.taken', { count: number(taken) })}</Note> : null}
      {forms.length === 0 ? (
        <p className={css['soft']}>{t('deal.no_slots_left')}</p>
      ) : (
        <>
          <p className={css['soft']}>{t('deal.take_slots_help')}</p>
          <ul className={css['bare']}>
            {forms.map((form) => {
              const slot = slotOf(form)
              return (
                <li key={slot}>
                  <label className={css['check']}>
                    <input
                      type="checkbox"
                      checked={!left.has(slot)}
                      onChange={(event) => {
                        const next = new Set(left)
                        if (event.target.checked) next.delete(slot)
                        else next.add(slot)
                        setLeft(next)
                      }}
                    />
                    <span>
                      {pick(form.title)}{' '}
                      <span className={css['soft']}>
                        {form.options.map((o) => pick(o.title)).join(' / ')}
                      </span>
                    </span>
                  </label>
                </li>
              )
            })}
          </ul>
          {refusal ? <Note tone="warning">{refusal}</Note> : null}
          <Button
            variant="primary"
            isDisabled={busy || chosen.length === 0}
            onPress={() => void take()}
          >
            {t('deal.take_chosen', { count: number(chosen.length) })}
          </Button>
        </>
      )}
    </>
  )
}

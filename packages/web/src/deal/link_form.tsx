// One link as it is written down. Before it is recorded it is said in words, and links that cannot hold
// together with it are named.
import { useMemo, useState, type ReactNode } from 'react'
import { BothInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import { FailureWords } from './failure_words.tsx'
import { Bonus, Choices, Numeric } from './link_fields.tsx'
import { linkWords } from './link_words.ts'
import { conflictWith, linkLacks, linkOfForm, recordOfLink, type LinkForm } from './link_records.ts'
import { RecordFoot, useRecording } from './record_foot.tsx'

const classes = ['requires', 'excludes', 'together', 'at_most', 'budget', 'bonus'] as const

export function LinkPanel(props: {
  readonly deal: DealCase
  readonly given: LinkForm
  readonly onDone: () => void
}): ReactNode {
  const { deal, onDone } = props
  const text = useText()
  const { t, lang } = text
  const recording = useRecording(deal.compartment_id)
  const [form, setForm] = useState(props.given)
  const [tried, setTried] = useState(false)
  const set = (patch: Partial<LinkForm>) => setForm((old) => ({ ...old, ...patch }))
  const lacks = linkLacks(form)
  const named = lacks.every((lack) => lack === 'reason')
  const conflict = useMemo(() => conflictWith(deal, form, lang), [deal, form, lang])
  const save = async () => {
    setTried(true)
    if (lacks.length > 0 || conflict) return
    const taken = await recording.record(recordOfLink(deal, form), { isNew: form.id === undefined })
    if (taken) onDone()
  }
  return (
    <div className={css['panel']} role="group" aria-label={t('deal.add_link')}>
      <h3>{form.id === undefined ? t('deal.add_link') : t('deal.change_link')}</h3>
      <OfClass deal={deal} form={form} onChange={set} />
      <div className={css['two']}>
        <BothInput
          label={t('deal.link_reason')}
          isRequired
          asked={tried}
          value={form.reason}
          onChange={(reason) => set({ reason })}
        />
      </div>
      {named ? <p role="status">{linkWords(deal, linkOfForm(deal, form), text)}</p> : null}
      {conflict ? <FailureWords {...conflict} /> : null}
      <RecordFoot
        lacks={tried ? lacks.map((lack) => t(`deal.link_lack_${lack}`)) : []}
        recording={recording}
        isBarred={conflict !== undefined}
        onRecord={() => void save()}
        onLeave={onDone}
      />
    </div>
  )
}

/** Which sort of link it is, and what is filled in for that sort. */
function OfClass(props: {
  readonly deal: DealCase
  readonly form: LinkForm
  readonly onChange: (patch: Partial<LinkForm>) => void
}): ReactNode {
  const { deal, form, onChange: set } = props
  const { t } = useText()
  return (
    <>
      <label>
        {t('deal.link_class')}{' '}
        <select
          className={css['select']}
          value={form.class}
          onChange={(event) => {
            const found = classes.find((c) => c === event.target.value)
            if (found) set({ class: found })
          }}
        >
          {classes.map((c) => (
            <option key={c} value={c}>
              {t(`deal.class_${c}`)}
            </option>
          ))}
        </select>
      </label>
      <p className={css['soft']}>{t(`deal.class_help_${form.class}`)}</p>
      <Choices
        deal={deal}
        title={t(form.class === 'requires' ? 'deal.link_when' : 'deal.link_of')}
        choices={form.choices}
        costs={form.class === 'budget' ? form.costs : undefined}
        onChange={(choices, costs) => set({ choices, ...(costs ? { costs } : {}) })}
      />
      {form.class === 'requires' ? (
        <Choices
          deal={deal}
          title={t('deal.link_then')}
          choices={form.then}
          costs={undefined}
          onChange={(then) => set({ then })}
        />
      ) : null}
      {form.class === 'at_most' ? (
        <Numeric label={t('deal.link_k')} value={form.k} onChange={(k) => set({ k })} />
      ) : null}
      {form.class === 'budget' ? (
        <Numeric
          label={t('deal.link_limit')}
          value={form.limit}
          onChange={(n) => set({ limit: n })}
        />
      ) : null}
      {form.class === 'bonus' ? <Bonus deal={deal} form={form} onChange={set} /> : null}
    </>
  )
}

// One open point as it is written down: its title, its track, its options and which of them is on the
// table. An option that a link speaks of is not taken out beneath it.
import type { Bilingual } from '@sulh/contract/wording'
import { useState, type ReactNode } from 'react'
import { BothInput, Button, Note } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import type { DealCase, DealOption } from './case.ts'
import css from './deal.module.css'
import { linkWords } from './link_words.ts'
import { lacksOf, linksBroken, recordOfPoint, withOption, type PointForm } from './model_records.ts'
import { RecordFoot, useRecording } from './record_foot.tsx'

export function PointPanel(props: {
  readonly deal: DealCase
  readonly given: PointForm
  readonly onDone: () => void
}): ReactNode {
  const { deal, onDone } = props
  const text = useText()
  const { t } = text
  const process = useProcess()
  const recording = useRecording(deal.compartment_id)
  const [form, setForm] = useState(props.given)
  const [tried, setTried] = useState(false)
  const set = (patch: Partial<PointForm>) => setForm((old) => ({ ...old, ...patch }))
  const lacks = lacksOf(form)
  const broken = form.id === undefined ? [] : linksBroken(deal, form)
  const placeOf = (id: string) =>
    process.records.get(id)?.compartment_id ??
    form.references.find((r) => r.path === 'slot')?.compartment_id
  const save = async () => {
    setTried(true)
    if (lacks.length > 0 || broken.length > 0) return
    const record = recordOfPoint(deal, form, placeOf)
    if (await recording.record(record, { isNew: form.id === undefined })) onDone()
  }
  const setTitle = (key: string, title: Bilingual) =>
    set({ options: form.options.map((o) => (o.key === key ? { ...o, title } : o)) })
  return (
    <div className={css['panel']} role="group" aria-label={t('deal.point')}>
      <h3>{form.id === undefined ? t('deal.add_point') : t('deal.change_point')}</h3>
      <div className={css['two']}>
        <BothInput
          label={t('deal.name')}
          isRequired
          asked={tried}
          value={form.title}
          onChange={(title) => set({ title })}
        />
      </div>
      <Track value={form.track} onChange={(track) => set({ track })} />
      {form.options.map((option, i) => (
        <OptionFields
          key={option.key}
          nth={i + 1}
          option={option}
          onTable={form.table === option.key}
          onChange={(title) => setTitle(option.key, title)}
          onTableNow={() => set({ table: option.key })}
          onRemove={() => set({ options: form.options.filter((o) => o.key !== option.key) })}
        />
      ))}
      <Button onPress={() => setForm(withOption)}>{t('deal.add_option')}</Button>
      {broken.length > 0 ? (
        <Note tone="warning">
          {t('deal.option_in_links')}
          <ul className={css['list']}>
            {broken.map((link) => (
              <li key={link.id}>{linkWords(deal, link, text)}</li>
            ))}
          </ul>
        </Note>
      ) : null}
      <RecordFoot
        lacks={tried ? lacks.map((lack) => t(`deal.lack_${lack}`)) : []}
        recording={recording}
        onRecord={() => void save()}
        onLeave={onDone}
      />
    </div>
  )
}

function Track(props: {
  readonly value: string
  readonly onChange: (track: string) => void
}): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  return (
    <label>
      {t('words.kind_track')}{' '}
      <select
        className={css['select']}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">—</option>
        {view.of('track').map((track) => (
          <option key={track.id} value={track.id}>
            {pick(view.title(track))}
          </option>
        ))}
      </select>
    </label>
  )
}

function OptionFields(props: {
  readonly nth: number
  readonly option: DealOption
  /** Whether the text on the table amounts to it. */
  readonly onTable: boolean
  readonly onChange: (title: Bilingual) => void
  readonly onTableNow: () => void
  readonly onRemove: () => void
}): ReactNode {
  const { nth, option, onTable, onChange, onTableNow, onRemove } = props
  const { t, pick } = useText()
  return (
    <fieldset className={css['option_fields']}>
      <legend>{t('deal.option_n', { n: nth })}</legend>
      <div className={css['two']}>
        <BothInput label={t('deal.option')} value={option.title} onChange={onChange} />
      </div>
      <div className={css['row']}>
        <label className={css['check']}>
          <input type="radio" name="on_the_table" checked={onTable} onChange={onTableNow} />
          {t('deal.on_table')}
        </label>
        <Button
          variant="plain"
          label={t('deal.remove_of', { name: pick(option.title) || String(nth) })}
          onPress={onRemove}
        >
          {t('deal.remove')}
        </Button>
      </div>
    </fieldset>
  )
}

// The open points of a model: taken over from the open slots of a text and from issues of the tracks,
// or made by hand; changed, and withdrawn with what hangs on them.
import { useState, type ReactNode } from 'react'
import { Button, DataTable, Note, Section, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import type { DealCase, DealOption, OpenPoint } from './case.ts'
import css from './deal.module.css'
import { linkWords } from './link_words.ts'
import {
  emptyPoint,
  formOfPoint,
  goesWith,
  lacksOf,
  linksBroken,
  recordOfPoint,
  withOption,
  type PointForm,
} from './model_records.ts'
import { TakeIssue, TakeSlots } from './points_taken.tsx'
import { recordDeal } from './send.ts'

const clipped = (text: string) => (text.length > 90 ? `${text.slice(0, 89)}…` : text)

export function PointsEditor({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const [form, setForm] = useState<PointForm>()
  const [leaving, setLeaving] = useState<OpenPoint>()
  const edit = (next: PointForm) => {
    setLeaving(undefined)
    setForm(next)
  }
  return (
    <Section title={t('deal.points_title')} count={deal.points.length}>
      <p className={css['soft']}>{t('deal.points_help')}</p>
      <DataTable
        label={t('deal.points_title')}
        rows={deal.points}
        rowKey={(p) => p.id}
        empty={t('deal.no_points')}
        columns={[
          { key: 'point', title: t('deal.point'), render: (p) => pick(p.title) },
          { key: 'track', title: t('words.kind_track'), render: (p) => pick(view.title(p.track)) },
          {
            key: 'options',
            title: t('deal.options'),
            render: (p) => (
              <ul className={css['options']}>
                {p.options.map((o) => (
                  <li key={o.key} data-table={o.key === p.table}>
                    {clipped(pick(o.title))}
                    {o.key === p.table ? ` (${t('deal.table_now')})` : ''}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'acts',
            title: t('deal.acts'),
            render: (p) => (
              <span className={css['row']}>
                <Button
                  label={t('deal.change_of', { name: pick(p.title) })}
                  onPress={() => edit(formOfPoint(p, p.order))}
                >
                  {t('deal.change')}
                </Button>
                <Button
                  variant="plain"
                  label={t('deal.withdraw_of', { name: pick(p.title) })}
                  onPress={() => {
                    setForm(undefined)
                    setLeaving(p)
                  }}
                >
                  {t('deal.withdraw')}
                </Button>
              </span>
            ),
          },
        ]}
      />
      {leaving ? (
        <Withdraw
          key={leaving.id}
          deal={deal}
          point={leaving}
          onDone={() => setLeaving(undefined)}
        />
      ) : null}
      {form ? (
        <Form
          key={form.id ?? `new ${form.title.en}`}
          deal={deal}
          given={form}
          onDone={() => setForm(undefined)}
        />
      ) : (
        <>
          <div className={css['row']}>
            <Button onPress={() => edit(emptyPoint(deal))}>{t('deal.add_point')}</Button>
            <TakeIssue deal={deal} onTake={edit} />
          </div>
          <TakeSlots deal={deal} />
        </>
      )}
    </Section>
  )
}

function Withdraw(props: {
  readonly deal: DealCase
  readonly point: OpenPoint
  readonly onDone: () => void
}): ReactNode {
  const { deal, point, onDone } = props
  const text = useText()
  const { t, pick, number } = text
  const process = useProcess()
  const { busy, refusal, send } = useSending()
  const { links, estimates } = goesWith(deal, point)
  const withdraw = async () => {
    const reason = {
      en: `“${point.title.en}” is no point of this model any more.`,
      ar: `لم تعد «${point.title.ar}» نقطة في هذا النموذج.`,
    }
    const all = [point.id, ...links.map((l) => l.id), ...estimates.map((e) => e.state.id)]
    const done = await send(() =>
      recordDeal(process, {
        compartment_id: deal.compartment_id,
        withdraw: all.map((id) => ({ id, reason })),
      }),
    )
    if (done) onDone()
  }
  return (
    <Note tone="warning">
      <strong>{t('deal.withdraw_of', { name: pick(point.title) })}</strong>
      <p>{t('deal.withdraw_with', { estimates: number(estimates.length) })}</p>
      {links.length > 0 ? (
        <ul className={css['list']}>
          {links.map((link) => (
            <li key={link.id}>{linkWords(deal, link, text)}</li>
          ))}
        </ul>
      ) : null}
      {refusal ? <p role="alert">{refusal}</p> : null}
      <span className={css['row']}>
        <Button variant="primary" isDisabled={busy} onPress={() => void withdraw()}>
          {t('deal.withdraw')}
        </Button>
        <Button onPress={onDone}>{t('deal.keep')}</Button>
      </span>
    </Note>
  )
}

function Form(props: {
  readonly deal: DealCase
  readonly given: PointForm
  readonly onDone: () => void
}): ReactNode {
  const { deal, onDone } = props
  const text = useText()
  const { t, pick } = text
  const process = useProcess()
  const { busy, refusal, send } = useSending()
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
    const { compartment_id } = deal
    const done = await send(() =>
      recordDeal(
        process,
        form.id === undefined
          ? { compartment_id, create: [record] }
          : { compartment_id, change: [record] },
      ),
    )
    if (done) onDone()
  }
  const option = (key: string, patch: Partial<DealOption>) =>
    set({ options: form.options.map((o) => (o.key === key ? { ...o, ...patch } : o)) })
  return (
    <div className={css['panel']} role="group" aria-label={t('deal.point')}>
      <h3>{form.id === undefined ? t('deal.add_point') : t('deal.change_point')}</h3>
      <div className={css['two']}>
        <TextInput
          label={t('deal.title_en')}
          lang="en"
          isRequired
          value={form.title.en}
          onChange={(en) => set({ title: { ...form.title, en } })}
        />
        <TextInput
          label={t('deal.title_ar')}
          lang="ar"
          isRequired
          value={form.title.ar}
          onChange={(ar) => set({ title: { ...form.title, ar } })}
        />
      </div>
      <label>
        {t('words.kind_track')}{' '}
        <select
          className={css['select']}
          value={form.track}
          onChange={(event) => set({ track: event.target.value })}
        >
          <option value="">—</option>
          {process.view.of('track').map((track) => (
            <option key={track.id} value={track.id}>
              {pick(process.view.title(track))}
            </option>
          ))}
        </select>
      </label>
      {form.options.map((o, i) => (
        <fieldset key={o.key} className={css['option_fields']}>
          <legend>{t('deal.option_n', { n: i + 1 })}</legend>
          <div className={css['two']}>
            <TextInput
              label={t('deal.option_en')}
              lang="en"
              value={o.title.en}
              onChange={(en) => option(o.key, { title: { ...o.title, en } })}
            />
            <TextInput
              label={t('deal.option_ar')}
              lang="ar"
              value={o.title.ar}
              onChange={(ar) => option(o.key, { title: { ...o.title, ar } })}
            />
          </div>
          <div className={css['row']}>
            <label className={css['check']}>
              <input
                type="radio"
                name="on_the_table"
                checked={form.table === o.key}
                onChange={() => set({ table: o.key })}
              />
              {t('deal.on_table')}
            </label>
            <Button
              variant="plain"
              label={t('deal.remove_of', { name: pick(o.title) || String(i + 1) })}
              onPress={() => set({ options: form.options.filter((x) => x.key !== o.key) })}
            >
              {t('deal.remove')}
            </Button>
          </div>
        </fieldset>
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
      {tried && lacks.length > 0 ? (
        <Note tone="warning">
          <span role="alert">{lacks.map((lack) => t(`deal.lack_${lack}`)).join(' ')}</span>
        </Note>
      ) : null}
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      <span className={css['row']}>
        <Button variant="primary" isDisabled={busy} onPress={() => void save()}>
          {t('deal.record')}
        </Button>
        <Button onPress={onDone}>{t('deal.leave')}</Button>
      </span>
    </div>
  )
}

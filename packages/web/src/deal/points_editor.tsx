// The open points of a model: taken over from the open slots of a text and from issues of the tracks,
// or made by hand; changed, and withdrawn with what hangs on them.
import { useState, type ReactNode } from 'react'
import { Button, DataTable, Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import type { DealCase, OpenPoint } from './case.ts'
import css from './deal.module.css'
import { linkWords } from './link_words.ts'
import { emptyPoint, formOfPoint, goesWith, type PointForm } from './model_records.ts'
import { PointPanel } from './point_form.tsx'
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
        <PointPanel
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

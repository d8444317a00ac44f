// Links between open points, also across tracks: added, changed and withdrawn. Before one is recorded
// it is said in words, and links that cannot hold together are named.
import { useMemo, useState, type ReactNode } from 'react'
import { Button, Note, Section, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import type { Choice, DealCase, DealLink } from './case.ts'
import css from './deal.module.css'
import { FailureWords } from './failure_words.tsx'
import { linkWords } from './link_words.ts'
import {
  conflictWith,
  emptyLink,
  formOfLink,
  linkLacks,
  linkOfForm,
  recordOfLink,
  type LinkForm,
} from './model_records.ts'
import { recordDeal } from './send.ts'

const classes = ['requires', 'excludes', 'together', 'at_most', 'budget', 'bonus'] as const

export function LinksEditor({ deal }: { readonly deal: DealCase }): ReactNode {
  const text = useText()
  const { t, pick } = text
  const process = useProcess()
  const { busy, refusal, send } = useSending()
  const [form, setForm] = useState<LinkForm>()
  const [leaving, setLeaving] = useState('')
  const withdraw = async (link: DealLink) => {
    const done = await send(() =>
      recordDeal(process, {
        compartment_id: deal.compartment_id,
        withdraw: [
          { id: link.id, reason: { en: 'The link does not hold.', ar: 'الصلة غير قائمة.' } },
        ],
      }),
    )
    if (done) setLeaving('')
  }
  return (
    <Section title={t('deal.links')} count={deal.links.length}>
      {deal.links.length === 0 ? <p className={css['soft']}>{t('deal.links_none')}</p> : null}
      <ul className={css['bare']}>
        {deal.links.map((link) => {
          const words = linkWords(deal, link, text)
          return (
            <li key={link.id} className={css['estimate']}>
              <div className={css['link_row']}>
                <div>
                  <b>{t(`deal.class_${link.class}`)}</b> {words}{' '}
                  <span className={css['soft']}>{pick(link.reason)}</span>
                </div>
                <span className={css['row']}>
                  <Button
                    label={t('deal.change_of', { name: words })}
                    onPress={() => setForm(formOfLink(link))}
                  >
                    {t('deal.change')}
                  </Button>
                  {leaving === link.id ? (
                    <>
                      <Button
                        variant="primary"
                        isDisabled={busy}
                        onPress={() => void withdraw(link)}
                      >
                        {t('deal.withdraw_yes')}
                      </Button>
                      <Button onPress={() => setLeaving('')}>{t('deal.keep')}</Button>
                    </>
                  ) : (
                    <Button
                      variant="plain"
                      label={t('deal.withdraw_of', { name: words })}
                      onPress={() => setLeaving(link.id)}
                    >
                      {t('deal.withdraw')}
                    </Button>
                  )}
                </span>
              </div>
            </li>
          )
        })}
      </ul>
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      {form ? (
        <Form key={form.id ?? 'new'} deal={deal} given={form} onDone={() => setForm(undefined)} />
      ) : deal.points.length === 0 ? null : (
        <Button onPress={() => setForm(emptyLink)}>{t('deal.add_link')}</Button>
      )}
    </Section>
  )
}

function Form(props: {
  readonly deal: DealCase
  readonly given: LinkForm
  readonly onDone: () => void
}): ReactNode {
  const { deal, onDone } = props
  const text = useText()
  const { t, lang } = text
  const process = useProcess()
  const { busy, refusal, send } = useSending()
  const [form, setForm] = useState(props.given)
  const [tried, setTried] = useState(false)
  const set = (patch: Partial<LinkForm>) => setForm((old) => ({ ...old, ...patch }))
  const lacks = linkLacks(form)
  const named = lacks.every((lack) => lack === 'reason')
  const conflict = useMemo(() => conflictWith(deal, form, lang), [deal, form, lang])
  const save = async () => {
    setTried(true)
    if (lacks.length > 0 || conflict) return
    const record = recordOfLink(deal, form)
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
  return (
    <div className={css['panel']} role="group" aria-label={t('deal.add_link')}>
      <h3>{form.id === undefined ? t('deal.add_link') : t('deal.change_link')}</h3>
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
      <div className={css['two']}>
        <TextInput
          label={t('deal.link_reason_en')}
          lang="en"
          isRequired
          value={form.reason.en}
          onChange={(en) => set({ reason: { ...form.reason, en } })}
        />
        <TextInput
          label={t('deal.link_reason_ar')}
          lang="ar"
          isRequired
          value={form.reason.ar}
          onChange={(ar) => set({ reason: { ...form.reason, ar } })}
        />
      </div>
      {named ? <p role="status">{linkWords(deal, linkOfForm(deal, form), text)}</p> : null}
      {conflict ? <FailureWords {...conflict} /> : null}
      {tried && lacks.length > 0 ? (
        <Note tone="warning">
          <span role="alert">{lacks.map((lack) => t(`deal.link_lack_${lack}`)).join(' ')}</span>
        </Note>
      ) : null}
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      <span className={css['row']}>
        <Button
          variant="primary"
          isDisabled={busy || conflict !== undefined}
          onPress={() => void save()}
        >
          {t('deal.record')}
        </Button>
        <Button onPress={onDone}>{t('deal.leave')}</Button>
      </span>
    </div>
  )
}

/** What the combination is worth to each party, in points of the whole; may be less than 0. */
function Bonus(props: {
  readonly deal: DealCase
  readonly form: LinkForm
  readonly onChange: (patch: Partial<LinkForm>) => void
}): ReactNode {
  const { t, pick } = useText()
  const { deal, form } = props
  return (
    <div className={css['row']}>
      {deal.parties.map((party) => (
        <Numeric
          key={party.id}
          label={t('deal.link_points', { party: pick(party.short) })}
          value={form.points.find((p) => p.party === party.id)?.points ?? 0}
          onChange={(amount) =>
            props.onChange({
              points: [
                ...form.points.filter((p) => p.party !== party.id),
                { party: party.id, points: amount },
              ],
            })
          }
        />
      ))}
    </div>
  )
}

function Numeric(props: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}): ReactNode {
  return (
    <label>
      {props.label}{' '}
      <input
        type="number"
        className={css['number']}
        value={Number.isNaN(props.value) ? '' : props.value}
        onChange={(event) => props.onChange(event.target.valueAsNumber)}
      />
    </label>
  )
}

function Choices(props: {
  readonly deal: DealCase
  readonly title: string
  readonly choices: readonly Choice[]
  readonly costs: readonly number[] | undefined
  readonly onChange: (choices: readonly Choice[], costs?: readonly number[]) => void
}): ReactNode {
  const { deal, title, choices, costs, onChange } = props
  const { t, pick } = useText()
  const change = (at: number, patch: Partial<Choice>) =>
    onChange(choices.map((c, i) => (i === at ? { ...c, ...patch } : c)))
  return (
    <fieldset className={css['option_fields']}>
      <legend>{title}</legend>
      {choices.map((choice, i) => {
        const point = deal.points.find((p) => p.id === choice.issue)
        const nth = `${title} ${i + 1}`
        return (
          // The place in the list is all that tells two empty choices apart.
          <div key={i} className={css['choice_row']}>
            <select
              className={css['select']}
              aria-label={`${nth}: ${t('deal.point')}`}
              value={choice.issue}
              onChange={(event) => change(i, { issue: event.target.value, option: '' })}
            >
              <option value="">{t('deal.point')}…</option>
              {deal.points.map((p) => (
                <option key={p.id} value={p.id}>
                  {pick(p.title)}
                </option>
              ))}
            </select>
            <select
              className={css['select']}
              aria-label={`${nth}: ${t('deal.option')}`}
              value={choice.option}
              onChange={(event) => change(i, { option: event.target.value })}
            >
              <option value="">{t('deal.option')}…</option>
              {(point?.options ?? []).map((o) => (
                <option key={o.key} value={o.key}>
                  {pick(o.title)}
                </option>
              ))}
            </select>
            {costs ? (
              <Numeric
                label={t('deal.link_cost')}
                value={costs[i] ?? 0}
                onChange={(cost) =>
                  onChange(
                    choices,
                    choices.map((_, k) => (k === i ? cost : (costs[k] ?? 0))),
                  )
                }
              />
            ) : null}
            {choices.length > 1 ? (
              <Button
                variant="plain"
                label={t('deal.remove_of', { name: nth })}
                onPress={() =>
                  onChange(
                    choices.filter((_, k) => k !== i),
                    costs?.filter((_, k) => k !== i),
                  )
                }
              >
                {t('deal.remove')}
              </Button>
            ) : null}
          </div>
        )
      })}
      <Button onPress={() => onChange([...choices, { issue: '', option: '' }])}>
        {t('deal.add_choice')}
      </Button>
    </fieldset>
  )
}

// From a package to the mission's bridging proposal. What it rests on and may reveal is shown first;
// where that is for the mediator only, a named person clears it, and the server refuses without.
import { dealEndpoints } from '@sulh/contract/deal'
import { memo, useState, type ReactNode } from 'react'
import {
  type Both,
  BothInput,
  noWords,
  Button,
  Choice,
  Dialog,
  Mark,
  Note,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { call } from '../session/api.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import type { DeepAnswer, Disclosed } from './deep.ts'
import type { Chosen } from './named_list.tsx'
import { choicesOf } from './problem.ts'
import { reasonsOf } from './reasons.ts'
import { NARROW, revealsOf, type Reveal } from './reveals.ts'
import { knownFrom, newRecords, type NewDealRecord } from './send.ts'
import type { DealAnswer, DealProblem } from './solve.ts'

type Props = {
  readonly deal: DealCase
  readonly chosen: Chosen
  readonly answer: DealAnswer
  readonly problem: DealProblem
  readonly trades: DeepAnswer | undefined
}

export const Propose = memo(function Propose(props: Props): ReactNode {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState(false)
  const told = props.deal.confidences.length > 0
  return (
    <>
      <div className={css['row']}>
        <Button variant="primary" onPress={() => setOpen(true)}>
          {t('deal.propose')}
        </Button>
        {told ? <span className={css['soft']}>{t('deal.marked')}</span> : null}
      </div>
      <Series disclosed={props.trades?.disclosed ?? []} />
      {done ? <Note>{t('deal.proposed')}</Note> : null}
      <Proposals deal={props.deal} />
      <Dialog title={t('deal.propose_title')} isOpen={open} onClose={() => setOpen(false)}>
        <Form
          {...props}
          onDone={() => {
            setOpen(false)
            setDone(true)
          }}
        />
      </Dialog>
    </>
  )
})

/** Warns where the proposals together would let the other side narrow a reservation value down. */
function Series({ disclosed }: { readonly disclosed: readonly Disclosed[] }): ReactNode {
  const { t, pick } = useText()
  const narrow = disclosed.filter(({ left }) => left < NARROW)
  if (narrow.length === 0) return null
  return (
    <Note tone="warning">
      <strong>{t('deal.series')}</strong>
      {narrow.map((one) => (
        <p key={one.en}>{pick(one)}</p>
      ))}
    </Note>
  )
}

function Proposals({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t, pick, day } = useText()
  const { view } = useProcess()
  if (deal.proposals.length === 0) return null
  return (
    <>
      <h3>{t('deal.proposals')}</h3>
      <ul className={css['list']}>
        {deal.proposals.map((state) => {
          const lead = leadOf(state)
          const cleared = view.ref(leadOf(view.ref(lead, 'clearance')), 'cleared_by')
          return (
            <li key={state.id}>
              {pick(view.title(view.ref(lead, 'package')))}, {lead ? day(lead.known_from) : ''}
              {lead?.value['rests_on_mediator_only'] === true ? ` (${t('deal.marked')})` : ''}
              {cleared ? ` · ${t('deal.cleared_by')}: ${pick(view.title(cleared))}` : ''}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Compartments of the mission alone that the seat writes, but the analysts' own. */
function useDestinations(deal: DealCase) {
  const { session } = useProcess()
  return session.compartments.filter(
    (c) =>
      c.may_write &&
      c.id !== deal.compartment_id &&
      (c.kind === 'cell' || c.kind === 'mission') &&
      c.readers.every((r) => r.kind === 'mission'),
  )
}

function Form(props: Props & { readonly onDone: () => void }): ReactNode {
  const { deal } = props
  const text = useText()
  const { t, pick } = text
  const process = useProcess()
  const { busy, refusal, send } = useSending()
  const destinations = useDestinations(deal)
  const reasons = reasonsOf(props)
  const [form, setForm] = useState({
    title: { en: 'Bridging package', ar: 'حزمة توفيقية' },
    reasons: { en: reasons.en, ar: reasons.ar },
    to: destinations[0]?.id ?? '',
    person: '',
    why: noWords,
    seen: false,
  })
  const told = deal.confidences.length > 0
  const reveals = revealsOf(deal, process.view, props.trades?.disclosed ?? [])
  const set = (patch: Partial<typeof form>) => setForm((old) => ({ ...old, ...patch }))
  const person = process.view.get(form.person)
  const ready =
    form.to !== '' &&
    (!told || (person !== undefined && form.seen && form.why.en !== '' && form.why.ar !== ''))
  const propose = async () => {
    const ids = { package_id: crypto.randomUUID(), clearance_id: crypto.randomUUID() }
    const create = recordedWith(props, { ids, form, reveals, person: told ? person : undefined })
    const mark = leadOf(deal.model)?.mark === 'illustration' ? 'illustration' : 'none'
    const done = await send(async () => {
      await call(dealEndpoints.proposePackage, {
        package_id: ids.package_id,
        compartment_id: form.to,
        proposal_id: crypto.randomUUID(),
        act_id: crypto.randomUUID(),
        recorded: {
          compartment_id: deal.compartment_id,
          create: newRecords(process, create, mark),
        },
        known_from: knownFrom(process),
        ...(told ? { clearance_id: ids.clearance_id } : {}),
      })
    })
    if (done) props.onDone()
  }
  return (
    <div className={css['form']}>
      <p>{t('deal.propose_help')}</p>
      <div className={css['two']}>
        <BothInput label={t('deal.name')} value={form.title} onChange={(title) => set({ title })} />
        <BothInput
          label={t('deal.reasons')}
          long
          value={form.reasons}
          onChange={(why) => set({ reasons: why })}
        />
      </div>
      <Choice
        label={t('deal.destination')}
        value={form.to}
        onChange={(to) => set({ to })}
        options={destinations.map((c) => ({ id: c.id, label: pick(c.name) }))}
      />
      {told ? <Clearing {...{ reveals, form, set }} /> : null}
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      <Button variant="primary" isDisabled={!ready || busy} onPress={() => void propose()}>
        {t(told ? 'deal.clear_and_propose' : 'deal.only_propose')}
      </Button>
    </div>
  )
}

/** The package, and its clearance where a person clears it. */
function recordedWith(
  { deal, chosen }: Pick<Props, 'deal' | 'chosen'>,
  of: {
    readonly ids: { readonly package_id: string; readonly clearance_id: string }
    readonly form: { readonly title: Both; readonly reasons: Both; readonly why: Both }
    readonly reveals: readonly Reveal[]
    readonly person: State | undefined
  },
): NewDealRecord<'deal_package' | 'clearance'>[] {
  const { ids, form, reveals, person } = of
  const { title, reasons } = form
  const here = (path: string, id: string) => ({ path, compartment_id: deal.compartment_id, id })
  const made = {
    id: ids.package_id,
    kind: 'deal_package',
    value: { title, choices: choicesOf(deal, chosen.options), reasons },
    references: [here('model', deal.model.id)],
  } as const
  if (!person) return [made]
  const value = {
    reason: form.why,
    shown: deal.confidences.map(({ fact }) => fact.id),
    may_reveal: reveals.map(({ en, ar }) => ({ en, ar })).slice(0, 64),
  }
  const cleared_by = { path: 'cleared_by', compartment_id: person.compartment_id, id: person.id }
  const references = [here('package', ids.package_id), cleared_by]
  return [made, { id: ids.clearance_id, kind: 'clearance', value, references }]
}

type Clear = { person: string; why: Both; seen: boolean }

function Clearing(props: {
  readonly reveals: readonly Reveal[]
  readonly form: Clear
  readonly set: (patch: Partial<Clear>) => void
}): ReactNode {
  const { form, set, reveals } = props
  const { t, pick } = useText()
  const { view } = useProcess()
  const persons = view
    .of('person')
    .map((state) => ({ id: state.id, label: pick(valueOf(state, 'person', 'description')?.name) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <>
      <Note tone="warning">
        <strong>{t('deal.rests_on')}</strong>
        <p>{t('deal.rests_on_help')}</p>
        <ul className={css['list']}>
          {reveals.map((reveal) => (
            <li key={reveal.en}>
              {pick(reveal)} {reveal.series ? <Mark value="derived" /> : null}
            </li>
          ))}
        </ul>
      </Note>
      <Choice
        label={t('deal.cleared_by')}
        isRequired
        value={form.person}
        onChange={(person) => set({ person })}
        options={persons}
      />
      <div className={css['two']}>
        <BothInput
          label={t('deal.clear_reason')}
          isRequired
          value={form.why}
          onChange={(why) => set({ why })}
        />
      </div>
      <label className={css['check']}>
        <input
          type="checkbox"
          checked={form.seen}
          onChange={(e) => set({ seen: e.target.checked })}
        />
        {t('deal.clear_seen')}
      </label>
    </>
  )
}

// The model itself: what it is called, whom it is between, which points are open and how they hang
// together. A new one is begun here; everything is recorded with the named analysts alone.
import { useMemo, useState, type ReactNode } from 'react'
import {
  Button,
  Empty,
  go,
  Note,
  Page,
  PartyMark,
  Readers,
  Section,
  TextInput,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { dealCase, partyOf, type DealCase, type DealParty } from './case.ts'
import css from './deal.module.css'
import { GeniusImport } from './genius_import.tsx'
import { useHome } from './home.ts'
import { LinksEditor } from './links_editor.tsx'
import { DealWays, ModelChoice, useModel } from './model_choice.tsx'
import { PointsEditor } from './points_editor.tsx'
import { recordDeal } from './send.ts'

export function DealModel(): ReactNode {
  const { t } = useText()
  const model = useModel()
  const home = useHome()
  const [fresh, setFresh] = useState(false)
  const begin = home ? (
    <Section title={t('deal.begin')}>
      <Head compartment_id={home.id} deal={undefined} onDone={() => setFresh(false)} />
    </Section>
  ) : null
  if (!model)
    return (
      <Page title={t('deal.model_title')} lead={t('deal.model_lead')}>
        {begin ?? (
          <Empty title={t('deal.none')}>
            <p>{t('deal.none_help')}</p>
          </Empty>
        )}
        <GeniusImport />
      </Page>
    )
  return (
    <Page
      title={t('deal.model_title')}
      lead={t('deal.model_lead')}
      kicker={
        <>
          {t('deal.only_analysts')} <Readers compartment_id={model.compartment_id} />
        </>
      }
      actions={
        <>
          <ModelChoice model={model} />
          {home && !fresh ? (
            <Button onPress={() => setFresh(true)}>{t('deal.begin_another')}</Button>
          ) : null}
        </>
      }
    >
      <DealWays model={model} here="model" />
      {fresh ? begin : null}
      <OfModel key={model.id} model={model} />
      <GeniusImport />
    </Page>
  )
}

function OfModel({ model }: { readonly model: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const deal = useMemo(() => dealCase(view, model), [view, model])
  const [editing, setEditing] = useState(false)
  return (
    <>
      <Section title={pick(deal.title)}>
        {editing ? (
          <Head compartment_id={deal.compartment_id} deal={deal} onDone={() => setEditing(false)} />
        ) : (
          <>
            {deal.note ? <p>{pick(deal.note)}</p> : null}
            <p className={css['row']}>
              {deal.parties.map((party) => (
                <span key={party.id}>
                  <PartyMark side={party.side} /> {pick(party.name)}
                </span>
              ))}
              <Button onPress={() => setEditing(true)}>{t('deal.change_head')}</Button>
            </p>
          </>
        )}
      </Section>
      <PointsEditor deal={deal} />
      <LinksEditor deal={deal} />
    </>
  )
}

/** Title, note and parties: of a new model where there is no `deal`. */
function Head(props: {
  readonly compartment_id: string
  readonly deal: DealCase | undefined
  readonly onDone: () => void
}): ReactNode {
  const { deal, compartment_id, onDone } = props
  const { t, pick } = useText()
  const process = useProcess()
  const { view } = process
  const { busy, refusal, send } = useSending()
  const [form, setForm] = useState({
    title_en: deal?.title.en ?? '',
    title_ar: deal?.title.ar ?? '',
    note_en: deal?.note?.en ?? '',
    note_ar: deal?.note?.ar ?? '',
    parties: new Set(deal?.parties.map((p) => p.id)),
  })
  const [tried, setTried] = useState(false)
  const set = (patch: Partial<typeof form>) => setForm((old) => ({ ...old, ...patch }))
  const [sides, others] = actorsOf(view.of('actor'))
  const chosen = [...sides, ...others].filter((p) => form.parties.has(p.id))
  const faults = [
    ...(form.title_en.trim() === '' || form.title_ar.trim() === '' ? [t('deal.lack_title')] : []),
    ...(chosen.length < 2 ? [t('deal.lack_parties')] : []),
    ...((form.note_en === '') === (form.note_ar === '') ? [] : [t('deal.lack_note')]),
  ]
  const save = async () => {
    setTried(true)
    if (faults.length > 0) return
    const kept = (deal ? (leadOf(deal.model)?.references ?? []) : []).filter(
      (r) => r.path !== 'parties',
    )
    const record = {
      id: deal?.model.id ?? crypto.randomUUID(),
      kind: 'deal_model' as const,
      value: {
        title: { en: form.title_en.trim(), ar: form.title_ar.trim() },
        ...(form.note_en === '' ? {} : { note: { en: form.note_en, ar: form.note_ar } }),
      },
      references: [
        ...chosen.map((p) => ({ path: 'parties', compartment_id: p.compartment_id, id: p.id })),
        ...kept.map(({ path, compartment_id: at, id }) => ({ path, compartment_id: at, id })),
      ],
    }
    const mark = leadOf(deal?.model)?.mark === 'illustration' ? 'illustration' : 'none'
    const done = await send(() =>
      recordDeal(
        process,
        deal
          ? { compartment_id, change: [record], mark }
          : { compartment_id, create: [record], mark },
      ),
    )
    if (!done) return
    onDone()
    if (!deal) go(paths.dealModel(record.id))
  }
  const tick = (party: DealParty) => (
    <label key={party.id} className={css['check']}>
      <input
        type="checkbox"
        checked={form.parties.has(party.id)}
        onChange={(event) => {
          const next = new Set(form.parties)
          if (event.target.checked) next.add(party.id)
          else next.delete(party.id)
          set({ parties: next })
        }}
      />
      <PartyMark side={party.side} /> {pick(party.name)}
    </label>
  )
  return (
    <div className={css['panel']}>
      <div className={css['two']}>
        <TextInput
          label={t('deal.title_en')}
          lang="en"
          isRequired
          value={form.title_en}
          onChange={(title_en) => set({ title_en })}
        />
        <TextInput
          label={t('deal.title_ar')}
          lang="ar"
          isRequired
          value={form.title_ar}
          onChange={(title_ar) => set({ title_ar })}
        />
        <TextInput
          label={t('deal.note_en')}
          lang="en"
          value={form.note_en}
          onChange={(note_en) => set({ note_en })}
        />
        <TextInput
          label={t('deal.note_ar')}
          lang="ar"
          value={form.note_ar}
          onChange={(note_ar) => set({ note_ar })}
        />
      </div>
      <fieldset className={css['option_fields']}>
        <legend>{t('deal.parties')}</legend>
        <div className={css['row']}>{sides.map(tick)}</div>
        <details open={others.some((p) => form.parties.has(p.id))}>
          <summary className={css['summary']}>{t('deal.parties_others')}</summary>
          <div className={css['two']}>{others.map(tick)}</div>
        </details>
      </fieldset>
      {tried && faults.length > 0 ? (
        <Note tone="warning">
          <span role="alert">{faults.join(' ')}</span>
        </Note>
      ) : null}
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      <span className={css['row']}>
        <Button variant="primary" isDisabled={busy} onPress={() => void save()}>
          {t('deal.record')}
        </Button>
        {deal ? <Button onPress={onDone}>{t('deal.leave')}</Button> : null}
      </span>
    </div>
  )
}

/** The sides of the talks, and everybody else. */
function actorsOf(actors: readonly State[]): readonly [readonly DealParty[], readonly DealParty[]] {
  const sided = (state: State) => valueOf(state, 'actor', 'description')?.side !== undefined
  return [actors.filter(sided).map(partyOf), actors.filter((s) => !sided(s)).map(partyOf)]
}

// A new negotiating text: what it is, whose it is, which languages are authentic, whose text it is, and the
// table of who may do what. It begins without clauses; the first ones are written or imported after.
import { instrumentModes, textLanguages } from '@sulh/contract/text'
import { languageLabels } from '@sulh/analysis/text/labels'
import { useState, type ReactNode } from 'react'
import {
  Choice,
  Empty,
  go,
  Link,
  Note,
  Page,
  Section,
  Toggle,
  BothInput,
  given,
  isHalf,
  noWords,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { today, useProcess } from '../process/data.ts'
import { ReadersList } from '../process/forms/readers_list.tsx'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { useSettings } from '../session/settings.ts'
import { useSends } from './acting.ts'
import { Boxes } from './acts/party_boxes.tsx'
import css from './panel.module.css'
import { mayIn, sameMay, type Mode, type Rights } from './rights.ts'
import { RightsFields } from './rights_fields.tsx'
import { TextForm } from './text_form.tsx'

const nothing = async () => undefined

export function NewText(): ReactNode {
  const { t } = useText()
  const { session } = useProcess()
  const places = session.compartments.filter((c) => c.may_write)
  return (
    <Page
      title={t('newtext.title')}
      kicker={<Link to={paths.texts()}>{t('text.title')}</Link>}
      lead={t('newtext.lead')}
    >
      {places.length === 0 ? <Empty title={t('newtext.nowhere')} /> : <NewTextForm />}
    </Page>
  )
}

/** What the fields choose from: records of the process as of the cursor. */
function useChoices(track: string, body: string) {
  const { view } = useProcess()
  const { pick, lang } = useText()
  const name = (s: State) => ({ id: s.id, label: pick(view.title(s)) })
  const refersTo = (s: State, path: string, id: string) =>
    view.refs(leadOf(s), path).some((r) => r.id === id)
  const sides = view.of('actor').filter((s) => valueOf(s, 'actor', 'description')?.side)
  return {
    tracks: view.of('track').map(name),
    bodies: view
      .of('body')
      .filter((s) => track === '' || refersTo(s, 'track', track))
      .map(name),
    holders: [...view.of('actor'), ...view.of('person'), ...view.of('delegation')].map(name),
    sides: sides.map(name),
    others: view
      .of('actor')
      .filter((s) => !sides.includes(s))
      .map(name)
      .toSorted((a, b) => a.label.localeCompare(b.label, lang)),
    concerns: [
      ...view.of('issue').filter((s) => refersTo(s, 'track', track)),
      ...view.of('round').filter((s) => refersTo(s, 'body', body)),
    ].map(name),
  }
}

function NewTextForm(): ReactNode {
  const { t, pick, lang } = useText()
  const { session, view } = useProcess()
  const { set } = useSettings()
  const places = session.compartments.filter((c) => c.may_write)
  const [id] = useState(() => crypto.randomUUID())
  const [compartment_id, setCompartment] = useState(
    (places.find((c) => c.kind === 'plenary') ?? places[0])?.id ?? '',
  )
  const [title, setTitle] = useState(noWords)
  const [summary, setSummary] = useState(noWords)
  const [mode, setMode] = useState<Mode>('mediator_text')
  const [authentic, setAuthentic] = useState<readonly string[]>(textLanguages)
  const [show_proponents, setShown] = useState(true)
  const [track, setTrack] = useState('')
  const [body, setBody] = useState('')
  const choices = useChoices(track, body)
  const [holder, setHolder] = useState('')
  const [parties, setParties] = useState<readonly string[]>(choices.sides.map((s) => s.id))
  const [concerns, setConcerns] = useState<readonly string[]>([])
  const [rights, setRights] = useState<Rights>({
    holders: [session.seat.id],
    speakers: [],
    may: mayIn(mode),
  })
  const [asked, setAsked] = useState(false)
  const acting = useSends(id, nothing)
  const faults = acting.refusal?.faults
  const placeOf = (of: string) => {
    const state = view.get(of)
    return state && { compartment_id: state.compartment_id, id: state.id }
  }
  const placesOf = (ids: readonly string[]) => ids.flatMap((of) => placeOf(of) ?? [])
  const required = (value: string) =>
    asked && value === '' ? t('forms.fault_reference') : undefined
  const readers = session.compartments.find((c) => c.id === compartment_id)?.readers ?? []
  const submit = async () => {
    setAsked(true)
    const [named, said] = [given(title), given(summary)]
    const whole = named && said && !isHalf(title) && !isHalf(summary)
    if (!whole || track === '' || holder === '' || authentic.length === 0) return
    const input = {
      compartment_id,
      description: { title: named, summary: said, mode, authentic, show_proponents },
      table: {
        ...rights,
        // A party that was taken out again has nobody who speaks for it.
        speakers: rights.speakers.filter((s) => parties.includes(s.party)),
      },
      track: placeOf(track),
      body: placeOf(body),
      holder: placeOf(holder),
      parties: placesOf(parties),
      concerns: placesOf(concerns),
      channel: 'in_writing',
    }
    if (!(await acting.send('createInstrument', input))) return
    // It is known from this moment: an earlier day of the cursor would not show it.
    set({ day: today(), basis: 'known' })
    go(paths.text(id))
  }
  return (
    <div className={css['page_form']}>
      <TextForm
        title={t('newtext.form')}
        submit={t('newtext.submit')}
        acting={acting}
        onSubmit={submit}
        onCancel={() => go(paths.texts())}
      >
        <Section title={t('newtext.what')}>
          <div className={css['fields']}>
            <BothInput
              label={t('newtext.name')}
              value={title}
              onChange={setTitle}
              isRequired
              asked={asked}
            />
            <BothInput
              label={t('newtext.summary')}
              value={summary}
              onChange={setSummary}
              isRequired
              asked={asked}
              long
            />
            <Choice
              label={t('newtext.track')}
              value={track}
              onChange={(next) => {
                setTrack(next)
                setBody('')
                setConcerns([])
              }}
              options={choices.tracks}
              isRequired
              error={required(track)}
            />
            <Choice
              label={t('newtext.body')}
              value={body}
              onChange={setBody}
              options={choices.bodies}
              allowEmpty
            />
            {choices.concerns.length > 0 ? (
              <Boxes
                label={t('newtext.concerns')}
                options={choices.concerns}
                value={concerns}
                onChange={setConcerns}
              />
            ) : null}
          </div>
        </Section>
        <Section title={t('newtext.whose')}>
          <div className={css['fields']}>
            <Choice
              label={t('text.holder')}
              value={holder}
              onChange={setHolder}
              options={choices.holders}
              help={t('newtext.holder_help')}
              isRequired
              error={required(holder)}
            />
            <Choice
              label={t('text.mode')}
              value={mode}
              onChange={(next) => {
                const to = next as Mode
                setMode(to)
                // A table that was changed by hand is kept.
                if (sameMay(rights.may, mayIn(mode))) setRights({ ...rights, may: mayIn(to) })
              }}
              options={instrumentModes.map((one) => ({ id: one, label: t(`text.mode_${one}`) }))}
              help={t(`newtext.help_${mode}`)}
            />
            <Boxes
              label={t('newtext.parties')}
              options={choices.sides}
              value={parties}
              onChange={setParties}
            />
            <details className={css['provenance']} open={choices.sides.length === 0}>
              <summary>{t('newtext.others')}</summary>
              <Boxes
                label={t('newtext.others')}
                options={choices.others}
                value={parties}
                onChange={setParties}
              />
            </details>
            <Toggle
              label={t('newtext.show_proponents')}
              isSelected={show_proponents}
              onChange={setShown}
            />
            <Note>{t(show_proponents ? 'newtext.shown' : 'newtext.hidden')}</Note>
            <Boxes
              label={t('newtext.authentic')}
              options={textLanguages.map((l) => ({ id: l, label: languageLabels[l][lang] }))}
              value={authentic}
              onChange={setAuthentic}
              error={asked && authentic.length === 0 ? t('newtext.fault_authentic') : undefined}
            />
          </div>
        </Section>
        <Section title={t('newtext.where')}>
          <div className={css['fields']}>
            <Choice
              label={t('text.where')}
              value={compartment_id}
              onChange={setCompartment}
              options={places.map((c) => ({ id: c.id, label: pick(c.name) }))}
              help={t('newtext.where_help')}
              error={faults?.['compartment_id']}
            />
            <ReadersList compartment_id={compartment_id} />
          </div>
        </Section>
        <Section title={t('rights.title')}>
          <Note>{t('rights.help')}</Note>
          <RightsFields
            value={rights}
            onChange={setRights}
            seats={readers.map((r) => ({ id: r.id, name: pick(r.title) }))}
            parties={parties.map((p) => ({
              id: p,
              name: pick(valueOf(view.get(p), 'actor', 'description')?.short_name),
            }))}
            faults={faults}
          />
        </Section>
      </TextForm>
    </div>
  )
}

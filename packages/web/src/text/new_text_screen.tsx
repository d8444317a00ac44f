// A new negotiating text: what it is, whose it is, which languages are authentic, whose text it is, and the
// table of who may do what. It begins without clauses; the first ones are written or imported after.
import { textLanguages } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import {
  Choice,
  Empty,
  go,
  Link,
  Note,
  Page,
  Section,
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
import { HolderField, ModeField, NameFields, ShownFields, type Head } from './head_fields.tsx'
import css from './panel.module.css'
import { mayIn, sameMay, type Rights } from './rights.ts'
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
  const { t, pick } = useText()
  const { session, view } = useProcess()
  const { set } = useSettings()
  const places = session.compartments.filter((c) => c.may_write)
  const [id] = useState(() => crypto.randomUUID())
  const [compartment_id, setCompartment] = useState(
    (places.find((c) => c.kind === 'plenary') ?? places[0])?.id ?? '',
  )
  const [head, setHead] = useState<Head>({
    title: noWords,
    summary: noWords,
    mode: 'mediator_text',
    authentic: textLanguages,
    show_proponents: true,
  })
  const [track, setTrack] = useState('')
  const [body, setBody] = useState('')
  const choices = useChoices(track, body)
  const [holder, setHolder] = useState('')
  const [parties, setParties] = useState<readonly string[]>(choices.sides.map((s) => s.id))
  const [concerns, setConcerns] = useState<readonly string[]>([])
  const [rights, setRights] = useState<Rights>({
    holders: [session.seat.id],
    speakers: [],
    may: mayIn(head.mode),
  })
  const [asked, setAsked] = useState(false)
  const change = (patch: Partial<Head>) => setHead((old) => ({ ...old, ...patch }))
  const fields = { head, asked, onChange: change }
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
    const [title, summary] = [given(head.title), given(head.summary)]
    const whole = title && summary && !isHalf(head.title) && !isHalf(head.summary)
    if (!whole || track === '' || holder === '' || head.authentic.length === 0) return
    const input = {
      compartment_id,
      description: { ...head, title, summary },
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
            <NameFields {...fields} />
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
            <HolderField value={holder} onChange={setHolder} error={required(holder)} />
            <ModeField
              head={head}
              onChange={({ mode = head.mode }) => {
                change({ mode })
                // A table that was changed by hand is kept.
                if (sameMay(rights.may, mayIn(head.mode)))
                  setRights({ ...rights, may: mayIn(mode) })
              }}
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
            <ShownFields {...fields} />
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

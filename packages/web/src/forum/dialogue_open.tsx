// Opening a dialogue: its question, where it lies, its blocs, how figures come out, and the first
// statements, in both languages. What is fixed at the opening is said before it is done.
import { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { limits } from '@sulh/contract/limits'
import { useState, type ReactNode } from 'react'
import { Button, Choice, Failure, go, TextInput, Toggle } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import css from './dialogue.module.css'
import { useForumRefresh } from './dialogue_data.ts'
import { optionsOf, placesFor, usualPlace } from './dialogue_places.ts'

export type FirstStatement = {
  readonly en: string
  readonly ar: string
  readonly alternative?: { readonly compartment_id: string; readonly id: string }
}
export type SlotPlace = { readonly compartment_id: string; readonly id: string }
const regions = ['west', 'east', 'south'] as const

export function OpenDialogue(props: {
  readonly slot?: SlotPlace
  readonly title?: { readonly en: string; readonly ar: string }
  readonly first?: readonly FirstStatement[]
}): ReactNode {
  const text = useText()
  const { t } = text
  const { session } = useProcess()
  const refresh = useForumRefresh()
  const [ids] = useState(() => ({ dialogue: crypto.randomUUID() as string }))
  const [title, setTitle] = useState(props.title ?? { en: '', ar: '' })
  const [question, setQuestion] = useState({ en: '', ar: '' })
  const [place, setPlace] = useState(
    props.slot?.compartment_id ?? usualPlace(session.compartments)?.id ?? '',
  )
  const [minutes, setMinutes] = useState('10')
  const [submissions, setSubmissions] = useState(true)
  const [blocs, setBlocs] = useState<Readonly<Record<string, string>>>({})
  const [statements, setStatements] = useState<readonly (FirstStatement & { id: string })[]>(() =>
    (props.first ?? [{ en: '', ar: '' }]).map((s) => ({ ...s, id: crypto.randomUUID() })),
  )
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const isPublic = session.compartments.find((c) => c.id === place)?.kind === 'public'
  const members =
    session.compartments.find((c) => c.id === place)?.readers.filter((r) => r.kind === 'member') ??
    []
  const send = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await call(dialogueEndpoints.openDialogue, {
        dialogue_id: ids.dialogue,
        compartment_id: place,
        title,
        question,
        rules: {
          moderators: [session.seat.id],
          blocs: regions
            .map((key) => ({
              key,
              name: both(key),
              seats: members.filter((m) => blocs[m.id] === key).map((m) => m.id),
            }))
            // Citizens' links name a bloc, so a public dialogue has all of them.
            .filter((b) => isPublic || b.seats.length > 0),
          batch_people: limits.privacy_floor_people,
          publish_minutes: Number(minutes),
          seed: seedOf(ids.dialogue),
          exposure_floor: 5,
          submissions,
        },
        ...(props.slot ? { slot: props.slot } : {}),
        statements: statements
          .filter((s) => s.en.trim() || s.ar.trim())
          .map(({ id, en, ar, alternative }) => ({
            id,
            en: en.trim(),
            ar: ar.trim(),
            ...(alternative ? { alternative } : {}),
          })),
      })
      await refresh()
      go(paths.dialogue(ids.dialogue))
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  const change = (id: string, patch: Partial<FirstStatement>) =>
    setStatements((all) => all.map((s) => (s.id === id ? { ...s, ...patch } : s)))
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className={css['pair']}>
        <TextInput
          label={t('dialogue.title_en')}
          lang="en"
          value={title.en}
          isRequired
          onChange={(en) => setTitle((w) => ({ ...w, en }))}
        />
        <TextInput
          label={t('dialogue.title_ar')}
          lang="ar"
          value={title.ar}
          isRequired
          onChange={(ar) => setTitle((w) => ({ ...w, ar }))}
        />
        <TextInput
          label={t('dialogue.question_en')}
          lang="en"
          value={question.en}
          isRequired
          onChange={(en) => setQuestion((w) => ({ ...w, en }))}
        />
        <TextInput
          label={t('dialogue.question_ar')}
          lang="ar"
          value={question.ar}
          isRequired
          onChange={(ar) => setQuestion((w) => ({ ...w, ar }))}
        />
      </div>
      {props.slot ? null : (
        <Choice
          label={t('dialogue.place')}
          help={t(isPublic ? 'citizen.place_help' : 'dialogue.place_help')}
          value={place}
          onChange={setPlace}
          options={optionsOf(placesFor(session.compartments), text)}
        />
      )}
      <TextInput
        label={t('dialogue.minutes')}
        help={t('dialogue.minutes_help')}
        type="number"
        value={minutes}
        onChange={setMinutes}
      />
      <Toggle
        label={t('dialogue.take_submissions')}
        isSelected={submissions}
        onChange={setSubmissions}
      />
      {members.length > 0 ? (
        <fieldset className={css['fieldset']}>
          <legend>{t('dialogue.blocs')}</legend>
          <p className={css['soft']}>{t('dialogue.blocs_help')}</p>
          <div className={css['pair']}>
            {members.map((m) => (
              <Choice
                key={m.id}
                label={text.pick(m.title)}
                value={blocs[m.id] ?? ''}
                allowEmpty
                onChange={(key) => setBlocs((all) => ({ ...all, [m.id]: key }))}
                options={regions.map((key) => ({ id: key, label: t(`dialogue.region_${key}`) }))}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      <fieldset className={css['fieldset']}>
        <legend>{t('dialogue.first_statements')}</legend>
        {statements.map((s) => (
          <div key={s.id} className={css['pair']}>
            <TextInput
              label={t('dialogue.in_english')}
              lang="en"
              value={s.en}
              onChange={(en) => change(s.id, { en })}
            />
            <TextInput
              label={t('dialogue.in_arabic')}
              lang="ar"
              value={s.ar}
              onChange={(ar) => change(s.id, { ar })}
            />
          </div>
        ))}
        <Button
          onPress={() =>
            setStatements((all) => [...all, { id: crypto.randomUUID(), en: '', ar: '' }])
          }
        >
          {t('dialogue.another')}
        </Button>
      </fieldset>
      <p className={css['soft']}>{t('dialogue.fixed')}</p>
      {error ? <Failure error={error} /> : null}
      <div>
        <Button type="submit" variant="primary" isDisabled={busy}>
          {t('dialogue.open_act')}
        </Button>
      </div>
    </form>
  )
}

const names = {
  west: { en: 'West', ar: 'الغرب' },
  east: { en: 'East', ar: 'الشرق' },
  south: { en: 'South', ar: 'الجنوب' },
} as const
function both(key: (typeof regions)[number]) {
  return names[key]
}

/** Of the random id, so that nobody chooses the lot. */
function seedOf(id: string): number {
  return Number.parseInt(id.slice(0, 7), 16) % 1_000_000_000
}

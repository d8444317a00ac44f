// Beside a slot: the dialogue on its alternatives, and what was published of them; for the mission, the
// way to open one whose first statements are the alternatives. Placed by the text screen's slot panel.
import { useState, type ReactNode } from 'react'
import { Button, Dialog, Link, Section, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import css from './dialogue.module.css'
import { useDialogue, useDialogues, useOpinion } from './dialogue_data.ts'
import { Bar } from './dialogue_measures.tsx'
import { Figure } from './dialogue_method.tsx'
import { OpenDialogue, type SlotPlace } from './dialogue_open.tsx'
import { Words } from './dialogue_vote.tsx'

export type SlotAlternative = {
  readonly id: string
  readonly compartment_id: string
  /** Its wording as plain text; where one is missing, the statement has to be written. */
  readonly words: { readonly en: string; readonly ar: string }
}

/** Statements are short: what is longer is cut, and the secretariat shortens it before opening. */
const MOST_CHARACTERS = 300

export function SlotDialogue(props: {
  readonly slot: SlotPlace
  readonly title: { readonly en: string; readonly ar: string }
  readonly alternatives: readonly SlotAlternative[]
}): ReactNode {
  const { slot, title, alternatives } = props
  const { t } = useText()
  const { session } = useProcess()
  const { data } = useDialogues()
  const [opening, setOpening] = useState(false)
  const found = (data?.dialogues ?? []).filter((d) => d.slot?.id === slot.id)
  const place = session.compartments.find((c) => c.id === slot.compartment_id)
  // Without a forum member among the readers nobody could vote on it.
  const voters = place?.readers.some((r) => r.kind === 'member') ?? false
  const may = session.seat.kind === 'mission' && (place?.may_write ?? false) && voters
  if (found.length === 0 && !may) return null
  return (
    <Section title={t('dialogue.of_slot')}>
      {data ? null : <Skeleton lines={2} />}
      {found.map((d) => (
        <SlotResult key={d.id} id={d.id} />
      ))}
      {found.length === 0 ? <p className={css['soft']}>{t('dialogue.of_slot_none')}</p> : null}
      {may ? <Button onPress={() => setOpening(true)}>{t('dialogue.open_on_slot')}</Button> : null}
      <Dialog title={t('dialogue.open_on_slot')} isOpen={opening} onClose={() => setOpening(false)}>
        <OpenDialogue
          slot={slot}
          title={title}
          first={alternatives.map(({ id, compartment_id, words }) => ({
            en: words.en.slice(0, MOST_CHARACTERS),
            ar: words.ar.slice(0, MOST_CHARACTERS),
            alternative: { compartment_id, id },
          }))}
        />
      </Dialog>
    </Section>
  )
}

function SlotResult({ id }: { readonly id: string }): ReactNode {
  const { t, pick, instant } = useText()
  const { data: read } = useDialogue(id)
  const { data: opinion } = useOpinion(id)
  if (!read) return <Skeleton lines={2} />
  const figures = opinion?.result?.figures
  const rows = new Map(figures?.statements.map((s) => [s.id, s]))
  const own = read.statements.filter((s) => s.alternative_id !== null && s.status === 'accepted')
  return (
    <div className={css['slot']}>
      <Link to={paths.dialogue(id)}>{pick(read.dialogue.title)}</Link>
      {figures ? (
        <ul>
          {own.map((s) => (
            <li key={s.id}>
              <Words statement={s} />
              <Bar counts={rows.get(s.id)?.all ?? [0, 0, 0]} />
            </li>
          ))}
        </ul>
      ) : (
        <p className={css['soft']}>{t('dialogue.not_published')}</p>
      )}
      {figures ? (
        <p className={css['soft']}>
          {t('dialogue.slot_published', { at: instant(figures.at) })}{' '}
          <Figure of="table" figures={figures} />
        </p>
      ) : null}
    </div>
  )
}

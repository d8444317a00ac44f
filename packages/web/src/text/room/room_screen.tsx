// The drafting room: two sheets side by side that several people write at once, who is here, how the
// connection stands, and the taking over of the words.
import { sheetSchema, type Part } from '@sulh/analysis/drafting/sheet'
import { limits } from '@sulh/contract/limits'
import type { Room as RoomAnswer, RoomLanguage } from '@sulh/contract/room'
import type { ReactNode } from 'react'
import { Button, Failure, Link, Note, Page, Readers, Skeleton } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { ProblemError } from '../../session/api.ts'
import { useInstrument } from '../data.ts'
import '../serif.ts'
import { faultsOf, type SheetFault } from './faults.ts'
import { ConnectionLine, Here, useSeatTitle } from './presence.tsx'
import type { Room, Snapshot } from './room.ts'
import css from './room.module.css'
import { SheetEditor } from './sheet_editor.tsx'
import type { Sheet } from './sheet.ts'
import { PlainWords } from './standing_words.tsx'
import { useSubject, type Subject } from './subject.ts'
import { TakeOver } from './take_over.tsx'
import { useRoom } from './use_room.ts'

type Place = { readonly id: string; readonly compartment: string; readonly subject: string }

export function DraftingRoom({ id, compartment, subject: subject_id }: Place): ReactNode {
  const { t } = useText()
  const place = { instrument_id: id, compartment_id: compartment, subject_id }
  const { instrument, error } = useInstrument(id)
  const subject = useSubject(instrument, subject_id)
  const entered = useRoom(place)
  const title = useSeatTitle(compartment)
  const now = entered?.now
  const problem = now?.room ? undefined : now?.problem
  const failure = error ?? (problem ? new ProblemError(problem) : undefined)
  return (
    <Page
      title={subject.title}
      kicker={
        <>
          {t('room.title')} · <Link to={paths.text(id)}>{t('room.back')}</Link>
        </>
      }
      lead={t('room.lead')}
      actions={<Readers compartment_id={compartment} />}
    >
      {failure ? <Failure error={failure} /> : null}
      {entered && now && instrument && now.room && now.sheets ? (
        <>
          <div className={css['line']}>
            <ConnectionLine now={now} />
            <Here here={now.here} title={title} />
          </div>
          {now.left.map((words) => (
            <Note key={words} tone="warning">
              <p>{t('room.left')}</p>
              <p dir="auto">{words}</p>
            </Note>
          ))}
          {now.room.may_write ? null : <Note>{t('room.read_only')}</Note>}
          <Sheets room={entered.room} now={now} subject={subject} title={title} />
          {now.room.may_write ? (
            <TakeOver
              room={entered.room}
              answer={now.room}
              place={place}
              instrument={instrument}
              subject={subject}
              changed={isChanged(now, now.room, subject)}
            />
          ) : null}
        </>
      ) : failure ? null : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function isChanged({ sheets }: Snapshot, { subject }: RoomAnswer, { stands }: Subject): boolean {
  if (!sheets) return false
  return (['en', 'ar'] as const).some((language) => {
    const now = subject === 'slot' ? [] : stands[language].content
    return JSON.stringify(sheets[language].words) !== JSON.stringify(ordered(now))
  })
}
/** A stored part may have more than its words. */
function ordered(content: readonly Part[]): Part[] {
  return content.map((part) => ('text' in part ? { text: part.text } : { slot: part.slot }))
}

function Sheets(props: {
  readonly room: Room
  readonly now: Snapshot
  readonly subject: Subject
  readonly title: (seat: string) => string
}): ReactNode {
  const { room, now, subject, title } = props
  const { t } = useText()
  if (!now.sheets || !now.room) return null
  const editable = now.room.may_write && now.connection !== 'closed'
  const { slots } = now.room
  return (
    <div className={css['sheets']}>
      {(['en', 'ar'] as const).map((language) => (
        <section key={language} aria-label={t(headings[language].title)}>
          <h2 className={css['heading']}>{t(headings[language].title)}</h2>
          <SheetEditor
            room={room}
            sheet={now.sheets![language]}
            editable={editable}
            names={{
              label: t(headings[language].label),
              empty: t('room.empty_sheet'),
              slot: subject.slotTitle,
              seat: title,
            }}
          />
          <Faults sheet={now.sheets![language]} slots={slots} subject={subject} />
          {now.room?.subject === 'slot' ? null : (
            <details className={css['stands']}>
              <summary>{t('room.stands')}</summary>
              <PlainWords
                language={language}
                words={subject.stands[language].content}
                subject={subject}
              />
            </details>
          )}
        </section>
      ))}
    </div>
  )
}
const headings = {
  en: { title: 'room.english', label: 'room.write_english' },
  ar: { title: 'room.arabic', label: 'room.write_arabic' },
} as const

/** What was left out of the last edit, and what taking over would refuse. */
function Faults(props: {
  readonly sheet: Sheet
  readonly slots: readonly string[]
  readonly subject: Subject
}): ReactNode {
  const { sheet, slots, subject } = props
  const { t, lang, number } = useText()
  const { language, notice } = sheet
  const putBack = (id: string) =>
    sheet.edit(sheet.state.tr.replaceSelectionWith(sheetSchema.node('slot', { id }), false))
  const faults = faultsOf(sheet.words, { language, slots })
  return (
    <div className={css['faults']} aria-live="polite">
      {notice ? (
        <p>{t(`room.notice_${notice}`, { count: number(limits.long_text_characters) })}</p>
      ) : null}
      {faults.map((fault) => (
        <div key={fault.is === 'language' ? 'language' : `${fault.is} ${fault.slot}`}>
          <span>{sentence(fault, { t, subject, lang, language })}</span>
          {fault.is === 'missing' ? (
            <Button variant="plain" onPress={() => putBack(fault.slot)}>
              {t('room.put_back')}
            </Button>
          ) : null}
        </div>
      ))}
    </div>
  )
}

function sentence(
  fault: SheetFault,
  of: {
    readonly t: ReturnType<typeof useText>['t']
    readonly subject: Subject
    readonly lang: RoomLanguage
    readonly language: RoomLanguage
  },
): string {
  const { t, subject, lang, language } = of
  if (fault.is === 'language') return t(`room.fault_language_${language}`)
  const slot = subject.slotTitle(fault.slot, lang)
  return t(fault.is === 'missing' ? 'room.fault_slot' : 'room.fault_slot_twice', { slot })
}

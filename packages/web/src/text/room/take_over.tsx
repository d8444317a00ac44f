// Taking over: the words of the room become a revision or a proposal. What another one changed
// meanwhile is shown beside it, and the act can then be repeated on that.
import { titleText } from '@sulh/analysis/text/labels'
import type { ProblemDetails } from '@sulh/contract/problem'
import type { Room as RoomAnswer } from '@sulh/contract/room'
import { useState, type ReactNode } from 'react'
import { Button, Link, Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { ProblemError, refusalIn } from '../../session/api.ts'
import { usePlacesOf } from '../acts/places.ts'
import type { Instrument } from '../data.ts'
import { faultSentence } from '../faults.ts'
import type { Place, Room } from './room.ts'
import css from './room.module.css'
import { StandingWords } from './standing_words.tsx'
import type { Subject } from './subject.ts'

type Props = {
  readonly room: Room
  readonly answer: RoomAnswer
  readonly place: Place
  readonly instrument: Instrument
  readonly subject: Subject
  /** Words differ from those that the room stands on. */
  readonly changed: boolean
}
type Outcome =
  | { readonly is: 'taken'; readonly proposal?: string }
  | { readonly is: 'refused'; readonly problem: ProblemDetails }

export function TakeOver(props: Props): ReactNode {
  const { room, answer, place, instrument, subject, changed } = props
  const { t } = useText()
  const [outcome, setOutcome] = useState<Outcome>()
  const [busy, setBusy] = useState(false)
  const placesOf = usePlacesOf()
  const proposes = answer.subject === 'slot'
  const act = async (base?: { en: string | null; ar: string | null }) => {
    setBusy(true)
    const proposal = proposes ? newProposal(instrument, placesOf) : undefined
    try {
      await room.takeOver({ ...(base ? { base } : {}), ...(proposal ? { proposal } : {}) })
      setOutcome({ is: 'taken', ...(proposal ? { proposal: proposal.id } : {}) })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setOutcome({ is: 'refused', problem: error.details })
    } finally {
      setBusy(false)
    }
    await instrument.refresh()
  }
  const { stands } = subject
  return (
    <section className={css['take_over']} aria-label={t('room.take_over')}>
      <div className={css['take_over_act']}>
        <Button variant="primary" isDisabled={busy || !changed} onPress={() => void act()}>
          {t(proposes ? 'room.take_over_proposal' : 'room.take_over')}
        </Button>
        <p>{changed ? <Help {...props} /> : t('room.nothing_new')}</p>
      </div>
      {outcome?.is === 'taken' ? (
        <p role="status">
          {t(outcome.proposal ? 'room.taken_proposal' : 'room.taken')}{' '}
          {outcome.proposal ? (
            <Link to={paths.room(place.instrument_id, place.compartment_id, outcome.proposal)}>
              {t('room.open_proposal')}
            </Link>
          ) : null}
        </p>
      ) : null}
      {outcome?.is === 'refused' ? (
        <Refused
          problem={outcome.problem}
          subject={subject}
          onRepeat={() => void act({ en: stands.en.id, ar: stands.ar.id })}
        />
      ) : null}
    </section>
  )
}

/** In the name of the parties that the seat speaks for; of the mission where it speaks for none. */
function newProposal({ part }: Instrument, placesOf: ReturnType<typeof usePlacesOf>) {
  const proponents = placesOf(part.speaks_for)
  const origin = part.speaks_for.length > 0 ? ('party' as const) : ('mediator' as const)
  return { id: crypto.randomUUID() as string, origin, proponents }
}

function Help({ answer, place, instrument }: Props): ReactNode {
  const { t, lang } = useText()
  if (answer.subject !== 'slot') return t('room.take_over_help')
  if (place.compartment_id === instrument.state?.compartment_id) return t('room.proposal_plenary')
  const parties = (instrument.tree?.parties ?? [])
    .filter(({ id }) => instrument.part.speaks_for.includes(id))
    .map(({ short }) => titleText(short, lang))
  return parties.length > 0
    ? t('room.proposal_of', { parties: parties.join(', ') })
    : t('room.proposal_mission')
}

function Refused(props: {
  readonly problem: ProblemDetails
  readonly subject: Subject
  readonly onRepeat: () => void
}): ReactNode {
  const { t, lang } = useText()
  const { problem, subject, onRepeat } = props
  const said = refusalIn(problem, lang)
  const overtaken = problem.errors?.some(({ field }) => field.startsWith('base.')) ?? false
  return (
    <Note tone="warning">
      <div role="alert">
        <p>
          <strong>{t(overtaken ? 'room.conflict' : 'room.not_taken')}</strong>
        </p>
        {overtaken ? (
          <>
            <p>{t('room.conflict_help')}</p>
            <StandingWords subject={subject} />
            <Button onPress={onRepeat}>{t('room.take_over_on')}</Button>
          </>
        ) : (
          <>
            <p>{said.detail}</p>
            <ul>
              {said.errors.map((e, i) => (
                <li key={`${e.field} ${e.expected}`}>
                  {faultSentence(problem.errors?.[i] ?? e, { t, said: e })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Note>
  )
}

// A voter's place while a stage is open: large, clear, by keyboard or touch, asked once more before it
// is handed in, with a receipt where the ballot is secret.
import { standingIn, type CourseStage } from '@sulh/analysis/ballot/decision_course'
import type { CastBallot } from '@sulh/analysis/ballot/procedure'
import { tokenText } from '@sulh/analysis/ballot/voucher'
import { decisionEndpoints } from '@sulh/contract/forum_decision'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Button, Failure, Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import { castSecret, keptVoucher, takeVoucher } from './ballot_voucher.ts'
import { Choices, ballotOf, emptyMarks, type Marks } from './ballot_choices.tsx'
import css from './decision.module.css'
import { openStageOf, type DecisionView } from './decision_reading.ts'
import { useBallotWords } from './decision_sheet.tsx'

/** Who has taken part in the open stage, as far as the terms show it. */
function useStage(decision: DecisionView, own: CourseStage) {
  const { seat } = useSettings()
  const ids = { decision_id: decision.id, stage: own.stage.id }
  return useQuery({
    queryKey: ['ballot', seat, ids.decision_id, ids.stage],
    queryFn: () => call(decisionEndpoints.readStage, ids, seat),
    refetchInterval: POLL_MS,
  })
}
/** Taking part makes no event, so that its moment is nobody's; who watches asks now and then. */
const POLL_MS = 10_000

export function OpenBallot({ decision }: { decision: DecisionView }): ReactNode {
  const { t, pick } = useText()
  const own = openStageOf(decision.course)
  if (!own) return null
  return (
    <Section title={t('decision.open_now', { stage: pick(own.stage.name) })}>
      <Participation decision={decision} own={own} />
      {decision.part.voter ? (
        <Ballot key={own.stage.id} decision={decision} own={own} />
      ) : (
        <p className={css['soft']}>{t('decision.vote_not_yours')}</p>
      )}
    </Section>
  )
}

function Participation({ decision, own }: { decision: DecisionView; own: CourseStage }): ReactNode {
  const { t, pick, lang } = useText()
  const { data } = useStage(decision, own)
  const of = decision.course.terms?.voters.length ?? 0
  if (!data) return null
  const names = (data.took_part ?? []).map((seat) => pick(decision.seat(seat)))
  return (
    <p className={css['note']}>
      {t('decision.sealed')}{' '}
      {data.took_part === null
        ? t('decision.took_part_hidden')
        : `${t('decision.took_part', { count: names.length, of })}${names.length > 0 ? `: ${names.join(lang === 'ar' ? '، ' : ', ')}.` : '.'}`}
    </p>
  )
}

type Step = 'choose' | 'confirm' | 'sending'

function Ballot({ decision, own }: { decision: DecisionView; own: CourseStage }): ReactNode {
  const { t } = useText()
  const { session } = useProcess()
  const stage = useStage(decision, own)
  const me = session.seat.id
  const of = { decision_id: decision.id, stage: own.stage.id, seat: me }
  const secret = own.form === 'secret'
  const [voucher, setVoucher] = useState(() => (secret ? keptVoucher(of) : undefined))
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [again, setAgain] = useState(false)
  const client = useQueryClient()
  const tried = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    await work().catch((why: unknown) => setError(why))
    setBusy(false)
    await client.invalidateQueries({ queryKey: ['ballot'] })
  }
  const send = (ballot: CastBallot) =>
    tried(async () => {
      if (voucher) {
        const { compartment_id } = decision.record
        setVoucher(await castSecret({ ...of, compartment_id }, voucher, ballot))
      } else {
        const { decision_id, stage: id } = of
        await call(decisionEndpoints.castOpenBallot, { decision_id, stage: id, ballot }, me)
      }
      setAgain(false)
    })
  const last = decision.course.terms?.procedure.second_ballot === 'last'
  const done = secret ? voucher?.cast === true : stage.data?.taken_part === true
  const failure = error === undefined ? null : <Failure error={error} />
  if (done && !again) {
    return (
      <div className={css['ballot']}>
        <p className={css['confirm']} role="status">
          {t(secret ? 'decision.cast_secret' : 'decision.cast_open')}
        </p>
        {voucher ? <Receipt token={voucher.token} /> : null}
        {last ? (
          <div className={css['actions']}>
            <Button onPress={() => setAgain(true)}>{t('decision.vote')}</Button>
            <span className={css['soft']}>{t('decision.confirm_last')}</span>
          </div>
        ) : null}
        {failure}
      </div>
    )
  }
  if (secret && voucher?.signature === undefined) {
    const lost = stage.data?.taken_part === true && voucher === undefined
    return (
      <div className={css['ballot']}>
        <p>{t('decision.vote_secret_help')}</p>
        {lost ? <Note tone="warning">{t('decision.voucher_lost')}</Note> : null}
        {failure}
        <div className={css['actions']}>
          <Button
            variant="primary"
            isDisabled={busy || lost}
            onPress={() =>
              void tried(async () => {
                const keys = own.opening?.keys ?? []
                setVoucher(await takeVoucher(of, keys, decision.part.college ?? null))
              })
            }
          >
            {busy ? t('decision.busy') : t('decision.take_part')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className={css['ballot']}>
      <p>{t(secret ? 'decision.have_voucher' : 'decision.vote_open_help')}</p>
      <ChooseAndConfirm decision={decision} own={own} busy={busy} last={last} send={send} />
      {failure}
    </div>
  )
}

function ChooseAndConfirm(props: {
  readonly decision: DecisionView
  readonly own: CourseStage
  readonly busy: boolean
  readonly last: boolean
  readonly send: (ballot: CastBallot) => Promise<void>
}): ReactNode {
  const { decision, own, busy, last, send } = props
  const { t } = useText()
  const words = useBallotWords(decision)
  const [marks, setMarks] = useState<Marks>(emptyMarks)
  const [step, setStep] = useState<Step>('choose')
  const standing = standingIn(decision.course, own.stage).filter((id) => {
    const college = decision.course.candidates.find((c) => c.id === id)?.college
    const byCollege = own.stage.voters === 'each-college'
    return !byCollege || college === undefined || college === decision.part.college
  })
  const ballot = ballotOf(own.stage.ballot, marks)
  if (step === 'confirm' && ballot) {
    return (
      <div role="group" aria-live="polite">
        <p className={css['confirm']}>{t('decision.confirm', { choice: words(ballot) })}</p>
        <p>{t(last ? 'decision.confirm_last' : 'decision.confirm_help')}</p>
        <div className={css['actions']}>
          <Button
            variant="primary"
            isDisabled={busy}
            onPress={() => void send(ballot).then(() => setStep('choose'))}
          >
            {busy ? t('decision.busy') : t('decision.confirm_yes')}
          </Button>
          <Button isDisabled={busy} onPress={() => setStep('choose')}>
            {t('decision.confirm_no')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ballot) setStep('confirm')
      }}
    >
      <Choices
        decision={decision}
        ballot={own.stage.ballot}
        standing={standing}
        marks={marks}
        onChange={setMarks}
      />
      <div className={css['actions']}>
        <Button type="submit" variant="primary" isDisabled={!ballot}>
          {t('decision.review')}
        </Button>
      </div>
    </form>
  )
}

export function Receipt({ token }: { token: string }): ReactNode {
  const { t } = useText()
  return (
    <div className={css['receipt']}>
      <p>
        <b>{t('decision.receipt')}</b>
      </p>
      <code dir="ltr">{tokenText(token)}</code>
      <p className={css['soft']}>{t('decision.receipt_help')}</p>
      <div className={css['actions']}>
        <Button onPress={() => print()}>{t('decision.print')}</Button>
      </div>
    </div>
  )
}

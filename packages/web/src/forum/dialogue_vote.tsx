// Voting: one statement at a time with three large answers, by hand or keyboard; what was voted, to be
// changed; and a statement of one's own. Votes go through the queue, so it works without a connection.
import type { StatementShown } from '@sulh/contract/forum_dialogue'
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { Button, DataTable, Failure, Note, Section } from '../design/index.ts'
import { useText, type MessageKey } from '../messages/index.ts'
import css from './dialogue.module.css'
import { acceptedOf, wordsOf, type DialogueRead, type VoteValue } from './dialogue_data.ts'
import { nextFor } from './dialogue_own.ts'
import type { VoteQueue } from './dialogue_queue.ts'

const answers = [
  { vote: 1, key: 'dialogue.agree', keys: ['a', 'ArrowUp', 'ش'] },
  { vote: -1, key: 'dialogue.disagree', keys: ['d', 'ArrowDown', 'ي'] },
  { vote: 0, key: 'dialogue.pass', keys: ['p', 'ArrowRight', 'ArrowLeft', 'ح'] },
] as const satisfies readonly { vote: VoteValue; key: MessageKey; keys: readonly string[] }[]

export function Words({ statement }: { readonly statement: StatementShown }): ReactNode {
  const { lang } = useText()
  const words = wordsOf(statement, lang)
  const shown = words.lang
    ? { lang: words.lang, dir: words.lang === 'ar' ? 'rtl' : 'ltr' }
    : { dir: 'auto' }
  return <bdi {...shown}>{words.text}</bdi>
}

export function Voting(props: {
  readonly read: DialogueRead
  readonly votes: ReadonlyMap<string, VoteValue>
  readonly queue: VoteQueue
  /** Undefined: none are published; null: not known yet, and the next statement waits for them. */
  readonly figures: OpinionFigures | undefined | null
  /** Who can read her votes, in a sentence. */
  readonly promise: MessageKey
  /** Below the ballot: submitting a statement. */
  readonly children?: ReactNode
}): ReactNode {
  const { read, votes, queue, figures, promise } = props
  const { t } = useText()
  const accepted = useMemo(() => acceptedOf(read), [read])
  const ids = accepted.map(({ id }) => id)
  const next = nextFor({
    rules: read.rules,
    figures: figures ?? undefined,
    ids,
    votes,
    participant: read.part.participant,
  })
  const statement = accepted.find(({ id }) => id === next?.statement_id)
  const voted = ids.filter((id) => votes.has(id)).length
  return (
    <>
      <div className={css['voting']}>
        <Progress done={voted} all={ids.length} />
        {figures === null ? null : !read.part.votes ? (
          <Note>
            <p>{t('dialogue.closed_now')}</p>
          </Note>
        ) : statement ? (
          <Ballot key={statement.id} statement={statement} cast={queue.cast} />
        ) : (
          <Note>
            <p>{ids.length === 0 ? t('dialogue.no_statements') : t('dialogue.all_voted')}</p>
          </Note>
        )}
        {voted + queue.count > 0 ? <Waiting queue={queue} /> : null}
        <p className={css['soft']}>{t(promise)}</p>
      </div>
      {props.children}
      <MyVotes accepted={accepted} votes={votes} queue={queue} open={read.part.votes} />
    </>
  )
}

function Progress({ done, all }: { readonly done: number; readonly all: number }): ReactNode {
  const { t } = useText()
  const label = t('dialogue.progress', { done, all })
  return (
    <div className={css['progress']}>
      <span>{label}</span>
      <progress aria-label={label} value={done} max={Math.max(1, all)} />
    </div>
  )
}

function Ballot(props: {
  readonly statement: StatementShown
  readonly cast: VoteQueue['cast']
}): ReactNode {
  const { statement, cast } = props
  const { t } = useText()
  const casting = useRef(false)
  const answer = useCallback(
    (vote: VoteValue) => {
      if (casting.current) return
      casting.current = true
      void cast(statement.id, vote).catch(() => {
        casting.current = false
      })
    },
    [cast, statement.id],
  )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      // Letters belong to fields and lists while these have the focus, arrows to tabs as well.
      const typing = 'input, textarea, select, [role=listbox], [role=dialog]'
      const elsewhere = key.startsWith('Arrow') ? `${typing}, [role=tab]` : typing
      if (event.metaKey || event.ctrlKey || event.altKey || event.repeat) return
      if ((event.target as Element).closest(elsewhere)) return
      const found = answers.find(({ keys }) => (keys as readonly string[]).includes(key))
      if (!found) return
      event.preventDefault()
      answer(found.vote)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [answer])
  return (
    <section className={css['ballot']} aria-label={t('dialogue.statement')}>
      <p className={css['statement']} aria-live="polite">
        <Words statement={statement} />
      </p>
      <div className={css['answers']}>
        {answers.map(({ vote, key, keys }) => (
          <button
            key={key}
            type="button"
            className={css['answer']}
            data-vote={vote}
            onClick={() => answer(vote)}
          >
            <span>{t(key)}</span>
            <kbd aria-hidden>{keys[0].toUpperCase()}</kbd>
          </button>
        ))}
      </div>
      <p className={css['keys']}>{t('dialogue.keys')}</p>
    </section>
  )
}

function Waiting({ queue }: { readonly queue: VoteQueue }): ReactNode {
  const { t } = useText()
  if (queue.refusal)
    return (
      <div role="alert">
        <Failure error={queue.refusal} />
        <p>{t('dialogue.refused', { count: queue.count })}</p>
        <Button onPress={() => void queue.drop()}>{t('dialogue.drop_waiting')}</Button>
      </div>
    )
  if (queue.count === 0)
    return (
      <p className={css['soft']} role="status">
        {t('dialogue.all_sent')}
      </p>
    )
  return (
    <p className={css['waiting']} role="status">
      {queue.offline
        ? t('dialogue.waiting_offline', { count: queue.count })
        : t('dialogue.sending', { count: queue.count })}
    </p>
  )
}

function MyVotes(props: {
  readonly accepted: readonly StatementShown[]
  readonly votes: ReadonlyMap<string, VoteValue>
  readonly queue: VoteQueue
  readonly open: boolean
}): ReactNode {
  const { t } = useText()
  const { accepted, votes, queue, open } = props
  const rows = accepted.filter(({ id }) => votes.has(id))
  return (
    <Section title={t('dialogue.my_votes')} count={rows.length}>
      <p className={css['soft']}>{t('dialogue.last_counts')}</p>
      <DataTable
        label={t('dialogue.my_votes')}
        rows={rows}
        rowKey={({ id }) => id}
        empty={t('dialogue.no_votes')}
        columns={[
          { key: 's', title: t('dialogue.statement'), render: (s) => <Words statement={s} /> },
          {
            key: 'v',
            title: t('dialogue.your_vote'),
            render: (s) => (
              <div className={css['change']} role="group" aria-label={t('dialogue.change_vote')}>
                {answers.map(({ vote, key }) => (
                  <button
                    key={key}
                    type="button"
                    aria-pressed={votes.get(s.id) === vote}
                    disabled={!open}
                    onClick={() => {
                      if (votes.get(s.id) !== vote) void queue.cast(s.id, vote)
                    }}
                  >
                    {t(key)}
                  </button>
                ))}
              </div>
            ),
          },
        ]}
      />
    </Section>
  )
}

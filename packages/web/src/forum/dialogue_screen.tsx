// One dialogue: voting for who may, the map with what unites and divides, and moderation for the
// secretariat. It shows the dialogue as it is now, whatever the date cursor says.
import { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { Bi, Button, Failure, Note, Page, Skeleton, StatusChip, Tabs } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import { Links } from './citizen_links.tsx'
import css from './dialogue.module.css'
import {
  useDialogue,
  useForumRefresh,
  useOpinion,
  type DialogueRead,
  type VoteValue,
} from './dialogue_data.ts'
import { Opinion } from './dialogue_opinion.tsx'
import { Moderation } from './dialogue_moderation.tsx'
import { type SentVote, useVoteQueue, type VoteQueue } from './dialogue_queue.ts'
import { MemberVoting } from './dialogue_member.tsx'

export function Dialogue({ id }: { readonly id: string }): ReactNode {
  const { t } = useText()
  const { data: read, error, refetch } = useDialogue(id)
  if (error)
    return (
      <Page title={t('dialogue.title')}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    )
  if (!read)
    return (
      <Page title={t('dialogue.title')}>
        <Skeleton lines={8} />
      </Page>
    )
  return <Shown read={read} />
}

/** Her votes: what the server has, with what it took since, under what still waits. */
function useOwnVotes(read: DialogueRead): {
  readonly votes: ReadonlyMap<string, VoteValue>
  readonly queue: VoteQueue
} {
  const [taken, setTaken] = useState<Readonly<Record<string, VoteValue>>>({})
  const { id: dialogue_id } = read.dialogue
  const seat = read.part.participant
  const post = useCallback(
    async (votes: readonly SentVote[]) => {
      const answer = await call(dialogueEndpoints.castVotes, { dialogue_id, votes }, seat)
      setTaken(answer.my_votes)
    },
    [dialogue_id, seat],
  )
  const queue = useVoteQueue(`${seat} ${dialogue_id}`, post)
  const { waiting } = queue
  const votes = useMemo(
    () => new Map([...Object.entries(read.my_votes), ...Object.entries(taken), ...waiting]),
    [read.my_votes, taken, waiting],
  )
  return { votes, queue }
}

function Shown({ read }: { readonly read: DialogueRead }): ReactNode {
  const { t, pick } = useText()
  const { dialogue, part, intakes } = read
  const { votes, queue } = useOwnVotes(read)
  const { session } = useProcess()
  const everybody =
    session.compartments.find((c) => c.id === dialogue.compartment_id)?.kind === 'public'
  const waiting = read.statements.filter((s) => s.status === 'pending').length
  const items = [
    ...(part.votes || votes.size > 0
      ? [
          {
            id: 'vote',
            label: t('dialogue.tab_vote'),
            content: <MemberVoting read={read} votes={votes} queue={queue} />,
          },
        ]
      : []),
    {
      id: 'map',
      label: t('dialogue.tab_map'),
      content: <MemberOpinion read={read} votes={votes} />,
    },
    ...(part.moderates
      ? [
          {
            id: 'statements',
            label: t('dialogue.tab_statements', { count: waiting }),
            content: <Moderation read={read} />,
          },
          ...(everybody
            ? [{ id: 'citizens', label: t('citizen.tab'), content: <Links read={read} /> }]
            : []),
        ]
      : []),
  ]
  return (
    <Page
      title={pick(dialogue.title)}
      kicker={t('dialogue.kicker')}
      lead={<Bi text={dialogue.question} />}
      actions={
        <>
          <StatusChip tone={dialogue.status === 'open' ? 'accent' : 'plain'}>
            {t(`dialogue.is_${dialogue.status}`)}
          </StatusChip>
          {part.moderates ? <Acts read={read} /> : null}
        </>
      }
    >
      {dialogue.example ? <Note tone="warning">{t('dialogue.made_up')}</Note> : null}
      {intakes.map((intake, i) => (
        <p key={i} className={css['soft']}>
          {t(`dialogue.intake_${intake.origin}`, {
            participants: intake.participants,
            votes: intake.votes,
          })}
        </p>
      ))}
      {part.submits || part.votes || !part.moderates ? null : (
        <p className={css['soft']}>{t('dialogue.no_vote_here')}</p>
      )}
      <Tabs label={pick(dialogue.title)} items={items} />
    </Page>
  )
}

function MemberOpinion(props: {
  readonly read: DialogueRead
  readonly votes: ReadonlyMap<string, VoteValue>
}): ReactNode {
  const { data, error, refetch } = useOpinion(props.read.dialogue.id)
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton lines={6} />
  return <Opinion {...props} figures={data.result?.figures} />
}

function Acts({ read }: { readonly read: DialogueRead }): ReactNode {
  const { t } = useText()
  const refresh = useForumRefresh()
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<ReactNode>()
  const { id, status } = read.dialogue
  const act = async (work: () => Promise<ReactNode>) => {
    setBusy(true)
    try {
      setSaid(await work())
      await refresh()
    } catch (error) {
      setSaid(<Failure error={error} />)
    } finally {
      setBusy(false)
    }
  }
  const publish = async () => {
    setSaid(<span role="status">{t('dialogue.working')}</span>)
    const { published } = await call(dialogueEndpoints.publishOpinion, { dialogue_id: id })
    return (
      <span role="status">
        {t(published ? 'dialogue.published_now' : 'dialogue.nothing_moves')}
      </span>
    )
  }
  const turn = async () => {
    await call(dialogueEndpoints.setDialogueStatus, {
      dialogue_id: id,
      act_id: crypto.randomUUID(),
      status: status === 'open' ? 'closed' : 'open',
    })
    return undefined
  }
  return (
    <>
      {said}
      <Button isDisabled={busy} onPress={() => void act(publish)}>
        {t('dialogue.publish_now')}
      </Button>
      <Button isDisabled={busy} onPress={() => void act(turn)}>
        {t(status === 'open' ? 'dialogue.close' : 'dialogue.reopen')}
      </Button>
    </>
  )
}

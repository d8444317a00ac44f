// A member votes: with the figures, the queue and the acts of her seat.
import { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import type { ReactNode } from 'react'
import { call } from '../session/api.ts'
import { useForumRefresh, useOpinion, type DialogueRead, type VoteValue } from './dialogue_data.ts'
import type { VoteQueue } from './dialogue_queue.ts'
import { MySubmissions, Submit, type Submitting } from './dialogue_submit.tsx'
import { Voting } from './dialogue_vote.tsx'

export function MemberVoting(props: {
  readonly read: DialogueRead
  readonly votes: ReadonlyMap<string, VoteValue>
  readonly queue: VoteQueue
}): ReactNode {
  const { read } = props
  const { id: dialogue_id } = read.dialogue
  const { moderates, submits, submits_apart } = read.part
  const opinion = useOpinion(dialogue_id)
  const refresh = useForumRefresh()
  const submit: Submitting = async (statement) => {
    await call(dialogueEndpoints.submitStatement, { dialogue_id, ...statement })
    await refresh()
  }
  const help = moderates ? 'add_help' : submits_apart ? 'submit_apart' : 'submit_plenary'
  return (
    <Voting
      {...props}
      figures={opinion.isPending ? null : opinion.data?.result?.figures}
      promise="dialogue.vote_promise"
    >
      {submits ? <Submit help={`dialogue.${help}`} moderates={moderates} submit={submit} /> : null}
      <MySubmissions read={read} />
    </Voting>
  )
}

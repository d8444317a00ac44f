// Votes that are not yet with the server. They are written down in the browser first and sent from
// there, in their order and with the ids they got there, so that a lost connection or a reload loses
// none and sends none twice.
import { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { limits } from '@sulh/contract/limits'
import { Dexie, type Table } from 'dexie'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, ProblemError } from '../session/api.ts'
import type { VoteValue } from './dialogue_data.ts'

export type WaitingVote = {
  readonly order?: number
  readonly id: string
  readonly place: string
  readonly statement_id: string
  readonly vote: VoteValue
}

class ForumStore extends Dexie {
  declare votes: Table<WaitingVote, number>
  constructor() {
    super('sulh-forum')
    this.version(1).stores({ votes: '++order, place, &id' })
  }
}
const store = new ForumStore()
const RETRY_MS = 5_000

export type VoteQueue = {
  /** Votes that wait, the last of each statement. */
  readonly waiting: ReadonlyMap<string, VoteValue>
  readonly count: number
  /** Whether the last attempt found no server. */
  readonly offline: boolean
  /** Why the server refused what waits; a person decides whether to drop it. */
  readonly refusal: unknown
  cast(statement_id: string, vote: VoteValue): Promise<void>
  drop(): Promise<void>
}

/** `sent`, the same function throughout, is called with what the server has, each time it took some. */
export function useVoteQueue(
  dialogue_id: string,
  seat: string,
  sent: (votes: Readonly<Record<string, VoteValue>>) => void,
): VoteQueue {
  const place = `${seat} ${dialogue_id}`
  const [waiting, setWaiting] = useState<readonly WaitingVote[]>([])
  const [offline, setOffline] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const chain = useRef<Promise<unknown>>(Promise.resolve())

  const show = useCallback(
    async () => setWaiting(await store.votes.where({ place }).sortBy('order')),
    [place],
  )
  const flush = useCallback(async () => {
    for (;;) {
      const votes = (await store.votes.where({ place }).sortBy('order')).slice(
        0,
        limits.votes_per_command_count,
      )
      if (votes.length === 0) return
      try {
        const answer = await call(
          dialogueEndpoints.castVotes,
          {
            dialogue_id,
            votes: votes.map(({ id, statement_id, vote }) => ({ id, statement_id, vote })),
          },
          seat,
        )
        await store.votes.bulkDelete(votes.flatMap((v) => v.order ?? []))
        sent(answer.my_votes)
        setOffline(false)
        setRefusal(undefined)
      } catch (error) {
        const lost = error instanceof ProblemError && error.details.code === 'busy'
        setOffline(lost)
        if (!lost) setRefusal(error)
        return
      } finally {
        await show()
      }
    }
  }, [place, dialogue_id, seat, sent, show])
  const send = useCallback(() => {
    chain.current = chain.current.then(flush, flush)
    return chain.current
  }, [flush])

  useEffect(() => {
    void show().then(send)
    const again = () => void send()
    addEventListener('online', again)
    const timer = setInterval(again, RETRY_MS)
    return () => {
      removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [show, send])

  return {
    waiting: new Map(waiting.map((v) => [v.statement_id, v.vote])),
    count: waiting.length,
    offline,
    refusal,
    async cast(statement_id, vote) {
      await store.votes.add({ id: crypto.randomUUID(), place, statement_id, vote })
      await show()
      void send()
    },
    async drop() {
      await store.votes.where({ place }).delete()
      setRefusal(undefined)
      await show()
    },
  }
}

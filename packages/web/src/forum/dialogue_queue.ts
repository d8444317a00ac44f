// Votes that are not yet with the server. They are written down in the browser first and sent from
// there, in their order and with the ids they got there, so that a lost connection or a reload loses
// none and sends none twice.
import { limits } from '@sulh/contract/limits'
import { Dexie, type Table } from 'dexie'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ProblemError } from '../session/api.ts'
import type { VoteValue } from './dialogue_data.ts'

export type WaitingVote = {
  readonly order?: number
  readonly id: string
  readonly place: string
  readonly statement_id: string
  readonly vote: VoteValue
}

/** What a citizen voted: kept here alone, because the server tells it to nobody. */
type KeptVote = {
  readonly place: string
  readonly statement_id: string
  readonly vote: VoteValue
}

class ForumStore extends Dexie {
  declare votes: Table<WaitingVote, number>
  declare kept: Table<KeptVote, [string, string]>
  constructor() {
    super('sulh-forum')
    this.version(1).stores({ votes: '++order, place, &id' })
    this.version(2).stores({ kept: '[place+statement_id], place' })
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

/** Votes of one citizen that this browser has sent. */
export async function keptVotes(place: string): Promise<ReadonlyMap<string, VoteValue>> {
  const votes = await store.kept.where({ place }).toArray()
  return new Map(votes.map(({ statement_id, vote }) => [statement_id, vote]))
}
export async function keepVotes(place: string, votes: readonly SentVote[]): Promise<void> {
  await store.kept.bulkPut(votes.map(({ statement_id, vote }) => ({ place, statement_id, vote })))
}

export type SentVote = Pick<WaitingVote, 'id' | 'statement_id' | 'vote'>

/**
 * `place` names who votes in which dialogue; `post`, the same function throughout, hands votes to the
 * server and rejects where it does not take them.
 */
export function useVoteQueue(
  place: string,
  post: (votes: readonly SentVote[]) => Promise<void>,
): VoteQueue {
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
        await post(votes.map(({ id, statement_id, vote }) => ({ id, statement_id, vote })))
        await store.votes.bulkDelete(votes.flatMap((v) => v.order ?? []))
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
  }, [place, post, show])
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

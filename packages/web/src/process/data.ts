// Brings the seat's records to the browser page by page, keeps them fresh by the live stream, and
// gives screens the process as of the date cursor.
import type { AsOf } from '@sulh/analysis/history/asof'
import { addresses } from '@sulh/contract/addresses'
import type { processEndpoints, ProcessRecord } from '@sulh/contract/process'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, createElement, useContext, useEffect, useMemo, type ReactNode } from 'react'
import { callAt } from '../session/api.ts'
import { useSession, type Session } from '../session/session.ts'
import { useSettings } from '../session/settings.ts'
import { listenTo } from '../session/stream.ts'
import { endOfDay, viewOf, type View } from './view.ts'

type Records = ReadonlyMap<string, ProcessRecord>

/** Everything that the seat reads, or the records of one compartment that changed after an entry. */
async function loadHistory(
  seat: string | undefined,
  part: { readonly compartment_id?: string; readonly after_n?: number } = {},
): Promise<Records> {
  const records = new Map<string, ProcessRecord>()
  let cursor: string | undefined
  do {
    const page = await callAt<typeof processEndpoints.listHistory>(
      addresses.listHistory,
      { ...part, cursor, limit: 500 },
      seat,
    )
    for (const record of page.records) records.set(record.id, record)
    cursor = page.next ?? undefined
  } while (cursor)
  return records
}

/**
 * Listens to the seat's stream and reads of each compartment that grew what is new. It begins from
 * the heads of the session, which is older than the history: what came between is read as well.
 */
function useLive(seat: string | undefined, session: Session | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!session) return undefined
    const known = new Map(session.compartments.map((c) => [c.id, c.n]))
    const read = (compartment_id: string, n: number) => {
      const after_n = known.get(compartment_id) ?? 0
      if (n <= after_n) return
      known.set(compartment_id, n)
      void loadHistory(seat, { compartment_id, after_n }).then(
        (fresh) => {
          client.setQueryData<Records>(['history', seat], (old) => {
            if (!old) return old
            return new Map([...old, ...fresh])
          })
          void client.invalidateQueries({ queryKey: ['text', seat] })
          void client.invalidateQueries({ queryKey: ['forum', seat] })
          return client.invalidateQueries({ queryKey: ['ledger', seat] })
        },
        // The next event, or the heads after the stream is back, read it with what comes then.
        () => known.set(compartment_id, Math.min(after_n, known.get(compartment_id) ?? 0)),
      )
    }
    return listenTo({ seat_id: session.seat.id, named: seat }, (told) => {
      if (told.is === 'entry') read(told.compartment_id, told.n)
      else for (const [id, n] of Object.entries(told.heads)) read(id, n)
    })
  }, [client, seat, session])
}

export type Process = {
  readonly view: View
  readonly records: Records
  readonly session: Session
  readonly asOf: AsOf
  readonly day: string
  refresh(): Promise<void>
}
const ProcessContext = createContext<Process | undefined>(undefined)

/** The example opens on the morning of its fourth round; a real process opens today. */
export const exampleDays = ['2020-10-19', '2020-10-24', '2021-02-05'] as const
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
function firstDay(session: Session | undefined): string {
  return session?.example ? exampleDays[0] : today()
}

/** What the frame shows instead of the screens while nothing is there yet. */
export type Loading =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }

export function ProcessProvider(props: {
  children: ReactNode
  otherwise: (loading: Loading) => ReactNode
}): ReactNode {
  const { seat, day: chosen, basis } = useSettings()
  const client = useQueryClient()
  const session = useSession()
  const history = useQuery({
    queryKey: ['history', seat],
    queryFn: () => loadHistory(seat),
    enabled: session.isSuccess,
  })
  useLive(seat, history.isSuccess ? session.data : undefined)
  const day = chosen ?? firstDay(session.data)
  const records = history.data
  const process = useMemo((): Process | undefined => {
    if (!records || !session.data) return undefined
    const asOf: AsOf = { at: endOfDay(day), basis }
    return {
      view: viewOf([...records.values()], asOf),
      records,
      session: session.data,
      asOf,
      day,
      refresh: async () => {
        await client.invalidateQueries({ queryKey: ['history', seat] })
      },
    }
  }, [records, session.data, day, basis, client, seat])
  const error = session.error ?? history.error
  if (!process) return props.otherwise(error ? { state: 'failed', error } : { state: 'loading' })
  return createElement(ProcessContext, { value: process }, props.children)
}

export function useProcess(): Process {
  const process = useContext(ProcessContext)
  if (!process) throw new Error('useProcess stands inside ProcessProvider only')
  return process
}

// SPEC P17 without a socket or a database: what a stream may send before its heads are read.
import { limits } from '@sulh/contract/limits'
import { afterEach, expect, test, vi } from 'vitest'
import type { Dispatcher } from './dispatcher.ts'
import { LiveStreams } from './live.ts'

afterEach(() => vi.useRealTimers())

test('P17 a pulse that falls before the heads does not begin the stream', async () => {
  vi.useFakeTimers()
  const nobody: Dispatcher = {
    subscribe: () => () => undefined,
    nudge: () => undefined,
    catchUp: () => Promise.resolve(),
    settled: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  const streams = new LiveStreams(nobody)
  const said: string[] = []
  const sink = {
    begin: () => void said.push('begin'),
    write: (text: string) => said.push(text) > 0,
    end: () => void said.push('end'),
  }
  const heads = Promise.withResolvers<[]>()
  const opening = streams.open(sink, { role: 'seat', readHeads: () => heads.promise })
  vi.advanceTimersByTime(limits.live_heartbeat_ms)
  expect(streams.count).toBe(1)
  expect(said).toEqual([])
  heads.resolve([])
  const close = await opening
  vi.advanceTimersByTime(limits.live_heartbeat_ms)
  expect(said).toEqual(['begin', 'event: heads\ndata: {}\n\n', ': still here\n\n'])
  close()
  vi.advanceTimersByTime(limits.live_heartbeat_ms)
  expect(said).toHaveLength(3)
  expect(streams.count).toBe(0)
  streams.close()
})

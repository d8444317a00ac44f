// SPEC P27: one stream at the server for all who listen, and for each of them the heads first.
import { afterEach, expect, test, vi } from 'vitest'
import { SharedStream, type Source, type StreamMessage } from './shared_stream.ts'

/** Stands for the browser's EventSource: what the server would send is sent by the test. */
class TestSource extends EventTarget implements Source {
  readyState = 1
  close(): void {
    this.readyState = 2
  }
  send(event: 'heads' | 'entry', told: unknown): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(told) }))
  }
}

function shared() {
  const sources: TestSource[] = []
  const stream = new SharedStream(() => {
    const source = new TestSource()
    sources.push(source)
    return source
  })
  const listen = () => {
    const heard: StreamMessage[] = []
    const leave = stream.join((told) => void heard.push(told))
    return { heard, leave }
  }
  return { sources, listen }
}
const only = (sources: readonly TestSource[]) => {
  expect(sources).toHaveLength(1)
  return sources[0]!
}

afterEach(() => void vi.useRealTimers())

test('P27 eight listeners have one stream, and each is told every event', () => {
  const { sources, listen } = shared()
  const all = Array.from({ length: 8 }, listen)
  const source = only(sources)
  source.send('heads', { a: 1, b: 4 })
  source.send('entry', { compartment_id: 'a', n: 2 })
  for (const { heard } of all)
    expect(heard).toEqual([
      { is: 'heads', heads: { a: 1, b: 4 } },
      { is: 'entry', compartment_id: 'a', n: 2 },
    ])
})

test('P27 who joins later is told the heads as they are then, and before any entry', () => {
  const { sources, listen } = shared()
  listen()
  const source = only(sources)
  source.send('heads', { a: 1, b: 4 })
  source.send('entry', { compartment_id: 'a', n: 2 })
  source.send('entry', { compartment_id: 'new', n: 1 })
  const late = listen()
  source.send('entry', { compartment_id: 'b', n: 5 })
  expect(late.heard).toEqual([
    { is: 'heads', heads: { a: 2, b: 4, new: 1 } },
    { is: 'entry', compartment_id: 'b', n: 5 },
  ])
})

test('P27 heads of a new connection replace those of the one before', () => {
  const { sources, listen } = shared()
  listen()
  const source = only(sources)
  source.send('heads', { a: 1, gone: 9 })
  source.send('heads', { a: 7 })
  expect(listen().heard).toEqual([{ is: 'heads', heads: { a: 7 } }])
})

test('P27 the stream ends with its last listener; the next one waits for new heads', () => {
  const { sources, listen } = shared()
  const [one, two] = [listen(), listen()]
  const source = only(sources)
  source.send('heads', { a: 1 })
  one.leave()
  expect(source.readyState).toBe(1)
  two.leave()
  expect(source.readyState).toBe(2)
  const three = listen()
  expect(sources).toHaveLength(2)
  expect(three.heard).toEqual([])
  sources[1]?.send('heads', { a: 3 })
  expect(three.heard).toEqual([{ is: 'heads', heads: { a: 3 } }])
  expect(one.heard).toHaveLength(1)
})

test('P27 a refused stream is opened again, and nobody is told old heads meanwhile', () => {
  vi.useFakeTimers()
  const { sources, listen } = shared()
  const { heard } = listen()
  const source = only(sources)
  source.send('heads', { a: 1 })
  source.readyState = 2
  source.dispatchEvent(new Event('error'))
  vi.runAllTimers()
  expect(sources).toHaveLength(2)
  sources[1]?.send('heads', { a: 2 })
  expect(heard.at(-1)).toEqual({ is: 'heads', heads: { a: 2 } })
  // A connection that the browser itself opens again is left to it.
  sources[1]!.readyState = 0
  sources[1]!.dispatchEvent(new Event('error'))
  vi.runAllTimers()
  expect(sources).toHaveLength(2)
})

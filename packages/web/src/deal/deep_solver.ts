// Asks for trades and trust once the sliders rest, and ends the search when the question changes. What
// stands of an earlier question stays in sight and is marked as such; over a second says how far it is.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DeepAnswer, DeepQuestion } from './deep.ts'
import type { DeepTold } from './deep_worker.ts'

const REST_MS = 350
const SLOW_MS = 1000

export type Deepening = {
  /** The parts that stand; of an earlier question while `stale`. */
  readonly answer: DeepAnswer
  readonly stale: boolean
  /** Under way for over a second: how far, from 0 to 1. */
  readonly share: number | undefined
  readonly stopped: boolean
  cancel(): void
}
type Found = {
  readonly of: DeepQuestion | undefined
  readonly answer: DeepAnswer
  readonly ended: boolean
}

const nothing: Found = { of: undefined, answer: {}, ended: false }

export function useDeep(question: DeepQuestion | undefined): Deepening {
  const [found, setFound] = useState<Found>(nothing)
  const [share, setShare] = useState<number>()
  const [stopped, setStopped] = useState(false)
  const end = useRef<() => void>(undefined)

  useEffect(() => {
    if (!question) return undefined
    let worker: Worker | undefined
    let slow: ReturnType<typeof setTimeout> | undefined
    let told: DeepAnswer = {}
    setStopped(false)
    const finish = () => {
      clearTimeout(slow)
      setShare(undefined)
      worker?.terminate()
    }
    const timer = setTimeout(() => {
      worker = new Worker(new URL('./deep_worker.ts', import.meta.url), { type: 'module' })
      slow = setTimeout(() => setShare(0), SLOW_MS)
      worker.onmessage = ({ data }: MessageEvent<DeepTold>) => {
        if (data.state === 'progress') {
          setShare((old) => (old === undefined ? old : data.share))
          return
        }
        if (data.state !== 'failed') told = { ...told, ...data.answer }
        const ended = data.state !== 'part'
        setFound({ of: question, answer: told, ended })
        if (ended) finish()
      }
      worker.postMessage(question)
    }, REST_MS)
    end.current = () => {
      clearTimeout(timer)
      finish()
    }
    return end.current
  }, [question])

  const cancel = useCallback(() => {
    end.current?.()
    setStopped(true)
  }, [])
  const stale = found.of !== question
  return useMemo(
    () => ({ answer: found.answer, stale, share, stopped, cancel }),
    [found, stale, share, stopped, cancel],
  )
}

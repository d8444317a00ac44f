// Solves while sliders move: one worker, one problem under way, and only the last of those that came
// meanwhile is solved next, so that a moving slider is never behind by more than one answer.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DealAnswer, DealProblem } from './solve.ts'
import type { Asked, Failure, Told } from './solve_worker.ts'

export type Solving = {
  /** The last answer; it may be of an earlier problem while `busy`. */
  readonly answer: DealAnswer | undefined
  readonly problem: DealProblem | undefined
  readonly busy: boolean
  /** Under way for over a second: how far, from 0 to 1. */
  readonly share: number | undefined
  readonly failed: Failure | undefined
  readonly stopped: boolean
  cancel(): void
  /** After a stop: the same problem once more. */
  again(): void
}

const SLOW_MS = 1000

function startWorker(): Worker {
  return new Worker(new URL('./solve_worker.ts', import.meta.url), { type: 'module' })
}

export function useSolver(problem: DealProblem | undefined): Solving {
  const worker = useRef<Worker>(undefined)
  const under_way = useRef<Asked>(undefined)
  const next = useRef<Asked>(undefined)
  const serial = useRef(0)
  const slow = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [answer, setAnswer] = useState<{ answer: DealAnswer; problem: DealProblem }>()
  const [share, setShare] = useState<number>()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Failure>()
  const [stopped, setStopped] = useState(false)

  const ask = useCallback((asked: Asked) => {
    under_way.current = asked
    setBusy(true)
    clearTimeout(slow.current)
    slow.current = setTimeout(() => setShare((s) => s ?? 0), SLOW_MS)
    worker.current ??= startWorker()
    worker.current.onmessage = ({ data }: MessageEvent<Told>) => {
      const mine = under_way.current
      if (!mine || data.id !== mine.id) return
      if (data.state === 'progress') {
        setShare((s) => (s === undefined ? s : data.share))
        return
      }
      clearTimeout(slow.current)
      setShare(undefined)
      under_way.current = undefined
      if (data.state === 'answer') setAnswer({ answer: data.answer, problem: mine.problem })
      setFailed(data.state === 'failed' ? data.failure : undefined)
      const then = next.current
      next.current = undefined
      if (then) ask(then)
      else setBusy(false)
    }
    worker.current.postMessage(asked)
  }, [])

  useEffect(() => {
    if (!problem) return
    serial.current += 1
    const asked = { id: serial.current, problem }
    setStopped(false)
    if (under_way.current) next.current = asked
    else ask(asked)
  }, [problem, ask])

  const end = useCallback(() => {
    worker.current?.terminate()
    worker.current = undefined
    under_way.current = undefined
    next.current = undefined
    clearTimeout(slow.current)
  }, [])
  useEffect(() => end, [end])

  const cancel = useCallback(() => {
    end()
    setBusy(false)
    setShare(undefined)
    setStopped(true)
  }, [end])
  const again = useCallback(() => {
    if (!problem) return
    serial.current += 1
    setStopped(false)
    ask({ id: serial.current, problem })
  }, [problem, ask])
  const { answer: last, problem: of } = answer ?? {}
  return { answer: last, problem: of, busy, share, failed, stopped, cancel, again }
}

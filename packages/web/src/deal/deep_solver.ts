// Asks for trades and trust once the sliders rest, and ends the search when the question changes.
import { useEffect, useState } from 'react'
import type { DeepAnswer, DeepQuestion } from './deep.ts'
import type { DeepTold } from './deep_worker.ts'

const REST_MS = 350

export type Deepening = {
  readonly answer: DeepAnswer | undefined
  readonly share: number | undefined
}

export function useDeep(question: DeepQuestion | undefined): Deepening {
  const [state, setState] = useState<Deepening>({ answer: undefined, share: undefined })
  useEffect(() => {
    if (!question) return undefined
    let worker: Worker | undefined
    const timer = setTimeout(() => {
      worker = new Worker(new URL('./deep_worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<DeepTold>) => {
        if (data.state === 'progress') setState((old) => ({ ...old, share: data.share }))
        else
          setState({ answer: data.state === 'answer' ? data.answer : undefined, share: undefined })
      }
      setState((old) => ({ ...old, share: 0 }))
      worker.postMessage(question)
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      worker?.terminate()
    }
  }, [question])
  return state
}

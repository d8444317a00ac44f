// The solver from outside in the browser: its code and its WebAssembly are files of this server, taken
// when a search ends with a gap and not before.
import { highsSolver } from '@sulh/analysis/deal/highs'
import type { MilpSolver } from '@sulh/analysis/deal/milp'
import address from 'highs/runtime?url'

let loading: Promise<MilpSolver> | undefined

export function outsideSolver(): Promise<MilpSolver> {
  loading ??= loaded()
  return loading
}

async function loaded(): Promise<MilpSolver> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`The solver could not be loaded: ${response.status}.`)
  return highsSolver(await response.arrayBuffer(), { seconds: 10 })
}

// `sulh ballot`: the command line of ballot counting.
import { Failure, exit } from './failure.ts'
import type { Run } from './main.ts'

export const run: Run = async () => {
  throw new Failure(exit.usage, 'sulh ballot is not ready yet.')
}

// `sulh deal`: the command line of deal analysis.
import { Failure, exit } from './failure.ts'
import type { Run } from './main.ts'

export const run: Run = async () => {
  throw new Failure(exit.usage, 'sulh deal is not ready yet.')
}

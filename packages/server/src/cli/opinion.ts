// `sulh opinion`: the command line of opinion groups.
import { Failure, exit } from './failure.ts'
import type { Run } from './main.ts'

export const run: Run = async () => {
  throw new Failure(exit.usage, 'sulh opinion is not ready yet.')
}

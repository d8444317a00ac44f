// `sulh openapi`: prints the description of the HTTP interface, as /api/openapi.json gives it.
import { openapiDocument } from '../platform/openapi.ts'
import { exit } from './failure.ts'
import type { Run } from './main.ts'

export const run: Run = async () => {
  process.stdout.write(`${JSON.stringify(openapiDocument(), null, 2)}\n`)
  return exit.ok
}

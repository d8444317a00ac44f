// The order of test files: those first that take minutes. In the order of their sizes, which is what
// vitest does in a fresh clone, a long one may begin last, and one of two cores has nothing to do.
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

/** Longest first; what is not named takes seconds. */
const long = [
  'confidentiality/two_run.test.ts',
  'e2e/',
  'server/test/cli.test.ts',
  'server/test/kill.test.ts',
  'server/test/',
]

const place = ({ moduleId }: TestSpecification): number => {
  const found = long.findIndex((part) => moduleId.includes(part))
  return found < 0 ? long.length : found
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

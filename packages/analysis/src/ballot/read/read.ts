// One door to the readers of ranked ballots: the name of a format and the text in, a profile out.
import type { Profile } from '../profile.ts'
import { readBlt } from './blt.ts'
import { readCsv } from './csv.ts'
import { readDebian } from './debian.ts'
import { readPreflib } from './preflib.ts'

export type Format = 'debian' | 'preflib' | 'blt' | 'csv'
export const formats: readonly Format[] = ['debian', 'preflib', 'blt', 'csv']

/** Throws BallotError with the line where the text is not of the format. */
export function readProfile(format: Format, text: string): Profile {
  switch (format) {
    case 'debian':
      return readDebian(text)
    case 'preflib':
      return readPreflib(text)
    case 'blt':
      return readBlt(text)
    case 'csv':
      return readCsv(text)
  }
}

// What the readers of line-based formats share: lines with their numbers, and the one sentence in
// which a reader refuses a line (B32).
import { BallotError } from '../profile.ts'

export type Line = { readonly text: string; readonly number: number }

/** Lines without their ends and without a byte order mark; empty ones are left out. */
export function linesOf(text: string): Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  return lines
    .map((line, i) => ({ text: line.trim(), number: i + 1 }))
    .filter((line) => line.text !== '')
}

export function refused(line: number, what: string, advice: string): BallotError {
  return new BallotError(`Line ${line}: ${what}: ${advice}.`)
}

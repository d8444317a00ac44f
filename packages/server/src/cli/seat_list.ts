// The seats of an installation as the command line lists them: one a line, with its id.
import type { Database } from '../platform/database.ts'

export type ListedSeat = { readonly id: string; readonly title_en: string }

/** In the order of their titles. */
export async function listSeats(db: Database): Promise<ListedSeat[]> {
  return db.asService('session', (tx) =>
    tx.selectFrom('sulh.seat').select(['id', 'title_en']).distinct().orderBy('title_en').execute(),
  )
}

export function seatLines(seats: readonly ListedSeat[]): string {
  return seats.map(({ id, title_en }) => `${id}  ${title_en}`).join('\n')
}

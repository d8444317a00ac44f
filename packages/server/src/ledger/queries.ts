// Reads of the ledger under a seat's role. Row security decides what is there; a compartment that
// the seat cannot read is answered as one that does not exist (SPEC P8). Cursors hold a position in
// one compartment's own log and nothing else.
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { ledgerEndpoints } from '@sulh/contract/ledger'
import { Problem } from '@sulh/contract/problem'
import type { Tx } from '../platform/database.ts'

type E = typeof ledgerEndpoints

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
function cursorOf(position: string): string {
  return Buffer.from(position, 'utf8').toString('base64url')
}
function positionOf(cursor: string, form: RegExp): string {
  const position = Buffer.from(cursor, 'base64url').toString('utf8')
  if (form.test(position) && cursorOf(position) === cursor) return position
  throw new Problem(
    'invalid-input',
    { en: 'This is no cursor of this list.', ar: 'هذا ليس مؤشرًا لهذه القائمة.' },
    [
      {
        field: 'cursor',
        expected: { en: 'the `next` of an earlier page', ar: 'قيمة `next` من صفحة سابقة' },
        action: { en: 'begin at the first page', ar: 'ابدأ من الصفحة الأولى' },
      },
    ],
  )
}

async function mustRead(tx: Tx, compartment_id: string): Promise<void> {
  const row = await tx
    .selectFrom('sulh.compartment')
    .select('id')
    .where('id', '=', compartment_id)
    .executeTakeFirst()
  if (!row)
    throw new Problem('not-found', {
      en: 'There is no such compartment for your seat.',
      ar: 'لا وجود لحيز كهذا لمقعدك.',
    })
}

/** Newest first. */
export async function listCheckpoints(
  tx: Tx,
  input: InputOf<E['listCheckpoints']>,
): Promise<OutputOf<E['listCheckpoints']>> {
  await mustRead(tx, input.compartment_id)
  const before =
    input.cursor === undefined
      ? undefined
      : positionOf(input.cursor, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  if (before !== undefined && Number.isNaN(Date.parse(before))) positionOf('', /^x$/)
  let query = tx
    .selectFrom('sulh.checkpoint')
    .selectAll()
    .where('compartment_id', '=', input.compartment_id)
    .orderBy('at', 'desc')
    .limit(input.limit + 1)
  if (before !== undefined) query = query.where('at', '<', before)
  const rows = await query.execute()
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    checkpoints: page.map((row) => ({
      compartment_id: row.compartment_id,
      at: row.at,
      n: row.n,
      root: hex(row.root),
      key_id: row.key_id,
      signature: hex(row.signature),
    })),
    next: rows.length > input.limit && last ? cursorOf(last.at) : null,
  }
}

/** In their order, from the first. */
export async function listEntries(
  tx: Tx,
  input: InputOf<E['listEntries']>,
): Promise<OutputOf<E['listEntries']>> {
  await mustRead(tx, input.compartment_id)
  const after = input.cursor === undefined ? 0 : Number(positionOf(input.cursor, /^[1-9]\d{0,8}$/))
  const rows = await tx
    .selectFrom('sulh.entry')
    .selectAll()
    .where('compartment_id', '=', input.compartment_id)
    .where('n', '>', after)
    .orderBy('n')
    .limit(input.limit + 1)
    .execute()
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    entries: page.map((row) => ({
      compartment_id: row.compartment_id,
      n: row.n,
      id: row.id,
      act: row.act,
      recorded_at: row.recorded_at,
      salt: hex(row.salt),
      content: row.content,
      leaf: hex(row.leaf),
    })),
    next: rows.length > input.limit && last ? cursorOf(`${last.n}`) : null,
  }
}

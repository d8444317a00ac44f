// Which statements were moderated out, and how statements read: from a list of ids, or from the
// comments file of a Polis export (column `moderated`: -1 is out; 0, not yet looked at, stays in).
import { CsvScanner } from './csv.ts'
import { textOf } from './read_ids.ts'
import { VoteError } from './votes.ts'

const ID_NAMES: readonly string[] = ['comment-id', 'statement-id', 'comment', 'statement', 'tid']

type Table = { readonly column: (...names: readonly string[]) => number; readonly rows: string[][] }

function tableOf(csv: Uint8Array): Table {
  const rows: string[][] = []
  const scanner = new CsvScanner(({ bytes, starts, ends, count }) => {
    rows.push(
      Array.from({ length: count }, (_, k) =>
        textOf(bytes, starts[k] as number, ends[k] as number),
      ),
    )
  })
  scanner.push(csv)
  scanner.finish()
  const names = (rows[0] ?? []).map((name) => name.toLowerCase().replaceAll('_', '-'))
  return { rows, column: (...wanted) => names.findIndex((name) => wanted.includes(name)) }
}

/** Ids of moderated-out statements in either form. */
export function moderatedOut(csv: Uint8Array): Set<string> {
  const { rows, column } = tableOf(csv)
  const [id, moderated] = [column(...ID_NAMES), column('moderated')]
  if (moderated >= 0 && id < 0) {
    throw new VoteError('The comments file has no column comment-id: name it so.')
  }
  const listed =
    id < 0
      ? rows.flatMap((fields) => fields.flatMap((field) => field.split(/\s+/)))
      : rows
          .slice(1)
          .filter((fields) => moderated < 0 || Number(fields[moderated]) === -1)
          .map((fields) => fields[id] ?? '')
  return new Set(listed.filter((each) => each !== ''))
}

/** Wording by statement id, from a comments file; empty where there is none. */
export function statementTexts(csv: Uint8Array): Map<string, string> {
  const { rows, column } = tableOf(csv)
  const [id, body] = [column(...ID_NAMES), column('comment-body', 'text', 'body')]
  if (id < 0 || body < 0) return new Map()
  return new Map(rows.slice(1).map((fields) => [fields[id] ?? '', fields[body] ?? '']))
}

// Documents of a text of 400 clauses and 1,200 alternatives in two languages, each as the thread of
// documents makes it: the first of a process apart from those after it.
import { redline } from '@sulh/analysis/redline/compare'
import { makeDocument } from '../packages/server/src/text/documents/make.ts'
import { readDocx } from '../packages/server/src/text/documents/read_docx.ts'
import { editsOf } from '../packages/server/src/text/documents/update/edits.ts'
import { bigText } from './big_text.ts'
import { atMost, comparison, median, type Figure } from './table.ts'

const runs = 3

export async function documents(): Promise<Figure[]> {
  const [before, after] = [bigText(0), bigText(3)]
  const of = {
    after,
    languages: ['en', 'ar'] as const,
    notices: [],
    author: 'Sulh',
    authors: {},
    as_of: '2020-10-23T09:00:00.000Z',
  }
  const figures: Figure[] = []
  const docx = await timed(() => makeDocument({ ...of, format: 'docx' }))
  figures.push(
    comparison('the first DOCX of a process', docx.first, 'ms'),
    atMost('DOCX of 400 clauses, 1,200 alternatives, two languages', docx.median, 2_000, 'ms'),
  )
  const changes = await timed(() => makeDocument({ ...of, before, format: 'docx' }))
  figures.push(atMost('DOCX redline of two versions of it', changes.median, 2_000, 'ms'))
  for (const format of ['html', 'akn', 'pdf'] as const) {
    const made = await timed(() => makeDocument({ ...of, format }))
    figures.push(comparison(`${format.toUpperCase()} of it`, made.median, 'ms'))
  }
  const [file] = await makeDocument({ ...of, format: 'docx' })
  const bytes = file?.bytes ?? new Uint8Array()
  const read = await timed(() => readDocx(bytes, { parties: after.parties }))
  figures.push(
    comparison(`reading that DOCX of ${Math.round(bytes.length / 1024)} kB`, read.median, 'ms'),
  )
  const { draft } = readDocx(bytes, { parties: after.parties })
  const own_numbers = new Map<string, string>()
  const back = await timed(() =>
    editsOf({ tree: before, languages: of.languages, own_numbers }, draft),
  )
  figures.push(
    comparison('what it amounts to, given back to the version before', back.median, 'ms'),
  )
  const compare = await timed(() => redline(before, after))
  figures.push(comparison('of which the redline', compare.median, 'ms'))
  return figures
}

async function timed(work: () => unknown): Promise<{ first: number; median: number }> {
  const times: number[] = []
  for (let run = 0; run <= runs; run++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return { first: times[0] ?? Number.NaN, median: median(times.slice(1)) }
}

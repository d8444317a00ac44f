// Makes one document: which renderer, which files, under which names. It is what the thread of
// documents runs, so everything that goes in and out can be copied between threads. The two large
// libraries are loaded where they are first needed.
import { redline as compare } from '@sulh/analysis/redline/compare'
import type { Language, PartyName, TextTree } from '@sulh/analysis/text/tree'
import type { DocumentFormat } from '@sulh/contract/text_documents'
import { aknOf } from './akn.ts'
import { htmlOf } from './html.ts'
import type { Origin } from './update/origin.ts'
import type { Notice } from './words.ts'

export type MakeJob = {
  /** The older version; absent for a text without changes. */
  readonly before?: TextTree
  readonly after: TextTree
  readonly format: DocumentFormat
  readonly languages: readonly Language[]
  readonly notices: readonly Notice[]
  /** Author of tracked changes, and by node where it is known. */
  readonly author: string
  readonly authors: Readonly<Record<string, string>>
  /** The instant as known at which the text stands. */
  readonly as_of: string
  /** Carried by a DOCX, so that it can be given back. */
  readonly origin?: Origin
}
export type ReadJob = { readonly docx: Uint8Array; readonly parties: readonly PartyName[] }
export type MadeFile = {
  readonly name: string
  readonly media_type: string
  readonly bytes: Uint8Array
}

export async function makeDocument(job: MakeJob): Promise<readonly MadeFile[]> {
  const { after, before, languages, notices } = job
  const redline = compare(before ?? after, after)
  const file = (ending: string, media_type: string, bytes: Uint8Array): MadeFile => ({
    name: `${stem(job)}.${ending}`,
    media_type,
    bytes,
  })
  const encoder = new TextEncoder()
  switch (job.format) {
    case 'docx': {
      const authorOf = (node: string): string | undefined => job.authors[node]
      const { author, as_of: date, origin } = job
      const from = origin === undefined ? {} : { origin }
      const of = { languages, notices, author, authorOf, date, ...from }
      const { docxRedline } = await import('./docx.ts')
      return [file('docx', mediaTypes.docx, await docxRedline(redline, of))]
    }
    case 'html':
      return [
        file('html', mediaTypes.html, encoder.encode(htmlOf(redline, { languages, notices }))),
      ]
    case 'pdf': {
      const { typstOf } = await import('./typst_page.ts')
      const { pdfOf } = await import('./pdf.ts')
      return [file('pdf', mediaTypes.pdf, await pdfOf(typstOf(redline, { languages, notices })))]
    }
    case 'akn': {
      const day = job.as_of.slice(0, 10)
      return languages.map((language) => {
        const xml = aknOf(redline, { language, notices, work: after.id, day })
        return file(`${language}.xml`, mediaTypes.akn, encoder.encode(xml))
      })
    }
  }
}

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  akn: 'application/akn+xml',
} as const

/** `draft-ceasefire-text-2020-10-21-redline-en-ar`: letters that every file system takes. */
function stem({ after, before, as_of, languages }: MakeJob): string {
  const title = (after.title.en ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 60)
  const parts = [title === '' ? 'text' : title, as_of.slice(0, 10)]
  if (before !== undefined) parts.push('redline')
  return [...parts, ...languages].join('-')
}

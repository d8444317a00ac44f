// What stands at the head and foot of every page of a DOCX: which text and which versions, and the number
// of the page (D32). Their styles tell a reader that they are no words of the text.
import type { Language } from '@sulh/analysis/text/tree'
import { AlignmentType, Footer, Header, PageNumber, Paragraph, TextRun } from 'docx'
import { styleIds } from './docx_styles.ts'

export type PageHead = { readonly language: Language; readonly words: string }

export function pageHead(head: readonly PageHead[]): Header {
  return new Header({
    children: head.map(
      ({ language, words }) =>
        new Paragraph({
          style: styleIds.page,
          bidirectional: language === 'ar',
          children: [new TextRun({ text: words, rightToLeft: language === 'ar' })],
        }),
    ),
  })
}

export function pageFoot(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: styleIds.page,
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })
}

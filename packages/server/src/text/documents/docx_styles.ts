// The paragraph and character styles of a DOCX of a text. Their ids tell the reader what each
// paragraph and run is, so they survive editing in a word processor.
import type { IStylesOptions } from 'docx'
import type { NodeKind } from '@sulh/analysis/text/tree'
import type { Role } from './runs.ts'

/** Present on all machines that read DOCX; both scripts are drawn in them. */
export const fonts = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Arial' } as const

/** Twentieths of a point by which a node is set in below its parent. */
export const indentStep = 360

export const styleIds = {
  title: 'SulhTitle',
  words: 'SulhWords',
  option: 'SulhOption',
  stage: 'SulhStage',
  note: 'SulhNote',
  page: 'SulhPage',
} as const

export const kindStyles: Readonly<Record<NodeKind, string>> = {
  preamble: 'SulhPreamble',
  chapter: 'SulhChapter',
  article: 'SulhArticle',
  chapeau: 'SulhChapeau',
  paragraph: 'SulhParagraph',
  subparagraph: 'SulhSubparagraph',
  annex: 'SulhAnnex',
}

export const roleStyles: Readonly<Record<Role, string | undefined>> = {
  words: undefined,
  heading: 'SulhHeading',
  number: 'SulhNumber',
  bracket: 'SulhBracket',
  by: 'SulhBy',
  phrase: 'SulhPhrase',
}

/**
 * Of a no-break space of one point that holds an opening bracket to the number or Latin word behind it
 * in Arabic: LibreOffice breaks the line between the two, as they are set in two directions. A word
 * joiner, isolates and direction marks do not keep it from that; this was seen to (24.2).
 */
export const joinStyle = 'SulhJoin'
export const joinMark = '\u00a0'

const body = { font: fonts, size: 21, sizeComplexScript: 22 }
const spacing = { before: 40, after: 60, line: 264 }

function paragraph(id: string, name: string, run: object, over: object = {}) {
  return {
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run: { ...body, ...run },
    paragraph: { spacing, ...over },
  }
}

function headed(id: string, name: string, size: number, outlineLevel: number) {
  const run = { bold: true, boldComplexScript: true, size, sizeComplexScript: size + 1 }
  return paragraph(id, name, run, {
    outlineLevel,
    keepNext: true,
    spacing: { before: 160, after: 60 },
  })
}

export const documentStyles: IStylesOptions = {
  default: { document: { run: body } },
  paragraphStyles: [
    paragraph(styleIds.title, 'Text title', {
      bold: true,
      boldComplexScript: true,
      size: 32,
      sizeComplexScript: 34,
    }),
    headed(kindStyles.chapter, 'Chapter', 25, 0),
    headed(kindStyles.annex, 'Annex', 25, 0),
    headed(kindStyles.preamble, 'Preamble', 23, 0),
    headed(kindStyles.article, 'Article', 23, 1),
    paragraph(kindStyles.chapeau, 'Chapeau', {}),
    paragraph(kindStyles.paragraph, 'Numbered paragraph', {}),
    paragraph(kindStyles.subparagraph, 'Subparagraph', {}),
    paragraph(styleIds.words, 'Words', {}),
    paragraph(styleIds.option, 'Option', {}),
    paragraph(styleIds.stage, 'Stage', { size: 15, sizeComplexScript: 17, color: '5A554B' }),
    paragraph(styleIds.page, 'Page', { size: 15, sizeComplexScript: 17, color: '5A554B' }),
    paragraph(styleIds.note, 'Note', {
      size: 16,
      sizeComplexScript: 18,
      color: '5A554B',
      italics: true,
    }),
  ],
  characterStyles: [
    { id: 'SulhNumber', name: 'Number', run: {} },
    { id: 'SulhHeading', name: 'Heading words', run: { bold: true, boldComplexScript: true } },
    { id: 'SulhBracket', name: 'Bracket', run: { bold: true, boldComplexScript: true } },
    {
      id: 'SulhBy',
      name: 'Proponents',
      run: { bold: true, boldComplexScript: true, size: 17, sizeComplexScript: 19 },
    },
    { id: 'SulhPhrase', name: 'Phrase', run: { italics: true, color: '5A554B' } },
    { id: joinStyle, name: 'Join', run: { size: 2, sizeComplexScript: 2 } },
  ],
}

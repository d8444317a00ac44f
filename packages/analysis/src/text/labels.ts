// What the closed lists of a negotiating text are called, in English and Arabic: one table for screens,
// documents and sentences. It holds names, no sentences and no rules.
import type {
  ClosingReason,
  Language,
  NodeKind,
  Origin,
  PartyName,
  PositionBasis,
  Reservation,
  Slot,
  Stage,
  TextNode,
  Title,
} from './tree.ts'

type Labels<K extends string> = Readonly<Record<K, Readonly<Record<Language, string>>>>

export const stageLabels: Labels<Stage> = {
  not_opened: { en: 'Not opened', ar: 'لم يُفتح' },
  open: { en: 'Open', ar: 'مفتوح' },
  clean: { en: 'Clean', ar: 'خالٍ من الأقواس' },
  agreed_in_commission: { en: 'Agreed in commission', ar: 'متفق عليه في اللجنة' },
  agreed_ad_referendum: { en: 'Agreed ad referendum', ar: 'متفق عليه بشرط الرجوع إلى القيادة' },
  agreed: { en: 'Agreed', ar: 'متفق عليه' },
}

export const kindLabels: Labels<NodeKind> = {
  preamble: { en: 'Preamble', ar: 'الديباجة' },
  chapter: { en: 'Chapter', ar: 'الباب' },
  article: { en: 'Article', ar: 'المادة' },
  chapeau: { en: 'Chapeau', ar: 'العبارة الاستهلالية' },
  paragraph: { en: 'Paragraph', ar: 'الفقرة' },
  subparagraph: { en: 'Subparagraph', ar: 'الفقرة الفرعية' },
  annex: { en: 'Annex', ar: 'الملحق' },
}

export const originLabels: Labels<Origin> = {
  party: { en: 'Party', ar: 'طرف' },
  joint: { en: 'Joint', ar: 'مشترك' },
  mediator: { en: 'Mediator', ar: 'الوسيط' },
  streamlined: { en: 'Streamlined', ar: 'صيغة موحّدة' },
}

export const closingLabels: Labels<ClosingReason> = {
  consensus: { en: 'consensus', ar: 'بتوافق الآراء' },
  withdrawn: { en: 'withdrawn', ar: 'سُحب' },
  merged: { en: 'merged', ar: 'دُمج' },
  mediators_text: { en: 'mediator’s text', ar: 'نص الوسيط' },
  decision: { en: 'by decision', ar: 'بقرار' },
}

export const basisLabels: Labels<PositionBasis> = {
  declared: { en: 'Declared', ar: 'معلن' },
  told_in_caucus: { en: 'Told in caucus', ar: 'أُبلغ به في لقاء منفرد' },
  estimated: { en: 'Estimated', ar: 'تقدير' },
}

export const reservationLabels: Labels<Reservation['class']> = {
  general: { en: 'General reservation', ar: 'تحفظ عام' },
  scrutiny: { en: 'Scrutiny reservation', ar: 'تحفظ لحين الدراسة' },
  specific: { en: 'Specific reservation', ar: 'تحفظ محدد' },
}

export const slotClassLabels: Labels<Slot['class']> = {
  alternatives: { en: 'Alternatives', ar: 'بدائل' },
  optional: { en: 'Optional', ar: 'اختياري' },
  placeholder: { en: 'Text to come', ar: 'نص يرد لاحقًا' },
}

export const markLabels: Labels<TextNode['mark']> = {
  none: { en: '', ar: '' },
  derived: { en: 'Derived', ar: 'مستخلص' },
  reconstruction: { en: 'Reconstruction', ar: 'صياغة معاد تركيبها' },
  illustration: { en: 'Illustration', ar: 'للتوضيح' },
}

export const languageLabels: Labels<Language> = {
  en: { en: 'English', ar: 'الإنجليزية' },
  ar: { en: 'Arabic', ar: 'العربية' },
}

const arabicLetters = Array.from('أبجدهوزحطيكلمنسعفصقرشتثخذضظغ')

/** a, b, c … as the language writes it: in Arabic the letters of the abjad order. */
export function letterIn(label: string, language: Language): string {
  if (language === 'en' || !/^[a-z]$/u.test(label)) return label
  const letter = arabicLetters[label.charCodeAt(0) - 97]
  // A bare heh reads as the numeral five.
  return letter === 'ه' ? 'هـ' : (letter ?? label)
}

/** A title in the wanted language, else in the other, else empty. */
export function titleText(title: Title | undefined, language: Language): string {
  return title?.[language] ?? title?.[language === 'en' ? 'ar' : 'en'] ?? ''
}

/** The short name of a party, or its id where it is unknown. */
export function shortName(parties: readonly PartyName[], id: string, language: Language): string {
  const party = parties.find((one) => one.id === id)
  return titleText(party?.short, language) || titleText(party?.name, language) || id
}

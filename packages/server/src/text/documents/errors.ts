// Why a document is refused, as one sentence in English and Arabic that says where. What is merely not
// understood is no error: it is listed by the reader.
import type { Language } from '@sulh/analysis/text/tree'

export type Refusal =
  | 'too_large'
  | 'not_a_docx'
  | 'too_many_parts'
  | 'inflates_too_much'
  | 'macros'
  | 'embedded_object'
  | 'outside_link'
  | 'document_type'
  | 'broken_xml'
  | 'nested_too_deep'
  | 'bidi_control'
  | 'stored_bracket'
  | 'pdf_failed'

const sentences: Readonly<Record<Refusal, Readonly<Record<Language, string>>>> = {
  too_large: {
    en: 'The file is larger than 50 MB: take pictures out and try again.',
    ar: 'حجم الملف أكبر من 50 ميغابايت: احذف الصور وأعد المحاولة.',
  },
  not_a_docx: {
    en: 'This is not a DOCX file, or it is torn: save it anew as DOCX.',
    ar: 'ليس هذا ملف DOCX سليمًا: احفظه من جديد بصيغة DOCX.',
  },
  too_many_parts: {
    en: 'The file holds too many parts for a text: save the words alone as DOCX.',
    ar: 'في الملف أجزاء أكثر مما يحتاج إليه نص: احفظ الكلمات وحدها بصيغة DOCX.',
  },
  inflates_too_much: {
    en: 'A part of the file unpacks to far more than its size and was not opened.',
    ar: 'يتضخم جزء من الملف عند فكه أضعافًا كثيرة فلم يُفتح.',
  },
  macros: {
    en: 'The file holds macros: save it as DOCX without macros.',
    ar: 'في الملف وحدات ماكرو: احفظه بصيغة DOCX بلا وحدات ماكرو.',
  },
  embedded_object: {
    en: 'The file holds an embedded object: take it out and try again.',
    ar: 'في الملف كائن مضمّن: احذفه وأعد المحاولة.',
  },
  outside_link: {
    en: 'The file links to something outside itself: remove the link and try again.',
    ar: 'في الملف رابط إلى خارجه: أزل الرابط وأعد المحاولة.',
  },
  document_type: {
    en: 'A part of the file declares a document type, which no DOCX needs: it was not read.',
    ar: 'يعلن جزء من الملف نوع مستند لا يحتاج إليه أي DOCX، فلم يُقرأ.',
  },
  broken_xml: {
    en: 'A part of the file is broken: save it anew as DOCX.',
    ar: 'جزء من الملف معطوب: احفظه من جديد بصيغة DOCX.',
  },
  nested_too_deep: {
    en: 'A part of the file is nested too deep to be a text.',
    ar: 'تداخل جزء من الملف أعمق مما يكون في نص.',
  },
  bidi_control: {
    en: 'The text holds a hidden character that changes the direction of reading: remove it.',
    ar: 'في النص محرف خفي يغيّر اتجاه القراءة: احذفه.',
  },
  stored_bracket: {
    en: 'The words hold a square bracket, which means “not agreed”: make it a slot.',
    ar: 'في الكلمات قوس معقوف، ومعناه «غير متفق عليه»: اجعله موضع بدائل.',
  },
  pdf_failed: {
    en: 'The PDF could not be set.',
    ar: 'تعذّر إخراج ملف PDF.',
  },
}

/** `where` names the part, paragraph or node; it is in the message and for the screen apart. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly refusal: Refusal
  readonly where: string

  constructor(refusal: Refusal, where: string) {
    super(`${sentences[refusal].en} (${where})`)
    this.refusal = refusal
    this.where = where
  }
}

export function refusalSentence({ refusal }: DocumentError, language: Language): string {
  return sentences[refusal][language]
}

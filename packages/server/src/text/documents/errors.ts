// Why a document is refused, as one sentence that says where, in both languages. What is merely not
// understood is no error: it is listed by the reader.
import { Problem } from '@sulh/contract/problem'
import type { DocumentRefusal } from '@sulh/contract/text_documents'

const sentences: Readonly<Record<DocumentRefusal, Both>> = {
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

/** In both languages; the name of a part of the file is the same in either. */
export type Both = { readonly en: string; readonly ar: string }

/** `where` names the part, paragraph or node; it is in the message and for the screen apart. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly refusal: DocumentRefusal
  readonly where: string
  /** The same place in both languages. */
  readonly place: Both
  /** The sentence without its place. */
  readonly sentence: Both

  constructor(refusal: DocumentRefusal, where: string | Both) {
    const place = typeof where === 'string' ? { en: where, ar: where } : where
    super(`${sentences[refusal].en} (${place.en})`)
    this.refusal = refusal
    this.where = place.en
    this.place = place
    this.sentence = sentences[refusal]
  }
}

/** A document that is refused as a problem of what was sent, with its place. */
export function problemOf(error: DocumentError): Problem {
  const { refusal, place, sentence } = error
  const code = refusal === 'too_large' ? 'body-too-large' : 'invalid-input'
  const whole = { en: `${sentence.en} (${place.en})`, ar: `${sentence.ar} (${place.ar})` }
  return new Problem(code, whole, [{ field: `file.${refusal}`, expected: place, action: sentence }])
}

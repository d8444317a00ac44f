// What a document is refused with, in English and Arabic side by side: files, their taking over, and acts
// of an edited file. Refusals of the acts themselves are in text/refusals.ts.
import type { Said } from '@sulh/contract/problem'

type Both = { readonly en: string; readonly ar: string }

export const refusedUpdate = {
  taken_away: {
    en: 'Left out of an edited document.',
    ar: 'حُذف من وثيقة معدّلة.',
  },
  changed_since: {
    en: 'This was changed after the document was exported: compare what stands now with the file.',
    ar: 'تغيّر هذا بعد تصدير الوثيقة: قارن ما هو سارٍ الآن بما في الملف.',
  },
  taken_out: {
    en: 'Brackets of this clause are missing in the file. Brackets are closed in the text, with the reason: put them back, or close them first.',
    ar: 'أقواس من هذا البند غير موجودة في الملف. تُحسم الأقواس في النص مع ذكر السبب: أعدها أو احسمها أولًا.',
  },
  closed_words: {
    en: 'The file changes words on which brackets were closed: reopen the brackets first.',
    ar: 'يغيّر الملف كلمات حُسمت عليها أقواس: أعد فتح الأقواس أولًا.',
  },
  does_not_fit: {
    en: 'These words do not fit their place.',
    ar: 'هذه الكلمات لا تلائم موضعها.',
  },
  other_text: {
    en: 'This file was exported from another text: give it back to that one.',
    ar: 'صُدّر هذا الملف من نص آخر: أعده إلى ذلك النص.',
  },
  needs_other: {
    en: 'This stands on another change of the file: choose that one as well.',
    ar: 'يقوم هذا على تعديل آخر في الملف: اختره أيضًا.',
  },
  not_as_seen: {
    en: 'The text or the file is no longer the one that you looked at: look at it again, nothing was written.',
    ar: 'لم يعد النص أو الملف كما نظرت إليه: انظر إليه من جديد، ولم يُكتب شيء.',
  },
  nothing_picked: {
    en: 'No change was chosen.',
    ar: 'لم يُختر أي تعديل.',
  },
} as const satisfies Record<string, Both>

export const refusedDocument = {
  busy: {
    en: 'Several documents are being made: try again in a moment.',
    ar: 'يجري إعداد عدة وثائق: أعد المحاولة بعد قليل.',
  },
  too_long: {
    en: 'The document took too long to make.',
    ar: 'استغرق إعداد الوثيقة وقتًا أطول مما يُحتمل.',
  },
  no_text_then: {
    en: 'There was no such text at that time.',
    ar: 'لم يكن هذا النص موجودًا في ذلك الوقت.',
  },
  no_version: {
    en: 'There is no such version of this text.',
    ar: 'لا توجد نسخة كهذه من هذا النص.',
  },
  clauses_faulty: {
    en: 'Some clauses cannot be taken over: mend them in the file and send it again.',
    ar: 'تعذّر أخذ بعض البنود: أصلحها في الملف وأعد إرساله.',
  },
  no_words: {
    en: 'The file holds no words that could become a clause.',
    ar: 'ليس في الملف كلمات يمكن أن تصير بندًا.',
  },
  has_clauses: {
    en: 'This text has clauses already: take the file over into a new text, or give it back as an edited one.',
    ar: 'في هذا النص بنود: خذ الملف إلى نص جديد، أو أعده بوصفه ملفًا معدّلًا.',
  },
} as const satisfies Record<string, Both>

export const remedyInFile = {
  other_file: {
    expected: { en: 'a text', ar: 'نص' },
    action: { en: 'Choose another file.', ar: 'اختر ملفًا آخر.' },
  },
  mend: { en: 'Mend it in the file and send it again.', ar: 'أصلحه في الملف وأعد إرساله.' },
  alternatives_most: (count: number) => ({
    en: `at most ${count} alternatives`,
    ar: `${count} بديلًا على الأكثر`,
  }),
  words_once: { en: 'words in one language at least', ar: 'كلمات بلغة واحدة على الأقل' },
  stretches_most: (count: number) => ({
    en: `at most ${count} stretches and brackets`,
    ar: `${count} مقطعًا وقوسًا على الأكثر`,
  }),
  characters_most: (count: number) => ({
    en: `at most ${count} characters in one stretch`,
    ar: `${count} محرفًا في المقطع على الأكثر`,
  }),
} as const

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

/** What the contract finds wrong with words of a file, in both languages, each with its place. */
export function fitFaults(
  issues: readonly Issue[],
): readonly { readonly field: string; readonly expected: Said; readonly action: Said }[] {
  return issues.slice(0, 5).map(({ path, message }) => {
    const at = /at position (\d+)/u.exec(message)?.[1]
    const ar = message.includes('square bracket')
      ? `قوس معقوف عند الموضع ${at ?? ''}`
      : message.includes('control character')
        ? `حرف تحكم عند الموضع ${at ?? ''}`
        : 'كلمات ضمن حدود النص'
    return {
      field: path.map(String).join('.'),
      expected: { en: message, ar },
      action: {
        en: 'Mend it in the file and give it back again.',
        ar: 'أصلحه في الملف ثم أعده.',
      },
    }
  })
}

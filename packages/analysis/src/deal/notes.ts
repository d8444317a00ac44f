// What a reader kept although a person might not expect it, as a structure and as one sentence in
// English or Arabic. Notes never change an answer.
import type { Language } from './fault_sentences.ts'

export type Note =
  | { readonly code: 'weights' | 'weights-divided'; readonly party: string; readonly sum: number }
  | { readonly code: 'no-reservation'; readonly party: string }
  | { readonly code: 'no-domain' }
  | { readonly code: 'all-zero'; readonly party: string; readonly issue: string }
  | { readonly code: 'discount'; readonly party: string }

export function noteSentence(note: Note, language: Language): string {
  const arabic = language === 'ar'
  switch (note.code) {
    case 'weights':
      return arabic
        ? `مجموع أوزان ${note.party} هو ${note.sum} لا واحد؛ أُبقيت كما هي.`
        : `The weights of ${note.party} add up to ${note.sum}, not to one; they are kept as given.`
    case 'weights-divided':
      return arabic
        ? `مجموع أوزان ${note.party} هو ${note.sum} لا واحد؛ قُسمت على مجموعها كما يفعل GENIUS.`
        : `The weights of ${note.party} add up to ${note.sum}, not to one; their proportions are kept and they are divided by their sum, as GENIUS does.`
    case 'no-reservation':
      return arabic
        ? `لا قيمة تحفظ في ملف ${note.party}؛ اعتُبرت صفرًا.`
        : `${note.party} states no reservation value; 0 is used.`
    case 'no-domain':
      return arabic
        ? 'لا ملف مجال في المجلد؛ أُخذت المسائل من أول ملف تفضيلات.'
        : 'The folder has no domain file; the issues are those of the first profile.'
    case 'all-zero':
      return arabic
        ? `كل تقييمات «${note.issue}» لدى ${note.party} صفر؛ لا تضيف المسألة شيئًا لهذا الطرف.`
        : `${note.party} evaluates every option of ${note.issue} at 0; the issue adds nothing for this party.`
    case 'discount':
      return arabic
        ? `يذكر ملف ${note.party} عامل خصم زمني؛ لا يدخل في الحساب.`
        : `${note.party} states a discount factor; it does not enter the analysis.`
  }
}

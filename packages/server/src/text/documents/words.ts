// The phrases that documents of a text add to its own words, in English and Arabic. Names of stages,
// kinds and reasons are in @sulh/analysis/text/labels.
import type { Language } from '@sulh/analysis/text/tree'

type Phrases = Readonly<
  Record<
    | 'no_text'
    | 'to_come'
    | 'untranslated'
    | 'option'
    | 'stage'
    | 'moved_away'
    | 'redline'
    | 'legend'
    | 'no_changes'
    | 'behind',
    string
  >
>

export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    no_text: 'no text',
    to_come: 'text to come',
    untranslated: '(not translated)',
    option: 'Option',
    stage: 'Stage',
    moved_away: 'Moved from here.',
    redline: 'Redline',
    legend: 'Removed words are struck, added words are underlined.',
    no_changes: 'No changes.',
    behind: 'The translation is behind.',
  },
  ar: {
    no_text: 'بلا نص',
    to_come: 'نص يرد لاحقًا',
    untranslated: '(لم يُترجم)',
    option: 'خيار',
    stage: 'المرحلة',
    moved_away: 'نُقل من هنا.',
    redline: 'نسخة مبيّنة التعديلات',
    legend: 'الكلمات المحذوفة مشطوبة والكلمات المضافة تحتها خط.',
    no_changes: 'لا تعديلات.',
    behind: 'الترجمة متأخرة عن الأصل.',
  },
}

/** Shades of stages as practised: white, yellow, green; the label always stands beside. */
export const stageShades = {
  not_opened: 'F2F0EB',
  open: 'FFFFFF',
  clean: 'F7F6F2',
  agreed_in_commission: 'FFF6CC',
  agreed_ad_referendum: 'EEF5DC',
  agreed: 'DFF0DC',
} as const

/** A line of a document about itself, in both languages. */
export type Notice = Readonly<Record<Language, string>>

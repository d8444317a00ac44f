// Each mark of a redline as one short sentence in English or Arabic. What changed is decided in
// marks.ts; a screen or a document only places these.
import {
  basisLabels,
  closingLabels,
  languageLabels,
  letterIn,
  reservationLabels,
  shortName,
  stageLabels,
} from '../text/labels.ts'
import type { Language, PartyName } from '../text/tree.ts'
import type { Mark, Stance } from './marks.ts'

/** One sentence that ends in a full stop. Party ids are looked up in `parties`. */
export function markSentence(
  mark: Mark,
  parties: readonly PartyName[],
  language: Language,
): string {
  return language === 'en' ? inEnglish(mark, parties) : inArabic(mark, parties)
}

function inEnglish(mark: Mark, parties: readonly PartyName[]): string {
  const names = (ids: readonly string[]) =>
    listed(
      ids.map((id) => shortName(parties, id, 'en')),
      'en',
    )
  switch (mark.mark) {
    case 'added':
      return 'Added.'
    case 'removed':
      return 'Removed.'
    case 'moved':
      return 'Moved here.'
    case 'renumbered':
      return `Number ${mark.before || '–'} is now ${mark.after || '–'}.`
    case 'stage':
      return `Stage: ${stageLabels[mark.before].en} is now ${stageLabels[mark.after].en}.`
    case 'fell_back':
      return `Fell back from: ${stageLabels[mark.from].en}.`
    case 'agreed_by':
      return change('Agreed by', names(mark.joined), 'no longer by', names(mark.left), '; ')
    case 'language':
      return languageInEnglish[mark.now](languageLabels[mark.language].en)
    case 'bracket_opened':
      return 'Brackets opened.'
    case 'bracket_reopened':
      return 'Brackets reopened.'
    case 'bracket_closed':
      return `Brackets closed${mark.reason ? ` (${closingLabels[mark.reason].en})` : ''}${
        mark.chosen === undefined ? '' : `: alternative ${mark.chosen} stands`
      }.`
    case 'alternative_added':
    case 'alternative_removed':
    case 'alternative_reworded':
    case 'alternative_tabled':
    case 'alternative_withdrawn':
    case 'alternative_merged': {
      const by = mark.proponents.length === 0 ? '' : ` (${names(mark.proponents)})`
      return `Alternative ${mark.label}${by} ${mark.mark.replace('alternative_', '')}.`
    }
    case 'proponents':
      return `Alternative ${mark.label}: ${change('joined by', names(mark.joined), 'left by', names(mark.left), '; ')}`
    case 'position':
      return `${names([mark.party])}, ${basisLabels[mark.basis].en.toLowerCase()}: ${
        mark.before === undefined ? '' : `was: ${stanceInEnglish(mark.before)}; now: `
      }${mark.after === undefined ? 'position withdrawn' : stanceInEnglish(mark.after)}.`
    case 'reservation':
      return `${reservationLabels[mark.class].en} of ${names([mark.party])} ${mark.now}.`
  }
}

const languageInEnglish = {
  added: (name: string) => `${name} text added.`,
  removed: (name: string) => `${name} text removed.`,
  stale: (name: string) => `${name} text is behind.`,
  current: (name: string) => `${name} text is up to date.`,
}

function stanceInEnglish({ accepts, prefers, rejects }: Stance): string {
  const parts = [
    accepts.length > 0 ? `accepts ${listed(accepts, 'en')}` : '',
    prefers === undefined ? '' : `prefers ${prefers}`,
    rejects.length > 0 ? `rejects ${listed(rejects, 'en')}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'no alternative' : parts.join(', ')
}

function inArabic(mark: Mark, parties: readonly PartyName[]): string {
  const names = (ids: readonly string[]) =>
    listed(
      ids.map((id) => shortName(parties, id, 'ar')),
      'ar',
    )
  switch (mark.mark) {
    case 'added':
      return 'أُضيف.'
    case 'removed':
      return 'حُذف.'
    case 'moved':
      return 'نُقل إلى هنا.'
    case 'renumbered':
      return `تغيّر الرقم من ${mark.before || '–'} إلى ${mark.after || '–'}.`
    case 'stage':
      return `المرحلة: كانت «${stageLabels[mark.before].ar}» وأصبحت «${stageLabels[mark.after].ar}».`
    case 'fell_back':
      return `تراجع عن مرحلة «${stageLabels[mark.from].ar}».`
    case 'agreed_by':
      return change('وافق عليه', names(mark.joined), 'لم يعد موافقًا عليه', names(mark.left), '؛ ')
    case 'language':
      return languageInArabic[mark.now](languageLabels[mark.language].ar)
    case 'bracket_opened':
      return 'فُتحت أقواس.'
    case 'bracket_reopened':
      return 'أُعيد فتح الأقواس.'
    case 'bracket_closed':
      return `أُغلقت الأقواس${mark.reason ? ` (${closingLabels[mark.reason].ar})` : ''}${
        mark.chosen === undefined ? '' : ` وبقي البديل ${letterIn(mark.chosen, 'ar')}`
      }.`
    case 'alternative_added':
    case 'alternative_removed':
    case 'alternative_reworded':
    case 'alternative_tabled':
    case 'alternative_withdrawn':
    case 'alternative_merged': {
      const by = mark.proponents.length === 0 ? '' : ` (${names(mark.proponents)})`
      return `${alternativeInArabic[mark.mark]} البديل ${letterIn(mark.label, 'ar')}${by}.`
    }
    case 'proponents':
      return `البديل ${letterIn(mark.label, 'ar')}: ${change('انضم إليه', names(mark.joined), 'تراجع عنه', names(mark.left), '؛ ')}`
    case 'position':
      return `${names([mark.party])} (${basisLabels[mark.basis].ar}): ${
        mark.before === undefined ? '' : `كان: ${stanceInArabic(mark.before)}؛ والآن: `
      }${mark.after === undefined ? 'سُحب الموقف' : stanceInArabic(mark.after)}.`
    case 'reservation':
      return `${reservationInArabic[mark.now]} ${reservationLabels[mark.class].ar} من ${names([mark.party])}.`
  }
}

const alternativeInArabic = {
  alternative_added: 'أُضيف',
  alternative_removed: 'حُذف',
  alternative_reworded: 'عُدّلت صياغة',
  alternative_tabled: 'طُرح',
  alternative_withdrawn: 'سُحب',
  alternative_merged: 'دُمج',
} as const

const reservationInArabic = { entered: 'أُبدي', lifted: 'رُفع', changed: 'عُدّل' } as const

const languageInArabic = {
  added: (name: string) => `أُضيف النص بال${bare(name)}.`,
  removed: (name: string) => `حُذف النص بال${bare(name)}.`,
  stale: (name: string) => `النص بال${bare(name)} متأخر عن الأصل.`,
  current: (name: string) => `أصبح النص بال${bare(name)} محدّثًا.`,
}

function bare(name: string): string {
  return name.replace(/^ال/u, '')
}

function stanceInArabic({ accepts, prefers, rejects }: Stance): string {
  const letters = (labels: readonly string[]) =>
    listed(
      labels.map((l) => letterIn(l, 'ar')),
      'ar',
    )
  const parts = [
    accepts.length > 0 ? `يقبل ${letters(accepts)}` : '',
    prefers === undefined ? '' : `يفضّل ${letterIn(prefers, 'ar')}`,
    rejects.length > 0 ? `يرفض ${letters(rejects)}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'لا يقبل بديلًا' : parts.join('، ')
}

function listed(items: readonly string[], language: Language): string {
  return items.join(language === 'en' ? ', ' : '، ')
}

function change(
  joinedBy: string,
  joined: string,
  leftBy: string,
  left: string,
  between: string,
): string {
  const parts = [
    joined === '' ? '' : `${joinedBy} ${joined}`,
    left === '' ? '' : `${leftBy} ${left}`,
  ].filter((part) => part !== '')
  return `${parts.join(between)}.`
}

// A count with its noun, as English and Arabic inflect it: "1 vote", "2 votes"; Arabic has forms for
// one, two, three to ten, eleven to ninety-nine and hundreds. Which form a number takes is Unicode's
// rule (Intl.PluralRules); sentences that only list figures do not need it.

const english = new Intl.PluralRules('en')
const arabic = new Intl.PluralRules('ar')

const NOUNS = {
  vote: 'votes',
  voter: 'voters',
  ballot: 'ballots',
  endorsement: 'endorsements',
  member: 'members',
  college: 'colleges',
  witness: 'witnesses',
  stage: 'stages',
  seat: 'seats',
  list: 'lists',
  participant: 'participants',
  statement: 'statements',
  person: 'people',
} as const

/** `3 votes`. A count given as text (a fraction, a rounded figure) is one only as `1`. */
export function counted(count: number | string, noun: keyof typeof NOUNS): string {
  const one = typeof count === 'number' ? english.select(count) === 'one' : count === '1'
  return `${count} ${one ? noun : NOUNS[noun]}`
}

/** Arabic forms; `#` stands for the number. Zero and a hundred take `other`. */
export type ArabicForms = Readonly<Record<'one' | 'two' | 'few' | 'many' | 'other', string>>

export function countedInArabic(count: number, forms: ArabicForms): string {
  const form = arabic.select(count)
  return forms[form === 'zero' ? 'other' : form].replaceAll('#', String(count))
}

/** In the oblique case, as after a preposition. */
export const IN_COLLEGES: ArabicForms = {
  one: 'دائرة واحدة',
  two: 'دائرتين',
  few: '# دوائر',
  many: '# دائرة',
  other: '# دائرة',
}

/** "Had so many voters changed their position". */
export const HAD_VOTERS_CHANGED: ArabicForms = {
  one: 'ولو غيّر مصوّت واحد موقفه',
  two: 'ولو غيّر مصوّتان موقفهما',
  few: 'ولو غيّر # مصوّتين موقفهم',
  many: 'ولو غيّر # مصوّتاً موقفهم',
  other: 'ولو غيّر # مصوّت موقفهم',
}

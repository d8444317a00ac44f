// Numbers of nodes as each language writes them: (b) is (ب), 5 bis is 5 مكرر. Digits are left as they
// are: which numerals are shown is a setting of the reader.
import { letterIn } from './labels.ts'
import type { Language } from './tree.ts'

const additions: readonly (readonly [string, string])[] = [
  ['bis', 'مكرر'],
  ['ter', 'مكرر ثانيًا'],
  ['quater', 'مكرر ثالثًا'],
  ['quinquies', 'مكرر رابعًا'],
]

export function numberIn(number: string, language: Language): string {
  if (language === 'en') return number
  const addition = additions.find(([latin]) => number.endsWith(` ${latin}`))
  if (addition !== undefined)
    return `${numberIn(number.slice(0, -addition[0].length - 1), 'ar')} ${addition[1]}`
  return number.replace(/^\(([a-z])\)$/u, (_, letter: string) => `(${letterIn(letter, 'ar')})`)
}

/** The number as it is kept, from how Arabic writes it. */
export function numberFromArabic(shown: string): string {
  const addition = additions.findLast(([, arabic]) => shown.endsWith(` ${arabic}`))
  if (addition !== undefined)
    return `${numberFromArabic(shown.slice(0, -addition[1].length - 1))} ${addition[0]}`
  return shown.replace(/^\((\p{Script=Arabic}ـ?)\)$/u, (whole, letter: string) => {
    const code = Array.from({ length: 26 }, (_, i) => String.fromCodePoint(97 + i))
    const found = code.find((one) => letterIn(one, 'ar') === letter)
    return found === undefined ? whole : `(${found})`
  })
}

/** What a clause after this one is numbered with where the count is to stay: 5 bis, then 5 ter. */
export function nextOwnNumber(number: string): string | undefined {
  const [count = '', ordinal] = number.split(' ')
  if (count === '') return undefined
  const last = additions.findIndex(([latin]) => latin === ordinal)
  if (ordinal !== undefined && last < 0) return undefined
  const next = additions[last + 1]
  return next && `${count} ${next[0]}`
}

// Counts with their nouns against the forms that the grammars give, and no sentence with a plural
// after one.
import { describe, expect, test } from 'vitest'
import { counted, countedInArabic, HAD_VOTERS_CHANGED, IN_COLLEGES } from './counted.ts'
import { sensitivitySentence } from './sensitivity_sentences.ts'
import type { SensitivityView } from './sensitivity.ts'

describe('counts in sentences', () => {
  test('B14a English: one is singular, everything else plural', () => {
    expect([0, 1, 2, 11, 21, 101].map((n) => counted(n, 'voter'))).toEqual([
      '0 voters',
      '1 voter',
      '2 voters',
      '11 voters',
      '21 voters',
      '101 voters',
    ])
    expect([counted('1', 'vote'), counted('1.5', 'vote'), counted('1/2', 'vote')]).toEqual([
      '1 vote',
      '1.5 votes',
      '1/2 votes',
    ])
  })

  test('B14a Arabic: one, two, 3-10, 11-99, hundreds, and again by the last two digits', () => {
    const colleges = (n: number) => countedInArabic(n, IN_COLLEGES)
    expect([1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 0].map(colleges)).toEqual([
      'دائرة واحدة',
      'دائرتين',
      '3 دوائر',
      '10 دوائر',
      '11 دائرة',
      '99 دائرة',
      '100 دائرة',
      '102 دائرة',
      '103 دوائر',
      '111 دائرة',
      '0 دائرة',
    ])
  })

  test('B14a B15 how close it was, for one voter and for more', () => {
    const names = (language: 'en' | 'ar') => ({
      language,
      procedure: undefined as never,
      stage: (id: string) => id,
      college: (id: string) => id,
      candidate: (id: string) => id,
    })
    const view = (spare: number, switches: number) =>
      ({
        view: 'margin',
        stage: 'S',
        candidate: 'C',
        votes: 10,
        of: 20,
        needed: 10 - spare,
        met: spare >= 0,
        spare,
        switches,
        changes: false,
      }) as unknown as SensitivityView
    expect(sensitivitySentence(view(0, 1), names('en'))).toBe(
      'S: C has 0 votes to spare; 1 voter who changes sides would turn it.',
    )
    expect(sensitivitySentence(view(1, 2), names('en'))).toBe(
      'S: C has 1 vote to spare; 2 voters who change sides would turn it.',
    )
    expect(sensitivitySentence(view(-1, 1), names('en'))).toBe('S: C is 1 vote short.')
    for (const [n, form] of [
      [1, HAD_VOTERS_CHANGED.one],
      [2, HAD_VOTERS_CHANGED.two],
      [5, 'ولو غيّر 5 مصوّتين موقفهم'],
      [12, 'ولو غيّر 12 مصوّتاً موقفهم'],
    ] as const) {
      expect(sensitivitySentence(view(0, n), names('ar'))).toContain(form)
    }
  })
})

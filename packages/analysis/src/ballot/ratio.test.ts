// Exact fractions against integer arithmetic written out another way.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needed } from './procedure.ts'
import {
  ceil,
  compareRatio,
  floor,
  nearest,
  percentText,
  ratio,
  ratioText,
  readRatio,
} from './ratio.ts'

test('B2 a share is read exactly in each of its forms', () => {
  const read = (text: string) => {
    const share = readRatio(text)
    return share === undefined ? undefined : ratioText(share)
  }
  expect(['63/100', '63%', '63 %', '0.63', '63.0%'].map(read)).toEqual(Array(5).fill('63/100'))
  expect(read('66.67%')).toBe('6667/10000')
  expect(read('2/3')).toBe('2/3')
  expect(['', 'half', '-1/2', '1/0', '1//2', '.5', '1e3', '63/100%'].map(read)).toEqual(
    Array(8).fill(undefined),
  )
})

test('B2 the votes needed are the least that meet the comparison (by trying each)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 200 }),
      (a, b, base) => {
        const [num, den] = [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))]
        const least = (meets: (votes: bigint) => boolean) => {
          for (let votes = 1n; ; votes++) if (meets(votes)) return Number(votes)
        }
        const share = ratio(num, den)
        expect(needed(share, '>=', base)).toBe(least((v) => v * den >= num * BigInt(base)))
        expect(needed(share, '>', base)).toBe(least((v) => v * den > num * BigInt(base)))
        expect(needed(share, 'floor+1', base)).toBe(
          Math.max(1, Math.floor((Number(num) * base) / Number(den)) + 1),
        )
      },
    ),
  )
})

test('B2 floor, ceil and nearest agree with their definitions on negative values too', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -500n, max: 500n }),
      fc.bigInt({ min: 1n, max: 30n }),
      (num, den) => {
        const value = ratio(num, den)
        const [low, high] = [floor(value), ceil(value)]
        expect(low * den <= num && num < (low + 1n) * den).toBe(true)
        expect(high * den >= num && num > (high - 1n) * den).toBe(true)
        const near = nearest(value)
        const distance = (2n * near - 0n) * den - 2n * num
        expect(-den < distance && distance <= den).toBe(true)
        expect(compareRatio(value, ratio(low))).toBe(low * den === num ? 0 : 1)
      },
    ),
  )
})

test('B2 percentages are for readers', () => {
  expect(
    [ratio(51n, 70n), ratio(1n, 2n), ratio(2n, 3n), ratio(1n)].map((share) => percentText(share)),
  ).toEqual(['72.86', '50', '66.67', '100'])
})

// Amounts of the deal room as people read them: points of 0 to 100 of what all that a party wants
// is worth, with one decimal.
import type { Certificate } from '@sulh/analysis/deal/model'
import type { Text } from '../messages/index.ts'

export function points(text: Text, amount: number): string {
  return text.number(Math.round(amount * 10) / 10)
}

/** Exact or not: value, bound and gap where it is not proved. */
export function certificateWords(text: Text, certificate: Certificate): string {
  switch (certificate.status) {
    case 'exact':
      return text.t('deal.exact')
    case 'cancelled':
      return text.t('deal.cancelled')
    case 'bounded': {
      const shown = (value: number) => text.number(Number(value.toPrecision(4)))
      const { value, bound, gap } = certificate
      return text.t('deal.bounded', { value: shown(value), bound: shown(bound), gap: shown(gap) })
    }
  }
}

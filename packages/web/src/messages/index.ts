// Text, days and numbers in the viewer's language. Keys are typed by the English catalogue, and a
// missing Arabic one is a type error. Digits are the same in both languages, as in UN Arabic texts
// that are read beside English ones.
import type { Bilingual } from '@sulh/contract/wording'
import { IntlMessageFormat } from 'intl-messageformat'
import { useMemo } from 'react'
import { useSettings } from '../session/settings.ts'
import type { en } from './en.ts'

type Areas = typeof en
export type MessageKey = {
  [A in keyof Areas & string]: `${A}.${keyof Areas[A] & string}`
}[keyof Areas & string]
export type Values = Readonly<Record<string, string | number>>
type Period = { readonly from: string; readonly to?: string | undefined }

export type Text = {
  readonly t: (key: MessageKey, values?: Values) => string
  lang: 'en' | 'ar'
  dir: 'ltr' | 'rtl'
  readonly pick: (text: Bilingual | undefined) => string
  readonly day: (iso: string) => string
  readonly shortDay: (iso: string) => string
  readonly span: (period: Period) => string
  readonly instant: (iso: string) => string
  readonly number: (n: number) => string
  /** Things one after the other, by the comma of the language. */
  readonly list: (items: readonly string[]) => string
}

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>
const catalogues: { en?: Words; ar?: Words } = {}

/** Brings the words of a language; a language is shown only once its words are there. */
export async function loadLanguage(lang: 'en' | 'ar'): Promise<void> {
  catalogues[lang] ??= lang === 'en' ? (await import('./en.ts')).en : (await import('./ar.ts')).ar
}
const locales = { en: 'en-GB', ar: 'ar-LY-u-nu-latn' } as const
// A point before decimals in both languages: sentences of the libraries write one too.
const number_locales = { en: 'en-GB', ar: 'ar-u-nu-latn' } as const
const formats = new Map<string, IntlMessageFormat>()

/** `word('issue_status', 'open')` is the key of that word; unknown values fall back to the kind. */
export function word(group: string, value: string): MessageKey {
  return `words.${group}_${value}` as MessageKey
}

function message(lang: 'en' | 'ar', key: string, values?: Values): string {
  const [area = '', name = ''] = key.split('.')
  const source = catalogues[lang]?.[area]?.[name]
  if (source === undefined) return name.replaceAll('_', ' ')
  if (!source.includes('{')) return source
  const cached = formats.get(`${lang} ${key}`) ?? new IntlMessageFormat(source, locales[lang])
  formats.set(`${lang} ${key}`, cached)
  return String(cached.format(values ?? {}))
}

function makeText(lang: 'en' | 'ar'): Text {
  const locale = locales[lang]
  const utc = { timeZone: 'UTC' } as const
  const long = new Intl.DateTimeFormat(locale, { ...utc, dateStyle: 'long' })
  const short = new Intl.DateTimeFormat(locale, { ...utc, day: 'numeric', month: 'short' })
  const moment = new Intl.DateTimeFormat(locale, {
    ...utc,
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  const numbers = new Intl.NumberFormat(number_locales[lang], { maximumFractionDigits: 6 })
  const date = (iso: string) => new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso)
  return {
    t: (key, values) => message(lang, key, values),
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    pick: (text) => (text ? text[lang] || text[lang === 'en' ? 'ar' : 'en'] : ''),
    day: (iso) => long.format(date(iso)),
    shortDay: (iso) => short.format(date(iso)),
    span: ({ from, to }) =>
      to && to !== from ? long.formatRange(date(from), date(to)) : long.format(date(from)),
    instant: (iso) => `${moment.format(date(iso))} UTC`,
    number: (n) => numbers.format(n),
    list: (items) => items.join(lang === 'ar' ? '، ' : ', '),
  }
}
const texts = { en: makeText('en'), ar: makeText('ar') }

export function useText(): Text {
  const { lang } = useSettings()
  return useMemo(() => texts[lang], [lang])
}

// Automatic numbers of a DOCX as the reader of the page sees them: 1, 1.2, (a), iv, أ. Bullets have no
// number.
import { letterIn } from '@sulh/analysis/text/labels'
import { attribute, elements, valueOf, type XmlElement } from './xml.ts'

type Level = { readonly format: string; readonly text: string; readonly start: number }

export class Numbering {
  private readonly levels = new Map<string, readonly Level[]>()
  private readonly counters = new Map<string, number[]>()

  constructor(part: XmlElement | undefined) {
    const abstract = new Map<string, readonly Level[]>()
    for (const one of elements(part))
      if (one.name === 'w:abstractNum')
        abstract.set(
          attribute(one, 'w:abstractNumId') ?? '',
          elements(one)
            .filter(({ name }) => name === 'w:lvl')
            .map((level) => ({
              format: valueOf(level, 'w:numFmt') ?? 'decimal',
              text: valueOf(level, 'w:lvlText') ?? '',
              start: Number(valueOf(level, 'w:start') ?? 1),
            })),
        )
    for (const one of elements(part))
      if (one.name === 'w:num')
        this.levels.set(
          attribute(one, 'w:numId') ?? '',
          abstract.get(valueOf(one, 'w:abstractNumId') ?? '') ?? [],
        )
  }

  /** The next number of a list; undefined where the list has none. */
  next(numbered: XmlElement): { readonly text: string; readonly level: number } | undefined {
    const list = valueOf(numbered, 'w:numId') ?? ''
    const level = Number(valueOf(numbered, 'w:ilvl') ?? 0)
    const levels = this.levels.get(list)
    const own = levels?.[level]
    if (levels === undefined || own === undefined) return undefined
    const counters = this.counters.get(list) ?? []
    counters.length = Math.min(counters.length, level + 1)
    counters[level] = (counters[level] ?? own.start - 1) + 1
    this.counters.set(list, counters)
    if (own.format === 'bullet' || own.format === 'none') return undefined
    const text = own.text.replaceAll(/%(\d)/gu, (_, digit: string) => {
      const at = Number(digit) - 1
      const format = levels[at]?.format ?? 'decimal'
      return written(counters[at] ?? levels[at]?.start ?? 1, format)
    })
    return { text: text.trim(), level }
  }
}

function written(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(value)
    case 'upperLetter':
      return letters(value).toUpperCase()
    case 'lowerRoman':
      return roman(value)
    case 'upperRoman':
      return roman(value).toUpperCase()
    case 'arabicAbjad':
    case 'arabicAlpha':
      return letterIn(letters(value), 'ar')
    case 'hindiNumbers':
      return String(value).replaceAll(/\d/gu, (digit) =>
        String.fromCodePoint(0x660 + Number(digit)),
      )
    default:
      return String(value)
  }
}

function letters(value: number): string {
  const letter = String.fromCodePoint(97 + ((value - 1) % 26))
  return letter.repeat(Math.floor((value - 1) / 26) + 1)
}

function roman(value: number): string {
  const digits: readonly [number, string][] = [
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ]
  let rest = Math.min(value, 399)
  return digits
    .map(([size, digit]) => {
      const times = Math.floor(rest / size)
      rest -= times * size
      return digit.repeat(times)
    })
    .join('')
}

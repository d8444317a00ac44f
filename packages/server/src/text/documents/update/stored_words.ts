// From the words of a document back to the wording that is stored: closed slots and options of a whole
// node stand in the wording and not in the words of the page, and keep their places (D24).
import { comparePassage } from '@sulh/analysis/redline/words'
import type { Content, Inline } from '@sulh/analysis/text/tree'
import { joined, slotsOf, type ShownPart } from '../draft.ts'

export type Restored =
  | { readonly content: Content }
  /** Brackets of the text that the words no longer have. */
  | { readonly taken_out: readonly string[] }
  /** Words on which brackets were closed are other ones. */
  | { readonly closed_words: true }

/** `own`: slots that the wording has to hold once, in their order; those without a place end it. */
export function restored(
  parts: readonly ShownPart[],
  wanted: Content,
  own: readonly string[],
): Restored {
  const shown = joined(parts.flatMap((part) => part.shown))
  const had = slotsOf(shown)
  const has = new Set(slotsOf(wanted))
  const taken_out = had.filter((slot) => !has.has(slot))
  if (taken_out.length > 0) return { taken_out }
  const passage = comparePassage(shown, wanted)
  const walk = new Walk(parts)
  for (const piece of passage?.pieces ?? [])
    if ('slot' in piece) walk.step({ slot: piece.slot }, piece.change)
    else for (const text of walk.apart(piece.text, piece.change)) walk.step({ text }, piece.change)
  return walk.end(own)
}

/** How long a part is as it is shown; the place of a slot is one. */
function lengthOf(inline: Inline): number {
  return 'slot' in inline ? 1 : inline.text.length
}

class Walk {
  private readonly parts: readonly ShownPart[]
  /** Where each part ends in what is shown. */
  private readonly ends: readonly number[]
  private readonly out: Inline[] = []
  private at = 0
  private part = 0
  private fixed = false
  private broken = false

  constructor(parts: readonly ShownPart[]) {
    this.parts = parts
    let end = 0
    this.ends = parts.map(({ shown }) => (end += shown.reduce((n, one) => n + lengthOf(one), 0)))
  }

  /** Words of the old text parted where its parts meet: a token can reach over both. */
  apart(text: string, change: 'same' | 'added' | 'removed'): readonly string[] {
    if (change === 'added') return [text]
    const cuts = this.ends.map((end) => end - this.at).filter((cut) => cut > 0 && cut < text.length)
    return [0, ...new Set(cuts)].map((cut, i, all) => text.slice(cut, all[i + 1]))
  }

  step(token: Inline, change: 'same' | 'added' | 'removed'): void {
    if (change === 'added') {
      // Within words on which brackets were closed nothing can come in between.
      if (this.fixed) this.broken = true
      this.out.push(token)
      return
    }
    const at = this.ends.findIndex((end) => end > this.at)
    this.at += lengthOf(token)
    this.reach(at)
    const part = this.parts[at]
    if (part !== undefined && isFixed(part)) {
      if (change === 'removed') this.broken = true
      if (!this.fixed && part.stored === undefined) this.endLine(part)
      this.fixed = this.ends[at] !== this.at
      if (!this.fixed && part.stored !== undefined) this.out.push(part.stored)
      return
    }
    if (change === 'same') this.out.push(token)
  }

  /** The line break that the page puts before words below the wording is none of the wording. */
  private endLine({ shown: [first] }: ShownPart): void {
    const last = this.out.at(-1)
    if (first === undefined || ('text' in first && first.text.startsWith('\n'))) return
    if (last !== undefined && 'text' in last && last.text === '\n') this.out.pop()
  }

  /** Slots that nothing is seen of stand where they stood between the words. */
  private reach(part: number): void {
    for (; this.part < part; this.part++) {
      const passed = this.parts[this.part]
      if (passed?.shown.length === 0 && passed.stored !== undefined && 'slot' in passed.stored)
        this.out.push(passed.stored)
    }
  }

  end(own: readonly string[]): Restored {
    this.reach(this.parts.length)
    if (this.broken) return { closed_words: true }
    const there = new Set(slotsOf(this.out))
    const missing = own.filter((slot) => !there.has(slot)).map((slot) => ({ slot }))
    return { content: joined([...this.out, ...missing]) }
  }
}

/** Seen as other words than those that are stored in its place. */
function isFixed({ stored, shown }: ShownPart): boolean {
  if (stored === undefined) return shown.length > 0
  if ('text' in stored || shown.length === 0) return false
  const [only, more] = shown
  return more !== undefined || only === undefined || !('slot' in only) || only.slot !== stored.slot
}

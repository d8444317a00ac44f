// Compares two texts token by token. A token is a word, a number, white space, a sign or the place of
// a slot, so that no change ever cuts a word; which texts belong together is decided elsewhere.
import { diffArrays } from 'diff'
import { languages, type Content, type Language } from '../text/tree.ts'
import type { Fate, Passage, Passages, Piece, Side } from './model.ts'
import { isIn } from './model.ts'

// The join controls shape Arabic and Persian words from within; 1,200 and 3.5 are one number.
const token =
  /(?:[\p{L}\p{M}\p{N}\u200c\u200d]|(?<=\p{N})[.,\u066b\u066c](?=\p{N}))+|\s+|[^\p{L}\p{M}\p{N}\u200c\u200d\s]/gu

// Beyond this two texts have nothing in common that would help a reader, and the search is quadratic.
const most_edits = 2000

/** The tokens of a text; joined they are the text. Shape: words, numbers, runs of space, signs. */
export function tokensOf(text: string): readonly string[] {
  return text.match(token) ?? []
}

/** Adjacent runs joined, empty runs dropped: the one form in which contents are compared. */
export function canonicalContent(content: Content): Content {
  const joined: ({ text: string } | { slot: string })[] = []
  for (const inline of content) {
    const last = joined.at(-1)
    if ('slot' in inline) joined.push({ slot: inline.slot })
    else if (last !== undefined && 'text' in last) last.text += inline.text
    else if (inline.text !== '') joined.push({ text: inline.text })
  }
  return joined
}

/** A passage of one language; undefined where neither version has it. */
export function comparePassage(
  a: Content | undefined,
  b: Content | undefined,
): Passage | undefined {
  if (a === undefined)
    return b === undefined ? undefined : { change: 'added', pieces: whole(b, 'added') }
  if (b === undefined) return { change: 'removed', pieces: whole(a, 'removed') }
  return { change: 'same', pieces: comparePieces(canonicalContent(a), canonicalContent(b)) }
}

export function comparePassages(
  a: Readonly<Partial<Record<Language, Content>>> | undefined,
  b: Readonly<Partial<Record<Language, Content>>> | undefined,
): Passages {
  const passages: Partial<Record<Language, Passage>> = {}
  for (const language of languages) {
    const passage = comparePassage(a?.[language], b?.[language])
    if (passage !== undefined) passages[language] = passage
  }
  return passages
}

/** The content of one version, or undefined where it lacks the language. */
export function contentIn(passage: Passage, side: Side): Content | undefined {
  if (!isIn(passage.change, side)) return undefined
  return canonicalContent(
    passage.pieces
      .filter((piece) => isIn(piece.change, side))
      .map((piece) => ('slot' in piece ? { slot: piece.slot } : { text: piece.text })),
  )
}

export function isChangedPassage(passage: Passage): boolean {
  return passage.change !== 'same' || passage.pieces.some(({ change }) => change !== 'same')
}

export function areChangedPassages(passages: Passages): boolean {
  return Object.values(passages).some(isChangedPassage)
}

function whole(content: Content, change: Fate): Piece[] {
  return canonicalContent(content).map((inline) => ({ change, ...inline }))
}

function sameContent(a: Content, b: Content): boolean {
  return a.length === b.length && a.every((inline, i) => sameInline(inline, b[i]))
}

function sameInline(a: Content[number], b: Content[number] | undefined): boolean {
  if (b === undefined) return false
  if ('slot' in a) return 'slot' in b && a.slot === b.slot
  return 'text' in b && a.text === b.text
}

type Edit = { readonly change: Fate; readonly tokens: readonly string[] }

// A slot's token begins with a character that, within text, is always a token by itself.
const slot_mark = '\u0000'

function comparePieces(a: Content, b: Content): Piece[] {
  if (sameContent(a, b)) return whole(a, 'same')
  const before = tokenise(a)
  const after = tokenise(b)
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const edits = diffArrays(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    { maxEditLength: most_edits },
  )
  if (edits === undefined) return [...whole(a, 'removed'), ...whole(b, 'added')]
  const middle = edits.map(({ added, removed, value }): Edit => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    tokens: value,
  }))
  return pieces([
    { change: 'same', tokens: before.slice(0, start) },
    ...gather(middle),
    { change: 'same', tokens: before.slice(before.length - end) },
  ])
}

function tokenise(content: Content): string[] {
  const tokens: string[] = []
  for (const inline of content)
    if ('slot' in inline) tokens.push(slot_mark + inline.slot)
    else for (const found of tokensOf(inline.text)) tokens.push(found)
  return tokens
}

/** Changed stretches, each with what is removed before what is added, and the same between them. */
function gather(edits: readonly Edit[]): Edit[] {
  const gathered: Edit[] = []
  let removed: string[] = []
  let added: string[] = []
  const close = (): void => {
    if (removed.length > 0) gathered.push({ change: 'removed', tokens: removed })
    if (added.length > 0) gathered.push({ change: 'added', tokens: added })
    removed = []
    added = []
  }
  edits.forEach(({ change, tokens }, i) => {
    const between = removed.length > 0 && added.length > 0 && i < edits.length - 1
    const both = change === 'same' && between && isSpace(tokens)
    if (change === 'removed' || both) removed.push(...tokens)
    if (change === 'added' || both) added.push(...tokens)
    if (change === 'same' && !both) {
      close()
      gathered.push({ change, tokens })
    }
  })
  close()
  return gathered
}

function isSpace(tokens: readonly string[]): boolean {
  return tokens.every((found) => /^\s+$/u.test(found))
}

function pieces(edits: readonly Edit[]): Piece[] {
  const made: Piece[] = []
  for (const { change, tokens } of edits) {
    let text = ''
    for (const found of tokens)
      if (found.length > 1 && found.startsWith(slot_mark)) {
        if (text !== '') made.push({ change, text })
        text = ''
        made.push({ change, slot: found.slice(1) })
      } else text += found
    if (text !== '') made.push({ change, text })
  }
  return made
}

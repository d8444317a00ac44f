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

type Edit = { readonly change: Fate; readonly tokens: readonly Token[] }
type Token = { readonly slot: boolean; readonly value: string }

function comparePieces(a: Content, b: Content): Piece[] {
  if (sameContent(a, b)) return whole(a, 'same')
  const known = new Map<string, number>()
  const tokens: Token[] = []
  // Numbers compare faster than strings, and a slot's id can never be taken for a word.
  const number = (token_: Token): number => {
    const key = `${token_.slot ? 's' : 't'}${token_.value}`
    const n = known.get(key) ?? tokens.push(token_) - 1
    known.set(key, n)
    return n
  }
  const before = tokenise(a).map(number)
  const after = tokenise(b).map(number)
  const edits = diffArrays(before, after, { maxEditLength: most_edits })
  if (edits === undefined) return [...whole(a, 'removed'), ...whole(b, 'added')]
  return pieces(
    gather(
      edits.map(({ added, removed, value }) => ({
        change: added ? 'added' : removed ? 'removed' : 'same',
        tokens: value.flatMap((n) => tokens[n] ?? []),
      })),
    ),
  )
}

function tokenise(content: Content): Token[] {
  return content.flatMap((inline): Token[] =>
    'slot' in inline
      ? [{ slot: true, value: inline.slot }]
      : tokensOf(inline.text).map((value) => ({ slot: false, value })),
  )
}

/** Changed stretches, each with what is removed before what is added, and the same between them. */
function gather(edits: readonly Edit[]): Edit[] {
  const gathered: Edit[] = []
  let removed: Token[] = []
  let added: Token[] = []
  const close = (): void => {
    if (removed.length > 0) gathered.push({ change: 'removed', tokens: removed })
    if (added.length > 0) gathered.push({ change: 'added', tokens: added })
    removed = []
    added = []
  }
  edits.forEach(({ change, tokens }, i) => {
    const within = removed.length > 0 && added.length > 0 && i < edits.length - 1
    if (change !== 'added' && (change === 'removed' || (within && isSpace(tokens))))
      removed.push(...tokens)
    if (change !== 'removed' && (change === 'added' || (within && isSpace(tokens))))
      added.push(...tokens)
    if (change === 'same' && !(within && isSpace(tokens))) {
      close()
      gathered.push({ change, tokens })
    }
  })
  close()
  return gathered
}

function isSpace(tokens: readonly Token[]): boolean {
  return tokens.every(({ slot, value }) => !slot && /^\s+$/u.test(value))
}

function pieces(edits: readonly Edit[]): Piece[] {
  return edits.flatMap(({ change, tokens }) => {
    const run: Content = canonicalContent(
      tokens.map(({ slot, value }) => (slot ? { slot: value } : { text: value })),
    )
    return whole(run, change)
  })
}

// Reads square brackets as slots: adjacent brackets are alternatives of one slot, brackets within
// brackets are nested, a prefix before a colon names the parties. What does not fit is told, with its
// words kept.
import { letterIn, titleText } from '@sulh/analysis/text/labels'
import { languages, type Inline, type Language, type PartyName } from '@sulh/analysis/text/tree'
import type { NotUnderstood } from './not_understood.ts'
import { phrases } from './words.ts'

/** One alternative as one language has it. */
export type ReadAlternative = {
  readonly label: string | undefined
  readonly proponents: readonly string[]
  readonly no_text: boolean
  /** Undefined where the document says that it is not translated. */
  readonly content: readonly Inline[] | undefined
}
export type ReadSlot = {
  readonly id: string
  /** The id comes from the document, so that the other language's slot is known to be the same. */
  readonly known: boolean
  whole_node: boolean
  readonly alternatives: ReadAlternative[]
}
export type ReadWords = { readonly content: readonly Inline[]; readonly slots: readonly ReadSlot[] }

/** Words, a slot's mark, or a phrase of our own such as "no text". */
export type Sign = string | { readonly slot: string } | { readonly phrase: string }

export type BracketContext = {
  readonly language: Language
  readonly parties: readonly PartyName[]
  /** A new id for a slot that the document does not name. */
  readonly newSlot: () => string
  readonly tell: (what: NotUnderstood['what'], text: string) => void
}

/** Words and places of slots, in order. Never throws: what does not fit is told. */
export function readBrackets(signs: readonly Sign[], context: BracketContext): ReadWords {
  const parser = new Parser(signs, context)
  return { content: parser.all(), slots: parser.slots }
}

type Token =
  | { readonly kind: '[' | ']' }
  | { readonly kind: 'text'; text: string }
  | { readonly kind: 'slot'; id: string }
  | { readonly kind: 'phrase'; text: string }

class Parser {
  readonly slots: ReadSlot[] = []
  private readonly tokens: readonly Token[]
  private readonly context: BracketContext
  private readonly closing: ReadonlyMap<number, number>
  private at = 0

  constructor(signs: readonly Sign[], context: BracketContext) {
    this.context = context
    this.tokens = signs.flatMap((sign): Token[] =>
      typeof sign === 'string'
        ? sign
            .split(/([[\]])/u)
            .filter((part) => part !== '')
            .map((part) =>
              part === '[' || part === ']' ? { kind: part } : { kind: 'text', text: part },
            )
        : [
            'slot' in sign
              ? { kind: 'slot', id: sign.slot }
              : { kind: 'phrase', text: sign.phrase },
          ],
    )
    this.closing = this.pairs()
  }

  /** Where each opening bracket closes. Those without a partner are told and have none. */
  private pairs(): ReadonlyMap<number, number> {
    const closing = new Map<number, number>()
    const open: number[] = []
    this.tokens.forEach((token, i) => {
      if (token.kind === '[') open.push(i)
      if (token.kind !== ']') return
      const start = open.pop()
      if (start === undefined) this.context.tell('stray_bracket', this.around(i))
      else closing.set(start, i)
    })
    for (const i of open) this.context.tell('unclosed_bracket', this.around(i))
    return closing
  }

  private around(i: number): string {
    const words = (tokens: readonly Token[]): string =>
      tokens
        .map((token) => ('text' in token ? token.text : token.kind === 'slot' ? '' : token.kind))
        .join('')
    return `${words(this.tokens.slice(0, i)).slice(-30)}${words(this.tokens.slice(i)).slice(0, 30)}`
  }

  all(): readonly Inline[] {
    return this.content(this.tokens.length).content
  }

  private content(end: number): { content: readonly Inline[]; phrase: string | undefined } {
    const content: Inline[] = []
    let phrase: string | undefined
    let named: string | undefined
    while (this.at < end) {
      const token = this.tokens[this.at]
      if (token === undefined) break
      if (token.kind === 'slot') named = token.id
      if (token.kind === 'phrase') phrase = token.text
      if (token.kind === '[' && this.closing.has(this.at)) {
        content.push({ slot: this.slot(named) })
        named = undefined
        continue
      }
      if (token.kind === 'text') {
        push(content, token.text)
        // A mark without brackets right behind it stands for a slot that somebody took out.
        named = undefined
      }
      this.at += 1
    }
    return { content, phrase }
  }

  /** From an opening bracket on: all adjacent brackets that no other slot's mark parts. */
  private slot(named: string | undefined): string {
    const slot: ReadSlot = {
      id: named ?? this.context.newSlot(),
      known: named !== undefined,
      whole_node: false,
      alternatives: [],
    }
    this.slots.push(slot)
    for (;;) {
      const end = this.closing.get(this.at)
      if (end === undefined) break
      this.at += 1
      const { content, phrase } = this.content(end)
      this.alternative(slot, content, phrase)
      this.at = end + 1
      const space = this.tokens[this.at]
      const next = space?.kind === 'text' && space.text.trim() === '' ? this.at + 1 : this.at
      if (this.tokens[next]?.kind !== '[' || !this.closing.has(next)) break
      this.at = next
    }
    return slot.id
  }

  private alternative(
    slot: ReadSlot,
    content: readonly Inline[],
    phrase: string | undefined,
  ): void {
    const [first, ...rest] = content
    const text = first !== undefined && 'text' in first ? first.text : ''
    const { option, label, names, length } = prefixOf(text, this.context)
    if (option) slot.whole_node = true
    const after: Inline[] = []
    if (first !== undefined && !('text' in first)) after.push(first)
    if (text.length > length) after.push({ text: text.slice(length) })
    after.push(...rest)
    const only =
      after.length === 0
        ? (phrase ?? '')
        : after.length === 1 && after[0] !== undefined && 'text' in after[0]
          ? after[0].text.trim()
          : undefined
    if (length === 0 && only !== undefined && isToCome(only)) return
    const isUntranslated = languages.some((language) => only === phrases[language].untranslated)
    const no_text = languages.some((language) => only?.toLowerCase() === phrases[language].no_text)
    slot.alternatives.push({
      label,
      proponents: names,
      no_text,
      content: no_text ? [] : isUntranslated ? undefined : after,
    })
  }
}

function push(content: Inline[], text: string): void {
  const last = content.at(-1)
  if (last !== undefined && 'text' in last) content[content.length - 1] = { text: last.text + text }
  else content.push({ text })
}

function isToCome(words: string): boolean {
  return (
    /^(?:\.{2,}|…|_+|)$/u.test(words) ||
    languages.some((language) => words.toLowerCase() === phrases[language].to_come)
  )
}

type Prefix = {
  option: boolean
  label: string | undefined
  names: readonly string[]
  length: number
}
const none: Prefix = { option: false, label: undefined, names: [], length: 0 }

/** `Option (a) Party, Party: ` and its parts; nothing where the words before the colon name nobody. */
function prefixOf(text: string, context: BracketContext): Prefix {
  const found =
    /^\s*(?:(Option|خيار)\s*)?(?:\(([^()\s]{1,3})\))?([^:()]{0,120}?)\s*:(?:\s|$)/u.exec(text)
  if (found === null) return none
  const [whole, option, letter, before = ''] = found
  const said = before
    .split(/[,،;؛/&+]|\s(?:and|و)\s/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (said.length === 0 && letter === undefined) return none
  const ids = said.map((name) => partyNamed(name, context.parties))
  const known = ids.filter((id) => id !== undefined)
  if (known.length === said.length)
    return {
      option: option !== undefined,
      label: labelOf(letter),
      names: known,
      length: whole.length,
    }
  if (!said.every(isName)) return none
  if (context.parties.length === 0)
    return {
      option: option !== undefined,
      label: labelOf(letter),
      names: said,
      length: whole.length,
    }
  context.tell('unknown_party', before.trim())
  return none
}

function labelOf(letter: string | undefined): string | undefined {
  if (letter === undefined) return undefined
  const bare = letter.replaceAll('ـ', '')
  for (let code = 97; code < 123; code++) {
    const label = String.fromCodePoint(code)
    if (letterIn(label, 'ar').replaceAll('ـ', '') === bare) return label
  }
  return letter
}

function partyNamed(name: string, parties: readonly PartyName[]): string | undefined {
  const plain = name.toLowerCase()
  return parties.find((party) =>
    languages.some(
      (language) =>
        (party.short[language] ?? '').toLowerCase() === plain ||
        (party.name[language] ?? '').toLowerCase() === plain ||
        (titleText(party.short, language) === '' && party.id === name),
    ),
  )?.id
}

/** Up to four words, the first a capital or an Arabic letter: what people write before a colon. */
function isName(words: string): boolean {
  return /^[\p{Lu}\p{Script=Arabic}][\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]+){0,3}$/u.test(
    words,
  )
}

// Reader of GENIUS negotiation domains (XML): a domain file and one profile per party, additive or
// with hyper-rectangles. Strings in, a model out; nothing is read from disk here.
//
// Semantics of GENIUS 9: a discrete issue adds weight x evaluation / greatest evaluation, an integer
// issue weight x (offset + slope x (value - lower bound)) within 0..1, a rectangle its utility
// divided by maxutility. Utilities above 1 are kept (GENIUS cuts them off); weights that do not add up
// to one are divided by their sum (rule D20).
import { DealError } from './fault.ts'
import { issuesOf } from './genius_issues.ts'
import type { DomainIssue } from './genius_issues.ts'
import { additiveOf, rectanglesOf } from './genius_utility.ts'
import type { PartyUtility } from './genius_utility.ts'
import type { Model } from './model.ts'
import type { Note } from './notes.ts'
import { compare, decimal, one, zero } from './rational.ts'
import type { Rational } from './rational.ts'
import { modelOf } from './rounded.ts'
import { elementsOf, readXml } from './xml.ts'
import type { Document, Element } from './xml.ts'

/** A file of the folder: its name and its text (decodeXml). */
export type NamedText = { readonly name: string; readonly text: string }

export type GeniusOptions = {
  /** Names of profile files, with or without `.xml`; without it the first two by name. */
  readonly profiles?: readonly string[] | undefined
  /** The disagreement is the reservation value of each profile instead of 0. */
  readonly reservation?: boolean | undefined
}

export type Read = { readonly model: Model; readonly notes: readonly Note[] }

/** The model of a GENIUS folder. Parties are named like their files, without `.xml`. */
export function readGenius(files: readonly NamedText[], options: GeniusOptions = {}): Read {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const folder = new Folder(sorted)
  const profiles = options.profiles
    ? options.profiles.map((name) => folder.profile(name))
    : folder.profiles().slice(0, 2)
  if (profiles.length < 2) throw new DealError({ code: 'genius-profiles', count: profiles.length })
  const domain = folder.domainOf(profiles)
  const issues = issuesOf(domain ?? (profiles[0] as Document))
  const notes: Note[] = domain ? [] : [{ code: 'no-domain' }]
  const parties = distinct(profiles.map(({ name }) => name.replace(/\.xml$/i, '')))
  const utilities = profiles.map((profile, p): PartyUtility => {
    const party = parties[p] ?? profile.name
    return isRectangular(profile.root)
      ? rectanglesOf(profile, issues)
      : additiveOf(profile, issues, party, notes)
  })
  const disagreement = profiles.map((profile, p) =>
    options.reservation ? reservationOf(profile, parties[p] ?? '', notes) : zero,
  )
  profiles.forEach((profile, p) => noteDiscount(profile, parties[p] ?? '', notes))
  const all = utilities.flatMap(({ bonuses }, p) =>
    bonuses.map(({ all: of, utility }) => ({
      all: of,
      utilities: parties.map((_, other) => (other === p ? utility : zero)),
    })),
  )
  const model = modelOf({
    parties,
    issues: named(issues),
    utilities: utilities.map(({ options: of }) => of),
    disagreement,
    constraints: [],
    bonuses: all,
  })
  return { model, notes }
}

/** Names that stand twice get a number, because answers name issues and parties. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`
    taken.add(free)
    return free
  })
}

const named = (issues: readonly DomainIssue[]) => {
  const names = distinct(issues.map(({ name }) => name))
  return issues.map(({ options }, i) => ({ name: names[i] ?? '', options: distinct(options) }))
}

const isRectangular = (root: Element) => elementsOf(root, 'ufun').length > 0

/** Whether a document says how much options are worth to somebody. */
function isProfile({ root }: Document): boolean {
  if (root.name === 'negotiation_template' || elementsOf(root, 'issue').length === 0) return false
  return (
    isRectangular(root) ||
    elementsOf(root, 'weight').length > 0 ||
    elementsOf(root, 'item').some(({ attributes }) => attributes.has('evaluation'))
  )
}

class Folder {
  readonly #all: readonly NamedText[]
  readonly #files: readonly NamedText[]
  readonly #read = new Map<string, Document>()
  constructor(files: readonly NamedText[]) {
    this.#all = files
    // Other files may carry the ending: a list of numbers is none of ours.
    this.#files = files.filter(({ text }) => /^\s*</.test(text.replace(/^\uFEFF/, '')))
  }

  #document({ name, text }: NamedText): Document {
    const read = this.#read.get(name) ?? { name, root: readXml(name, text) }
    this.#read.set(name, read)
    return read
  }

  profiles(): Document[] {
    return this.#files.map((file) => this.#document(file)).filter(isProfile)
  }

  profile(asked: string): Document {
    const name = asked.trim()
    const file =
      this.#all.find((f) => f.name === name) ?? this.#all.find((f) => f.name === `${name}.xml`)
    if (!file) throw new DealError({ code: 'genius-file', file: name, problem: 'missing' })
    // A file that is asked for by name and is no XML at all is refused as such by the reader.
    const document = this.#document(file)
    if (!isProfile(document)) {
      throw new DealError({ code: 'genius-file', file: name, problem: 'no-profile' })
    }
    return document
  }

  /** By the name `domain`, else the longest beginning that its name shares with the profiles'. */
  domainOf(profiles: readonly Document[]): Document | undefined {
    const candidates = this.#files
      .filter(({ name }) => profiles.every((profile) => profile.name !== name))
      .map((file) => this.#document(file))
      .filter((document) => !isProfile(document) && elementsOf(document.root, 'issue').length > 0)
    const by_name = candidates.filter(({ name }) => /domain/i.test(name))
    const shared = ({ name }: Document) =>
      Math.min(...profiles.map((profile) => sharedLength(name, profile.name)))
    return (by_name.length > 0 ? by_name : candidates).toSorted((a, b) => shared(b) - shared(a))[0]
  }
}

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length]?.toLowerCase() === b[length]?.toLowerCase()) length += 1
  return length
}

function reservationOf({ name, root }: Document, party: string, notes: Note[]): Rational {
  const stated = elementsOf(root, 'reservation')[0]?.attributes.get('value')
  if (stated === undefined) {
    notes.push({ code: 'no-reservation', party })
    return zero
  }
  const value = decimal(stated)
  if (!value) throw new DealError({ code: 'genius-function', file: name, problem: 'number' })
  return value
}

function noteDiscount({ root }: Document, party: string, notes: Note[]): void {
  const stated = elementsOf(root, 'discount_factor')[0]?.attributes.get('value')
  const value = stated === undefined ? undefined : decimal(stated)
  if (value && compare(value, one) !== 0 && compare(value, zero) !== 0) {
    notes.push({ code: 'discount', party })
  }
}

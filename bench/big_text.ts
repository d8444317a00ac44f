// A generated negotiating text of 400 clauses and 1,200 alternatives in two languages, and later
// versions of it in which a share of the clauses moved, changed words or closed. Nothing in it means
// anything.
import type {
  Alternative,
  Content,
  Language,
  Slot,
  TextNode,
  TextTree,
} from '@sulh/analysis/text/tree'

const chapters = 20
const clauses_in_each = 20
const words: Readonly<Record<Language, readonly string[]>> = {
  en: 'the parties shall withdraw all forces from lines of contact within days of signature and open roads to civilians under joint monitoring by the commission'.split(
    ' ',
  ),
  ar: 'تلتزم الأطراف بسحب جميع القوات من خطوط التماس خلال أيام من التوقيع وفتح الطرق أمام المدنيين تحت مراقبة مشتركة من اللجنة'.split(
    ' ',
  ),
}

/** Version `v`: the same for the same number; every version differs from the last in one of seven clauses. */
export function bigText(v: number): TextTree {
  const nodes = upTo(chapters).map((c): TextNode => ({
    ...node(`c${c}`, `${c + 1}`),
    kind: 'chapter',
    heading: { en: `Chapter ${c + 1}`, ar: `الباب ${c + 1}` },
    children: turned(
      upTo(clauses_in_each).map((k) => clause(c * clauses_in_each + k, v)),
      c,
      v,
    ),
  }))
  return {
    id: 'bench',
    title: { en: 'A text for measuring', ar: 'نص للقياس' },
    mode: 'bracketed_text',
    authentic: ['en', 'ar'],
    show_proponents: true,
    parties: [
      { id: 'a', name: { en: 'Side A', ar: 'الطرف أ' }, short: { en: 'A', ar: 'أ' }, side: 'A' },
      { id: 'b', name: { en: 'Side B', ar: 'الطرف ب' }, short: { en: 'B', ar: 'ب' }, side: 'B' },
    ],
    nodes,
  }
}

/** In some chapters of some versions the last clause comes first. */
function turned(clauses: TextNode[], chapter: number, v: number): TextNode[] {
  if (v === 0 || (chapter + v) % 3 !== 0) return clauses
  return [...clauses.slice(-1), ...clauses.slice(0, -1)]
}

function clause(n: number, v: number): TextNode {
  // How often this clause has changed up to the version.
  const changes = upTo(v).filter((i) => (n + i) % 7 === 0).length
  const slot = slotOf(n, changes)
  const sentence = (language: Language): Content => [
    { text: `${text(language, n, changes, 20)} ` },
    { slot: slot.id },
    { text: ` ${text(language, n + 1, 0, 12)}.` },
  ]
  return {
    ...node(`n${n}`, `${(n % clauses_in_each) + 1}`),
    wording: { en: sentence('en'), ar: sentence('ar') },
    slots: [slot],
    stage: changes > 4 ? 'clean' : 'open',
  }
}

function slotOf(n: number, changes: number): Slot {
  const alternatives = ['a', 'b', 'c'].map((label, i): Alternative => ({
    id: `s${n}-${label}`,
    label,
    origin: 'party',
    no_text: false,
    wording: {
      en: [{ text: text('en', n + i, changes, 15) }],
      ar: [{ text: text('ar', n + i, changes, 15) }],
    },
    stale: [],
    proponents: i === 2 ? ['a', 'b'] : [i === 0 ? 'a' : 'b'],
    status: 'tabled',
    compartment_id: 'plenary',
  }))
  const ids = alternatives.map(({ id }) => id)
  return {
    id: `s${n}`,
    scope: 'inline',
    class: 'alternatives',
    title: {},
    concerned: ['a', 'b'],
    status: changes > 4 ? 'closed' : 'open',
    ...(changes > 4 ? { chosen: ids[2] ?? '', reason: 'consensus' as const } : {}),
    reopened: 0,
    opened_at: '2020-10-19T09:00:00Z',
    alternatives,
    positions: (['a', 'b'] as const).flatMap((party) =>
      (['declared', 'estimated'] as const).map((basis) => ({
        id: `s${n}-${party}-${basis}`,
        party,
        basis,
        accepts: ids.slice(party === 'a' ? 0 : 1, 1 + (changes % 3)),
        rejects: [],
        compartment_id: basis,
      })),
    ),
    reservations: [],
  }
}

function node(id: string, number: string): TextNode {
  return {
    id,
    kind: 'paragraph',
    number,
    heading: {},
    wording: {},
    stale: [],
    slots: [],
    stage: 'open',
    agreed_by: [],
    reservations: [],
    mark: 'none',
    weight: 1,
    children: [],
  }
}

function text(language: Language, n: number, changes: number, length: number): string {
  const all = words[language]
  return upTo(length)
    .map((i) => all[(n * 5 + i * 3 + (i % 9 === n % 9 ? changes : 0)) % all.length] ?? '')
    .join(' ')
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i)
}

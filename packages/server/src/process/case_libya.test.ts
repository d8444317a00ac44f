// The shipped case: that it is sound, as large as the issue asks, and tells on the morning of
// 19 October 2020 what a reader of the news knew then and nothing later (SPEC R19). The eight
// points are those of the report of that day; the phrases are looked for in what stands then.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { HistoryFact, RecordState } from '@sulh/analysis/history/asof'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCase } from './case.ts'
import type { Case, CaseFact, CaseRecord } from './case.ts'

type Known = HistoryFact & { readonly fact: CaseFact }
const FOLDER = new URL('../../../../cases/libya-2020', import.meta.url).pathname
const MORNING = '2020-10-19T23:59:59.999Z'

let found: Case
beforeAll(async () => {
  found = await readCase(FOLDER)
})

function stateAt(record: CaseRecord, at: string): RecordState<Known> | undefined {
  const facts = record.facts.map((fact, n) => ({
    id: fact.id,
    n,
    facet: fact.facet,
    act: fact.act,
    of_fact_id: fact.of_fact_id ?? null,
    known_from: fact.known_from,
    recorded_at: '2026-01-01T00:00:00.000Z',
    held_from: fact.held_from ?? null,
    confirmation: fact.confirmation,
    fact,
  }))
  return recordAsOf({ id: record.id, facts }, { at, basis: 'known' })
}

function record(key: string): CaseRecord {
  const one = found.records.find((r) => r.key === key)
  if (!one) throw new Error(`the case has no record ${key}`)
  return one
}

/** Every text of a value in one language, joined. */
function textOf(value: unknown, language: 'en' | 'ar'): string {
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([name, child]) =>
      name === language && typeof child === 'string' ? child : textOf(child, language),
    )
    .filter((text) => text !== '')
    .join(' · ')
}

/** What stands of a record on that morning, in both languages; it must have sources. */
function told(key: string): { en: string; ar: string } {
  const state = stateAt(record(key), MORNING)
  if (!state) throw new Error(`${key} is not known on the morning`)
  const leads = Object.values(state.facets).map(({ lead }) => lead.fact)
  for (const fact of leads)
    expect(
      fact.references.filter((r) => r.path === 'source'),
      key,
    ).not.toEqual([])
  return {
    en: leads.map((f) => textOf(f.value, 'en')).join(' · '),
    ar: leads.map((f) => textOf(f.value, 'ar')).join(' · '),
  }
}

/** One record tells these phrases, English and Arabic. */
type Told = readonly [key: string, en: readonly string[], ar: readonly string[]]
const points: Readonly<Record<string, readonly Told[]>> = {
  '1 officers of both sides meet in Geneva, the fourth round, under Stephanie Williams': [
    [
      'event-jmc-4-opens',
      ['Officers of both warring sides', 'Geneva', 'Stephanie Williams'],
      ['ضباط', 'جنيف', 'ستيفاني ويليامز'],
    ],
    ['event-jmc-4-end', ['run through Saturday 24 October'], ['السبت 24 أكتوبر']],
    [
      'stephanie-williams',
      ['former official of the US State Department'],
      ['مسؤولة سابقة في وزارة الخارجية الأمريكية'],
    ],
    ['jmc-4', ['Geneva'], ['جنيف']],
  ],
  '2 the hope of the mission: a complete and permanent ceasefire': [
    [
      'event-jmc-4-hope',
      ['all outstanding issues', 'complete and permanent ceasefire', 'whole country'],
      ['جميع المسائل العالقة', 'وقف كامل ودائم لإطلاق النار'],
    ],
  ],
  '3 the security part of three tracks; success helps the other two': [
    [
      'event-three-tracks',
      ['security part', 'political and economic'],
      ['الشق الأمني', 'سياسي واقتصادي'],
    ],
    ['event-jmc-4-opens', ['success here would help'], ['سيساعد المسارين السياسي والاقتصادي']],
    ['security', ['three-track talks'], ['ثلاثة مسارات']],
    ['political', ['national elections'], ['انتخابات وطنية']],
    ['economic', ['oil'], ['النفط']],
  ],
  '4 before it: Lavrov in Moscow, and separate meetings, encouraging': [
    ['event-moscow-consultation', ['Lavrov', 'Moscow'], ['لافروف', 'موسكو']],
    [
      'event-separate-meetings-gna',
      ['two days before', 'separately', 'encouraging'],
      ['على انفراد', 'مشجعة'],
    ],
    [
      'event-separate-meetings-lna',
      ['two days before', 'separately', 'encouraging'],
      ['على انفراد', 'مشجعة'],
    ],
  ],
  '5 a political forum in Tunisia in November': [
    [
      'event-lpdf-tunisia',
      ['Tunisia in November', 'unified framework', 'national elections'],
      ['تونس في نوفمبر', 'إطار حكم موحد', 'انتخابات وطنية'],
    ],
    ['lpdf', ['unified governance framework'], ['إطار حكم موحد']],
  ],
  '6 in September preliminary agreements on prisoners and on air and land transit': [
    ['event-hurghada-detainees', ['detain'], ['المحتجزين']],
    ['event-hurghada-transit', ['air', 'land'], ['جوي', 'بري']],
  ],
  '7 oil production resumes after the blockade by tribes allied with Haftar': [
    [
      'event-oil-resumes',
      ['blockade', 'tribes allied with Khalifa Haftar', 'Libyan National Army'],
      ['حصار', 'قبائل', 'خليفة حفتر'],
    ],
    ['eastern-tribes', ['Powerful tribes'], ['قبائل نافذة']],
  ],
  '8 background: 2011, the offensive of April 2019, Turkey, Sirte': [
    ['event-conflict-since-2011', ['Gaddafi', '2011', 'without pause'], ['القذافي', '2011']],
    [
      'event-tripoli-offensive',
      ['April 2019', 'Tripoli', 'west of the country'],
      ['أبريل 2019', 'طرابلس'],
    ],
    ['event-turkey-intervention', ['Turkey', 'offensive on Tripoli'], ['تركيا', 'طرابلس']],
    ['event-fighting-dies-down', ['international pressure', 'Sirte'], ['ضغط دولي', 'سرت']],
    ['event-sirte-gateway', ['gateway to the major oil export terminals'], ['بوابة']],
  ],
}

/** What happened, or was named, after that morning. */
const LATER = [
  /202[1-9]/,
  /\b2[0-9] October|\b3[01] October/,
  /December 2020/,
  /Ghadames|غدامس/,
  /Dbeibah|الدبيبة/,
  /Menfi|المنفي/,
  /Bashagha|باشاغا/,
  /Kubi[sš]|كوبيش/,
  /Zenenga|زينينغا/,
  /Abu Shahma|أبو شحمة/,
  /Ammami|العمامي/,
  /75 (invited )?members|75 عضو/,
  /2570/,
  /ديسمبر 2020/,
  /نوفمبر 2020/,
  /(2[0-9]|3[01]) أكتوبر/,
  /signed the ceasefire|وقع اتفاق وقف إطلاق النار/,
  /six points/i,
]
/** The day to which the organisers expected the round to run was known. */
const FORESEEN = /24 October|24 أكتوبر|November 2020|نوفمبر 2020/g

/** Everything that stands at an instant and tells of a time after that morning. */
function slipsAt(at: string): string[] {
  const addresses = new Map(
    found.records
      .filter((r) => r.kind === 'source')
      .map((r) => [r.key, JSON.stringify(r.facts[0]?.value['address'] ?? '')]),
  )
  // Sources are a list of titles without outcomes; those that are cited are looked at.
  return found.records
    .filter((r) => r.kind !== 'source')
    .flatMap((one) =>
      Object.values(stateAt(one, at)?.facets ?? {}).flatMap(({ lead, others, earlier }) =>
        [lead, ...others, ...earlier].flatMap(({ fact }) =>
          slipsOf(fact, addresses).map((slip) => `${one.key}: ${slip}`),
        ),
      ),
    )
}

function slipsOf(fact: CaseFact, addresses: ReadonlyMap<string, string>): string[] {
  const words = `${textOf(fact.value, 'en')} · ${textOf(fact.value, 'ar')}`.replaceAll(FORESEEN, '')
  const plan = fact.facet === 'planned' || fact.value['scheduled'] === true
  const days = JSON.stringify(fact.value).match(/20\d\d-\d\d-\d\d/g) ?? []
  const cited = fact.references.filter((r) => r.path === 'source').map((r) => r.key)
  const late = /202[1-9]|2020[/-]?(1[12]|10[/-]?(2\d|3[01]))/
  return [
    ...LATER.filter((later) => later.test(words)).map((later) => `${String(later)} in ${words}`),
    ...days.filter((day) => day > '2020-10-19' && !plan),
    ...cited.filter((key) => late.test(addresses.get(key) ?? '')).map((key) => `cites ${key}`),
  ]
}

describe('R19 the morning of 19 October 2020', () => {
  it.each(Object.entries(points))('tells point %s', (_, all) => {
    for (const [key, en, ar] of all) {
      const text = told(key)
      for (const phrase of en) expect(text.en, key).toContain(phrase)
      for (const phrase of ar) expect(text.ar, key).toContain(phrase)
    }
  })

  it('has the fourth round planned from 19 to 24 October', () => {
    const state = stateAt(record('jmc-4'), MORNING)
    expect(state?.facets['planned']?.lead.fact.value).toEqual({
      when: { from: '2020-10-19', to: '2020-10-24' },
    })
    expect(state?.facets['description']?.lead.fact.value['number']).toBe('4')
    expect(state?.facets['actual']).toBeUndefined()
    expect(state?.facets['outcome']).toBeUndefined()
  })

  it('tells nothing later, in no text, day or source', () => {
    expect(slipsAt(MORNING)).toEqual([])
  })

  it('would tell of a slip: the same look at the 24th finds what had happened by then', () => {
    const slips = slipsAt('2020-10-24T23:59:59.999Z').join('\n')
    expect(slips).toContain('event-ceasefire-signed')
    expect(slips).toContain('cites S3')
    expect(stateAt(record('event-jmc-4-opens'), '2020-10-18T23:59:59.999Z')).toBeUndefined()
  })

  it('does not know the signatories yet, and knows them on the 24th', () => {
    const officers = found.records.filter(
      (r) => r.kind === 'appointment' && r.facts[0]?.value['rank'] !== undefined,
    )
    expect(officers.map((r) => stateAt(r, MORNING))).toEqual(officers.map(() => undefined))
    const sides = officers.map((r) => r.facts[0]?.references.find((x) => x.path === 'in')?.key)
    expect(sides.filter((s) => s === 'jmc-gna')).toHaveLength(5)
    expect(sides.filter((s) => s === 'jmc-lna')).toHaveLength(5)
    for (const r of officers) expect(stateAt(r, '2020-10-24T23:59:59.999Z')).toBeDefined()
  })
})

describe('the size of the case', () => {
  const ofKind = (kind: string) => found.records.filter((r) => r.kind === kind)
  it('has what the issue asks for at the least', () => {
    expect(ofKind('issue').length).toBeGreaterThanOrEqual(18)
    expect(ofKind('event').length).toBeGreaterThanOrEqual(70)
    const families = ofKind('track').map((r) => String(r.facts[0]?.value['family']))
    expect(new Set(families)).toEqual(
      new Set(['security', 'political', 'economic', 'international']),
    )
    const keys = new Set(found.records.map((r) => r.key))
    const wanted = [
      'jmc-1',
      'jmc-2',
      'jmc-3',
      'jmc-4',
      'jmc-5',
      'jmc-6',
      'jmc-7',
      'lpdf-1',
      'lpdf-geneva',
      'hurghada-2020-09',
      'berlin-2020-01',
      'moscow-2020-01',
      'moscow-2020-10-16',
    ]
    expect(wanted.filter((key) => !keys.has(key))).toEqual([])
  })

  it('has an issue linked across tracks', () => {
    const trackOf = (key: string | undefined) =>
      record(key ?? '').facts[0]?.references.find((x) => x.path === 'track')?.key
    const across = ofKind('issue_link').filter((link) => {
      const at = (path: string) => link.facts[0]?.references.find((x) => x.path === path)?.key
      return trackOf(at('subject')) !== trackOf(at('object'))
    })
    expect(across.length).toBeGreaterThanOrEqual(3)
  })

  it('gives titles of fewer than 70 characters', () => {
    const long = found.records.flatMap((r) =>
      r.facts.flatMap((f) => {
        const title = f.value['title']
        if (typeof title !== 'object' || title === null) return []
        return Object.values(title)
          .filter((t) => String(t).length >= 70)
          .map((t) => `${r.key}: ${t}`)
      }),
    )
    expect(long).toEqual([])
  })

  it('marks what is said in confidence as an example that is not history', () => {
    const confined = found.records.filter(
      (r) => r.compartment !== 'process' && r.compartment !== 'public' && r.kind === 'document',
    )
    expect(confined.length).toBeGreaterThanOrEqual(10)
    for (const r of confined) for (const f of r.facts) expect(f.mark, r.key).toBe('illustration')
  })
})

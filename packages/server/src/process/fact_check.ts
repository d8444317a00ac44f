// Are these facts well made for a record of this kind? Facet, value, act and reference paths by the
// contract's table, each fault with its field. Pure but for `checkTargets`, which asks under row
// security where references lead.
import {
  commonReferences,
  facetOf,
  firstFacet,
  type Facet,
  type Kind,
  type NewFact,
  type ReferenceRule,
} from '@sulh/contract/process'
import { Problem, type Fault } from '@sulh/contract/problem'
import { shapeWords } from '@sulh/contract/shape_words'
import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'

/** What is known of an earlier fact that a new one may be about. */
export type EarlierFact = { readonly id: string; readonly facet: string; readonly act: string }

const strict = new WeakMap<Facet, ReturnType<Facet['value']['strict']>>()
function strictValue(facet: Facet): ReturnType<Facet['value']['strict']> {
  const found = strict.get(facet) ?? facet.value.strict()
  strict.set(facet, found)
  return found
}

/** Does this act bring an account of its own, rather than say something of another's? */
function brings(fact: NewFact): boolean {
  return fact.act === 'state' || fact.act === 'correct' || fact.act === 'differ'
}

export function ruleOf(facet: Facet, path: string): ReferenceRule | undefined {
  if (Object.hasOwn(facet.references, path)) return facet.references[path]
  const common: Record<string, ReferenceRule> = commonReferences
  return Object.hasOwn(common, path) ? common[path] : undefined
}

/** The facts with parsed values; throws invalid-input or not-found with the fields. */
export function checkFacts(
  kind: Kind,
  facts: readonly NewFact[],
  earlier: readonly EarlierFact[] | 'new-record',
): NewFact[] {
  const faults: Fault[] = []
  const known = new Map<string, EarlierFact>()
  if (earlier !== 'new-record') for (const f of earlier) known.set(f.id, f)
  if (earlier === 'new-record' && facts[0] && !isFirst(kind, facts[0]))
    faults.push({
      field: 'facts.0.facet',
      expected: {
        en: `the facet ${firstFacet(kind)}, with which a ${kind} begins`,
        ar: `الوجه ${firstFacet(kind)} الذي يبدأ به سجل من نوع ${kind}`,
      },
      action: { en: 'State it first.', ar: 'اذكره أولًا.' },
    })
  const checked = facts.map((fact, i) => {
    const at = `facts.${i}`
    if (facts.findIndex((f) => f.id === fact.id) !== i)
      faults.push({
        field: `${at}.id`,
        expected: { en: 'an id of its own', ar: 'معرّف خاص به' },
        action: { en: 'Take a new id.', ar: 'خذ معرّفًا جديدًا.' },
      })
    faults.push(...actFaults(fact, known, at), ...timeFaults(fact, at))
    known.set(fact.id, fact)
    const facet = fact.facet === 'disclosure' ? undefined : facetOf(kind, fact.facet)
    if (!facet) {
      const expected = { en: `a facet of a ${kind}`, ar: `وجه من أوجه ${kind}` }
      faults.push({
        field: `${at}.facet`,
        expected,
        action: { en: 'Choose one of the contract.', ar: 'اختر واحدًا مما في العقد.' },
      })
      return fact
    }
    faults.push(...pathFaults(fact, facet, at))
    return { ...fact, value: valueOf(fact, facet, { at, faults }) }
  })
  if (faults.length > 0)
    throw new Problem(
      'invalid-input',
      { en: 'Some fields are not as they should be.', ar: 'بعض الحقول ليست كما ينبغي.' },
      faults,
    )
  return checked
}

function isFirst(kind: Kind, fact: NewFact): boolean {
  return fact.facet === firstFacet(kind) && fact.act === 'state'
}

function actFaults(fact: NewFact, known: ReadonlyMap<string, EarlierFact>, at: string): Fault[] {
  const field = `${at}.of_fact_id`
  if (fact.act === 'state')
    return fact.of_fact_id === undefined
      ? []
      : [
          {
            field,
            expected: { en: 'nothing, because act is state', ar: 'لا شيء، لأن العمل إثبات' },
            action: { en: 'Leave it out.', ar: 'احذفه.' },
          },
        ]
  const target = fact.of_fact_id === undefined ? undefined : known.get(fact.of_fact_id)
  if (target?.facet === fact.facet && target.act !== 'withdraw' && target.act !== 'confirm')
    return []
  const expected = {
    en: 'an account of the same facet of this record',
    ar: 'قول في الوجه نفسه من هذا السجل',
  }
  return [
    {
      field,
      expected,
      action: {
        en: 'Name a fact of this record that you can read.',
        ar: 'حدّد قولًا في هذا السجل تستطيع قراءته.',
      },
    },
  ]
}

function timeFaults(fact: NewFact, at: string): Fault[] {
  const { held_from, held_to } = fact
  if (held_to === undefined || (held_from !== undefined && held_from <= held_to)) return []
  const expected = { en: 'a day on or after held_from', ar: 'يوم لا يسبق held_from' }
  return [
    {
      field: `${at}.held_to`,
      expected,
      action: { en: 'Correct one of the two days.', ar: 'صحّح أحد اليومين.' },
    },
  ]
}

function valueOf(
  fact: NewFact,
  facet: Facet,
  { at, faults }: { readonly at: string; readonly faults: Fault[] },
): Record<string, unknown> {
  if (!brings(fact)) {
    if (Object.keys(fact.value).length === 0) return {}
    const expected = {
      en: `nothing, because act is ${fact.act}`,
      ar: `لا شيء، لأن العمل ${fact.act}`,
    }
    faults.push({
      field: `${at}.value`,
      expected,
      action: { en: 'Leave the value empty.', ar: 'اترك القيمة فارغة.' },
    })
    return {}
  }
  const parsed = strictValue(facet).safeParse(fact.value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    faults.push({
      field: [at, 'value', ...issue.path].join('.'),
      expected: shapeWords(issue),
      action: { en: 'Correct this field.', ar: 'صحّح هذا الحقل.' },
    })
  return {}
}

function pathFaults(fact: NewFact, facet: Facet, at: string): Fault[] {
  const faults: Fault[] = []
  const counts = new Map<string, number>()
  for (const [i, { path }] of fact.references.entries()) {
    const rule = ruleOf(facet, path)
    const own = Object.hasOwn(facet.references, path)
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    const field = `${at}.references.${i}.path`
    if (!rule || (own && !brings(fact)))
      faults.push({
        field,
        expected: { en: 'a path of this facet', ar: 'مسار من مسارات هذا الوجه' },
        action: { en: 'Leave it out.', ar: 'احذفه.' },
      })
    else if (count === 2 && !rule.many)
      faults.push({
        field,
        expected: { en: `one record as ${path}`, ar: `سجل واحد في ${path}` },
        action: { en: 'Keep one of them.', ar: 'أبقِ واحدًا منها.' },
      })
  }
  for (const [path, rule] of Object.entries(facet.references))
    if (rule.required && brings(fact) && !counts.has(path))
      faults.push({
        field: `${at}.references`,
        expected: {
          en: `${path}: a record of kind ${rule.kinds.join(' or ')}`,
          ar: `${path}: سجل من نوع ${rule.kinds.join(' أو ')}`,
        },
        action: { en: `Name ${path}.`, ar: `حدّد ${path}.` },
      })
  return faults
}

/**
 * Throws bad-reference where a reference leads to no record of an allowed kind that every reader of
 * this compartment may see. A hidden record is answered exactly as one that does not exist: both
 * are missing from the one query below.
 */
export async function checkTargets(
  tx: Tx,
  kind: Kind,
  {
    compartment_id,
    facts,
  }: { readonly compartment_id: string; readonly facts: readonly NewFact[] },
): Promise<void> {
  const all = facts.flatMap((fact, i) =>
    fact.references.map((reference, j) => ({
      fact,
      reference,
      field: `facts.${i}.references.${j}`,
    })),
  )
  if (all.length === 0) return
  const kinds = await targetKinds(
    tx,
    compartment_id,
    all.map(({ reference }) => reference),
  )
  const faults = all.flatMap(({ fact, reference, field }): Fault[] => {
    const found = kinds.get(`${reference.compartment_id} ${reference.id}`)
    const facet = facetOf(kind, fact.facet)
    const rule = facet && ruleOf(facet, reference.path)
    if (found === undefined)
      return [
        {
          field,
          expected: {
            en: 'a record that every reader of this compartment may see',
            ar: 'سجل يراه كل قارئ لهذا الحيز',
          },
          action: {
            en: 'Name another record, or disclose that one first.',
            ar: 'حدّد سجلًا آخر، أو اكشف ذلك السجل أولًا.',
          },
        },
      ]
    if (rule?.kinds.some((k) => k === found)) return []
    const expected = {
      en: `a record of kind ${rule?.kinds.join(' or ')}`,
      ar: `سجل من نوع ${rule?.kinds.join(' أو ')}`,
    }
    return [
      {
        field,
        expected,
        action: { en: 'Name a record of that kind.', ar: 'حدّد سجلًا من ذلك النوع.' },
      },
    ]
  })
  if (faults.length > 0)
    throw new Problem(
      'bad-reference',
      { en: 'A reference leads where it cannot.', ar: 'تقود إحالة إلى حيث لا يجوز.' },
      faults,
    )
}

type Target = { readonly compartment_id: string; readonly id: string }

async function targetKinds(
  tx: Tx,
  narrow: string,
  targets: readonly Target[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ compartment_id: string; id: string; kind: string }>`
    select r.compartment_id, r.id, r.kind
    from (select distinct * from unnest(
        ${targets.map((t) => t.compartment_id)}::uuid[], ${targets.map((t) => t.id)}::uuid[]
      ) as t (compartment_id, id)) k
    join sulh.compartment_order o on o.narrow = ${narrow} and o.wide = k.compartment_id
    join sulh.record r on r.compartment_id = k.compartment_id and r.id = k.id`.execute(tx)
  return new Map(rows.map((r) => [`${r.compartment_id} ${r.id}`, r.kind]))
}

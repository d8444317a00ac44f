// What has to hold before an act on a decision: who acts, whether the terms are frozen, which stage is in
// which state, and that somebody stands in it. Each throws the refusal. Pure.
import { standingIn, type CourseStage, type Terms } from '@sulh/analysis/ballot/decision_course'
import type { Stage } from '@sulh/analysis/ballot/procedure'
import { Problem } from '@sulh/contract/problem'
import type { Scene } from './decision_act.ts'

const stages: Readonly<Record<CourseStage['status'], string>> = {
  waiting: 'لم تُفتح بعد',
  open: 'مفتوحة',
  closed: 'مغلقة',
  counted: 'مفروزة',
  not_needed: 'غير لازمة',
}

export function requireSteward({ course, seat_id }: Scene): void {
  if (!course.terms?.stewards.includes(seat_id))
    throw new Problem('not-permitted', {
      en: 'This act is the secretariat’s of this decision alone.',
      ar: 'هذا العمل لأمانة هذا القرار وحدها.',
    })
}

export function requireFrozen({ course }: Scene): Terms {
  if (!course.terms || course.frozen === undefined)
    throw new Problem('wrong-state', {
      en: 'The terms are not frozen yet: let the body accept them first.',
      ar: 'لم تُثبَّت القواعد بعد: لتقبلها الهيئة أولًا.',
    })
  return course.terms
}

export function refuseFrozen({ course }: Scene): void {
  if (course.frozen !== undefined)
    throw new Problem('wrong-state', {
      en: 'The terms are frozen: nothing about them can change now.',
      ar: 'ثُبّتت القواعد: لا يتغير فيها شيء الآن.',
    })
}

/** The stage of this id, in this state. */
export function requireStage(scene: Scene, id: string, status: CourseStage['status']): CourseStage {
  requireFrozen(scene)
  const own = scene.course.stages.find(({ stage }) => stage.id === id)
  if (!own)
    throw new Problem('not-found', { en: 'There is no such stage.', ar: 'لا وجود لمرحلة كهذه.' })
  if (own.status === status) return own
  const closed = own.closing ? ` It closed at ${own.closing.at}.` : ''
  const closed_ar = own.closing ? ` أُغلقت في ${own.closing.at}.` : ''
  throw new Problem('wrong-state', {
    en: `Stage ${id} is ${own.status.replaceAll('_', ' ')}, not ${status}.${closed}`,
    ar: `المرحلة ${id} ${stages[own.status]} لا ${stages[status]}.${closed_ar}`,
  })
}

export function requireNext(scene: Scene, id: string): void {
  if (scene.course.next?.stage.id === id) return
  const next = scene.course.next?.stage.id
  throw new Problem(
    'wrong-state',
    next === undefined
      ? { en: 'The decision is made: no stage follows.', ar: 'اتُخذ القرار: لا مرحلة بعده.' }
      : { en: `Stage ${next} comes first.`, ar: `تسبق ذلك المرحلة ${next}.` },
  )
}

/** A stage opens for somebody: without a candidate there is nothing to choose. */
export function requireStanding({ course }: Scene, stage: Stage): void {
  if (standingIn(course, stage).length === 0)
    throw new Problem('wrong-state', {
      en: `Nobody stands in stage ${stage.id}: no list is admitted.`,
      ar: `لا مترشح في المرحلة ${stage.id}: لم تُقبل أي قائمة.`,
    })
}

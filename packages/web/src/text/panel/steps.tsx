// The history of what is in hand, newest first: each step a sentence with its day, whose word it was, by
// which channel, how firm, and the reason that was given.
import {
  basisLabels,
  closingLabels,
  letterIn,
  reservationLabels,
  shortName,
  stageLabels,
} from '@sulh/analysis/text/labels'
import { refs } from '@sulh/analysis/text/instrument'
import type { PositionBasis, Reservation, Stage } from '@sulh/analysis/text/tree'
import type { Fact } from '@sulh/contract/process'
import type { ReactNode } from 'react'
import { Bi, Mark, Sources } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import type { Step } from '../slot_steps.ts'
import { useStanceWords } from './stance_words.ts'

export function Steps({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const { instant } = useText()
  const sentence = useSentence()
  return (
    <ol className={css['steps']}>
      {steps.map((step) => (
        <li key={`${step.fact.id} ${step.step}`}>
          <p>{sentence(step)}</p>
          {step.note ? (
            <p>
              <Bi text={step.note} />
            </p>
          ) : null}
          <small>
            <time dateTime={step.fact.known_from}>{instant(step.fact.known_from)}</time>
            <SaidBy fact={step.fact} />
          </small>{' '}
          <Mark value={step.fact.mark} /> <Sources fact={step.fact} />
        </li>
      ))}
    </ol>
  )
}

function SaidBy({ fact }: { readonly fact: Fact }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const speaker = view.ref(fact, 'said_by')
  return (
    <>
      {speaker ? ` · ${t('frame.said_by')} ${pick(view.title(speaker))}` : null}
      {fact.channel === 'in_writing' || fact.channel === 'system'
        ? null
        : ` · ${t(word('channel', fact.channel))}`}
      {fact.confirmation === 'unconfirmed'
        ? null
        : ` · ${t(word('confirmation', fact.confirmation))}`}
    </>
  )
}

function useSentence(): (step: Step) => string {
  const { t, lang } = useText()
  const { tree, alternatives } = useOpenText()
  const stanceWords = useStanceWords()
  const names = (ids: readonly string[]) =>
    ids.map((id) => shortName(tree.parties, id, lang)).join(lang === 'ar' ? '، ' : ', ')
  const label = (id: string | undefined) =>
    letterIn((id === undefined ? undefined : alternatives.get(id)?.of.label) ?? '–', lang)
  return ({ step, fact, of, joined = [], left = [] }) => {
    switch (step) {
      case 'closed': {
        const reason = closingLabels[fact.value['reason'] as keyof typeof closingLabels]?.[lang]
        const chosen = refs(fact, 'chosen')[0]
        const values = { reason: reason ?? '', label: label(chosen) }
        return t(chosen === undefined ? 'text.step_closed_none' : 'text.step_closed', values)
      }
      case 'proponents':
        return [
          joined.length > 0
            ? t('text.step_joined', { label: label(of), names: names(joined) })
            : '',
          left.length > 0 ? t('text.step_left', { label: label(of), names: names(left) }) : '',
        ]
          .filter((s) => s !== '')
          .join(' ')
      case 'position': {
        const basis = basisLabels[fact.value['basis'] as PositionBasis][lang]
        return t('text.step_position', {
          name: names(refs(fact, 'party')),
          basis,
          stance: stanceWords({
            accepts: refs(fact, 'accepts'),
            prefers: refs(fact, 'prefers')[0],
            rejects: refs(fact, 'rejects'),
          }),
        })
      }
      case 'reserved':
        return t('text.step_reserved', {
          name: names(refs(fact, 'party')),
          class: reservationLabels[fact.value['class'] as Reservation['class']][lang],
        })
      case 'stage': {
        const by = names(refs(fact, 'agreed_by'))
        const stage = stageLabels[fact.value['stage'] as Stage][lang]
        return by === '' ? t('text.step_stage', { stage }) : t('text.step_stage_by', { stage, by })
      }
      default:
        return t(`text.step_${step}`, { label: label(of) })
    }
  }
}

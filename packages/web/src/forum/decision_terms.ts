// The editor's side of terms: templates that have been used, changes of one figure of a stage, and
// what the engine finds wrong, in sentences. Pure; the screen is decision_new.tsx.
import { checkTerms, type Terms } from '@sulh/analysis/ballot/decision_course'
import { forumMechanism, forumSelection } from '@sulh/analysis/ballot/examples'
import { findingSentence } from '@sulh/analysis/ballot/finding_sentences'
import {
  readProcedure,
  type Candidate,
  type Procedure,
  type Stage,
} from '@sulh/analysis/ballot/procedure'
import { BallotError } from '@sulh/analysis/ballot/profile'
import type { Text } from '../messages/index.ts'

export const templateNames = ['motion', 'mechanism', 'selection'] as const
export type TemplateName = (typeof templateNames)[number]

const motion: Procedure = {
  format: 'sulh-procedure/1',
  name: { en: 'A motion', ar: 'اقتراح' },
  electorate: { members: 3 },
  stages: [
    {
      id: 'vote',
      name: { en: 'The vote', ar: 'التصويت' },
      ballot: 'yes-no',
      voters: 'all',
      requires: [{ base: 'for-and-against', share: '1/2', comparison: '>' }],
    },
  ],
}
export const templates: Readonly<Record<TemplateName, Procedure>> = {
  motion,
  mechanism: forumMechanism,
  selection: forumSelection,
}

/** The same procedure with one stage changed. */
export function withStage(
  procedure: Procedure,
  id: string,
  change: (stage: Stage) => Stage,
): Procedure {
  const stages = procedure.stages.map((stage) => (stage.id === id ? change(stage) : stage))
  return { ...procedure, stages }
}

/** The members follow their colleges where there are any. */
export function withMembers(
  procedure: Procedure,
  college: string | undefined,
  n: number,
): Procedure {
  const { electorate } = procedure
  if (college === undefined) return { ...procedure, electorate: { ...electorate, members: n } }
  const colleges = (electorate.colleges ?? []).map((c) =>
    c.id === college ? { ...c, members: n } : c,
  )
  const members = colleges.reduce((sum, c) => sum + c.members, 0)
  return { ...procedure, electorate: { members, colleges } }
}

export function withWitnesses(procedure: Procedure, lines: string, needed: number): Procedure {
  const { certification: _, ...rest } = procedure
  const witnesses = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return witnesses.length === 0 ? rest : { ...rest, certification: { witnesses, needed } }
}

/** `list-1; List 1; القائمة 1`, one a line; a line that is not of this form is left out. */
export function candidatesOf(lines: string): Candidate[] {
  return lines.split('\n').flatMap((line) => {
    const [id = '', en = '', ar = ''] = line.split(/[;؛]/).map((part) => part.trim())
    return id === '' || en === '' || ar === '' ? [] : [{ id, name: { en, ar } }]
  })
}

export type Checked = {
  readonly terms: Terms | undefined
  readonly contradictions: readonly string[]
}

/** What stands against proposing these terms, in the viewer's language. */
export function checkDraft(draft: Terms, { t, lang }: Pick<Text, 't' | 'lang'>): Checked {
  try {
    const procedure = readProcedure(
      JSON.parse(JSON.stringify(draft.procedure)) as Parameters<typeof readProcedure>[0],
    )
    const terms = { ...draft, procedure }
    const found = checkTerms(terms)
    const own = found.terms.map(({ rule, at }) => {
      const stage = procedure.stages.find(({ id }) => id === at)?.name[lang]
      return t(`decision.finding_${rule.replaceAll('-', '_') as Snake}`, { at: stage ?? at })
    })
    const contradictions = found.procedure
      .filter(({ severity }) => severity === 'contradiction')
      .map((finding) => findingSentence(finding, procedure, lang))
    return { terms, contradictions: [...contradictions, ...own] }
  } catch (error) {
    const arabic = lang === 'ar' && error instanceof BallotError ? error.arabic : undefined
    const english = error instanceof Error ? error.message : ''
    return { terms: undefined, contradictions: [arabic ?? english] }
  }
}
type Snake =
  | 'form_of_no_stage'
  | 'stage_without_form'
  | 'voter_twice'
  | 'voter_of_no_college'
  | 'more_voters_than_members'
  | 'candidate_twice'
  | 'nobody_stands'
  | 'floor_hides_run_off'
  | 'no_steward'

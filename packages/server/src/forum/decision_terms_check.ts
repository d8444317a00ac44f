// Whether terms can be put to a body (decision_SPEC.md D1): a procedure that contradicts itself, and terms
// that do not fit it, are refused with the rule that is broken. Pure.
import { checkTerms, type Terms, type TermsFinding } from '@sulh/analysis/ballot/decision_course'
import { findingSentence } from '@sulh/analysis/ballot/finding_sentences'
import { readProcedure } from '@sulh/analysis/ballot/procedure'
import { BallotError } from '@sulh/analysis/ballot/profile'
import type { DecisionTerms } from '@sulh/contract/forum_decision'
import { Problem, type Said } from '@sulh/contract/problem'

function refuse(field: string, expected: Said, action: Said): Problem {
  const detail = {
    en: `These terms contradict themselves: ${expected.en}`,
    ar: `تتناقض هذه القواعد: ${expected.ar}`,
  }
  return new Problem('invalid-input', detail, [{ field, expected, action }])
}

const faults: Readonly<Record<TermsFinding['rule'], string>> = {
  'form-of-no-stage': 'شكل اقتراع لمرحلة لا وجود لها',
  'stage-without-form': 'مرحلة بلا شكل اقتراع',
  'voter-twice': 'ناخب وارد مرتين',
  'voter-of-no-college': 'ناخب بلا مجمع',
  'more-voters-than-members': 'ناخبون أكثر من الأعضاء',
  'candidate-twice': 'مرشح وارد مرتين أو باسم محجوز',
  'nobody-stands': 'مرحلة لا يترشح فيها أحد',
  'floor-hides-run-off': 'حد أدنى للنشر يخفي من يبلغ جولة الحسم',
  'no-steward': 'لا أمانة للقرار',
}
/** D1: a procedure that contradicts itself is refused, and the rule is named. */
export function requireTerms(given: DecisionTerms): void {
  let terms: Terms
  try {
    const procedure = readProcedure(given.procedure as Parameters<typeof readProcedure>[0])
    terms = { ...(given as unknown as Terms), procedure }
  } catch (error) {
    if (!(error instanceof BallotError)) throw error
    throw refuse(
      'terms.procedure',
      { en: error.message, ar: error.arabic ?? error.message },
      { en: 'Correct the procedure at this place.', ar: 'صحّح الإجراء في هذا الموضع.' },
    )
  }
  const { procedure, terms: own } = checkTerms(terms)
  const contradiction = procedure.find(({ severity }) => severity === 'contradiction')
  if (contradiction) {
    const field = `terms.procedure.${contradiction.stage ?? 'electorate'}`
    const said = (lang: 'en' | 'ar') => findingSentence(contradiction, terms.procedure, lang)
    throw refuse(
      field,
      { en: `${contradiction.rule}: ${said('en')}`, ar: said('ar') },
      { en: 'Change this rule of the procedure.', ar: 'غيّر هذه القاعدة في الإجراء.' },
    )
  }
  const [first] = own
  if (first) {
    const figures = Object.entries(first.figures ?? {}).map(([k, v]) => `${k} ${v}`)
    const sentence = [`${first.rule} (${first.at})`, ...figures].join(', ')
    const arabic = [`${faults[first.rule]} (${first.at})`, ...figures].join('، ')
    throw refuse(
      'terms',
      { en: sentence, ar: arabic },
      { en: 'Change this part of the terms.', ar: 'غيّر هذا الجزء من القواعد.' },
    )
  }
}

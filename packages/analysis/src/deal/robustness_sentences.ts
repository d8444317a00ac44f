// What robustness says, as sentences in English or Arabic: how far a package can be trusted, and what
// to find out next. Nothing is computed here.
import type { Parameter } from './draws.ts'
import type { Language } from './fault_sentences.ts'
import type { Model } from './model.ts'
import type { Judged, Robustness } from './robustness.ts'

/** An estimate in words, to stand in a sentence: "what South gives to Oil". */
export function parameterInWords(parameter: Parameter, model: Model, language: Language): string {
  const party = model.parties[parameter.party] ?? ''
  const issue = model.issues[parameter.issue ?? 0]
  const name = issue?.name ?? ''
  const option = issue?.options[parameter.option ?? 0] ?? ''
  const arabic = language === 'ar'
  switch (parameter.of) {
    case 'weight':
      return arabic ? `وزن «${name}» لدى ${party}` : `how much ${name} weighs for ${party}`
    case 'points':
      return arabic
        ? `قيمة «${option}» (${name}) لدى ${party}`
        : `what ${option} (${name}) is worth to ${party}`
    case 'disagreement':
      return arabic ? `قيمة تحفظ ${party}` : `the reservation value of ${party}`
  }
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))}`

/** Of one package. */
export function judgedSentences(judged: Judged, draws: number, language: Language): string[] {
  const { all_gain, regret } = judged
  return language === 'ar'
    ? [
        `في ${percent(all_gain)}% من ${draws} سحب لا يخسر أي طرف.`,
        `في نصف السحوب لا يفوت أكثر من ${percent(regret.q50)}% من أفضل جداء للمكاسب، وفي 95% منها لا يفوت أكثر من ${percent(regret.q95)}%.`,
      ]
    : [
        `In ${percent(all_gain)} % of ${draws} draws no party loses.`,
        `In half of the draws it misses at most ${percent(regret.q50)} % of the best product of gains, in 95 % of them at most ${percent(regret.q95)} %.`,
      ]
}

/** What to find out next; at most `count` estimates, none that would change nothing. */
export function nextSentences(
  robustness: Robustness,
  model: Model,
  language: Language,
  count = 3,
): string[] {
  const worth = robustness.influences.filter(({ value_of_knowing }) => value_of_knowing >= 0.0005)
  if (worth.length === 0) {
    return [
      language === 'ar'
        ? 'لا تقدير واحد تغيّر معرفته الاختيار تغييرًا يُذكر.'
        : 'There is no single estimate whose knowledge would change the choice much.',
    ]
  }
  return worth.slice(0, count).map((influence) => {
    const what = parameterInWords(influence, model, language)
    const spared = percent(influence.value_of_knowing)
    return language === 'ar'
      ? `اسأل عن ${what}: معرفته توفّر في المتوسط ${spared}% من أفضل جداء للمكاسب.`
      : `Find out ${what}: knowing it would spare ${spared} % of the best product of gains on average.`
  })
}

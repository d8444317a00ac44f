// A declared procedure in plain sentences, English and Arabic: what a body reads before it accepts.
// Every rule of the data has its sentence; nothing is decided here.
import { counted, countedInArabic, IN_COLLEGES } from './counted.ts'
import type { Language } from '../ledger/sentences.ts'
import { baseInArabic, baseInEnglish, thresholdText } from './decision_sentences.ts'
import type { Procedure, Stage, StageTies, Threshold } from './procedure.ts'

export type StageSentences = { readonly stage: string; readonly sentences: readonly string[] }
export type ProcedureSentences = {
  readonly general: readonly string[]
  readonly stages: readonly StageSentences[]
}

export function procedureSentences(procedure: Procedure, language: Language): ProcedureSentences {
  const words = language === 'en' ? english(procedure) : arabic(procedure)
  return {
    general: words.general,
    stages: procedure.stages.map((stage, i) => ({
      stage: stage.id,
      sentences: [
        words.ballot(stage),
        ...words.candidates(stage),
        ...words.requirements(stage),
        ...words.ties(stage),
        words.falls(stage, procedure.stages[i + 1]),
      ],
    })),
  }
}

type Words = {
  readonly general: readonly string[]
  readonly ballot: (stage: Stage) => string
  readonly candidates: (stage: Stage) => readonly string[]
  readonly requirements: (stage: Stage) => readonly string[]
  readonly ties: (stage: Stage) => readonly string[]
  readonly falls: (stage: Stage, next: Stage | undefined) => string
}

function named(procedure: Procedure, language: Language) {
  const of = (all: readonly { id: string; name: { en: string; ar: string } }[]) => (id: string) =>
    all.find((each) => each.id === id)?.name[language] ?? id
  return { college: of(procedure.electorate.colleges ?? []), stage: of(procedure.stages) }
}

function english(procedure: Procedure): Words {
  const { members, colleges = [] } = procedure.electorate
  const { college, stage: stageName } = named(procedure, 'en')
  const { certification, second_ballot = 'first' } = procedure
  const split = colleges.map((c) => `${c.name.en} ${c.members}`).join(', ')
  const second = {
    first: 'Of two ballots of one voter the first counts.',
    last: 'Of two ballots of one voter the last counts.',
    neither: 'Of two ballots of one voter neither counts.',
  }
  return {
    general: [
      colleges.length === 0
        ? `The electorate has ${counted(members, 'member')}.`
        : `The electorate has ${counted(members, 'member')} in ${counted(colleges.length, 'college')}: ${split}.`,
      second[second_ballot],
      ...(certification
        ? [
            `${certification.needed} of these witnesses certify the result: ${certification.witnesses.join(', ')}.`,
          ]
        : []),
    ],
    ballot: ({ ballot, voters, abstentions, method }) => {
      const kind = {
        'yes-no': 'A motion: each voter is for or against, or abstains',
        'one-of': 'Each voter names one of those who stand, or abstains',
        approval: 'Each voter names all whom she approves of',
        ranked: `Each voter ranks those who stand, counted by ${method ?? 'the method'}`,
      }[ballot]
      const by = voters === 'all' ? 'all members vote together' : 'each college votes by itself'
      const counted = abstentions === 'counted' ? '; abstentions count as valid votes' : ''
      return `${kind}; ${by}${counted}.`
    },
    candidates: ({ candidates }) => {
      if (candidates?.from === 'endorsed') {
        const { total, minima = {}, per_member, second = 'first' } = candidates
        const least = Object.entries(minima).map(([id, n]) => `${n} of ${college(id)}`)
        const among = least.length === 0 ? '' : `, among them at least ${least.join(', ')}`
        const one =
          second === 'first' ? 'the first signature counts' : 'of two signatures neither counts'
        const each =
          per_member === 'several'
            ? 'A member may endorse several lists.'
            : `A member may endorse one list; ${one}.`
        return [
          `A list stands once ${counted(total, 'member')} ${total === 1 ? 'has' : 'have'} endorsed it${among}.`,
          each,
        ]
      }
      if (candidates?.from === 'top') {
        const tie = {
          'declared-order': 'goes by the declared order',
          lot: 'goes by lot',
          'no-decision': 'leaves the stage undecided',
          all: 'lets all who are tied stand',
        }[candidates.ties ?? 'no-decision']
        return [
          `The ${candidates.k} with the most votes in “${stageName(candidates.of)}” stand; a tie for the last place ${tie}.`,
        ]
      }
      return []
    },
    requirements: ({ requires = [], quorum, ballot }) => {
      const one = (t: Threshold) => {
        const where = t.in ? ` in ${t.in.map(college).join(', ')}` : ''
        return `${thresholdText(t)} of ${baseInEnglish[t.base]}${where}`
      }
      const needs =
        requires.length > 0
          ? `${ballot === 'yes-no' ? 'It passes' : 'Somebody is chosen'} with ${requires.map(one).join(' and ')}.`
          : 'Whoever has the most votes is chosen.'
      const least = [
        ...(quorum?.count === undefined ? [] : [`${quorum.count} members`]),
        ...(quorum?.share === undefined
          ? []
          : [
              `${thresholdText({ share: quorum.share, comparison: quorum.comparison ?? '>=' })} of all members`,
            ]),
      ]
      return least.length === 0
        ? [needs]
        : [needs, `At least ${least.join(' and ')} must take part.`]
    },
    ties: ({ ties }) =>
      ties === undefined
        ? []
        : [
            {
              'declared-order': 'A tie goes by the declared order.',
              lot: 'A tie goes by lot.',
              'no-decision': 'A tie leaves the stage undecided.',
            }[ties satisfies StageTies],
          ],
    falls: ({ ballot }, next) => {
      if (next) return `If it does not decide, “${next.name.en}” follows.`
      return ballot === 'yes-no'
        ? 'If it does not pass, the motion is rejected.'
        : 'If it does not decide, nothing is decided.'
    },
  }
}

function arabic(procedure: Procedure): Words {
  const { members, colleges = [] } = procedure.electorate
  const { college, stage: stageName } = named(procedure, 'ar')
  const { certification, second_ballot = 'first' } = procedure
  const split = colleges.map((c) => `${c.name.ar} ${c.members}`).join('، ')
  const second = {
    first: 'إن كان لناخب ورقتان تُحتسب الأولى.',
    last: 'إن كان لناخب ورقتان تُحتسب الأخيرة.',
    neither: 'إن كان لناخب ورقتان لا تُحتسب أي منهما.',
  }
  return {
    general: [
      colleges.length === 0
        ? `عدد أعضاء الهيئة الناخبة: ${members}.`
        : `عدد أعضاء الهيئة الناخبة ${members} في ${countedInArabic(colleges.length, IN_COLLEGES)}: ${split}.`,
      second[second_ballot],
      ...(certification
        ? [
            `يصادق على النتيجة ${certification.needed} من هؤلاء الشهود: ${certification.witnesses.join('، ')}.`,
          ]
        : []),
    ],
    ballot: ({ ballot, voters, abstentions, method }) => {
      const kind = {
        'yes-no': 'اقتراح: يؤيده كل ناخب أو يعارضه أو يمتنع',
        'one-of': 'يسمّي كل ناخب واحداً من المترشحين أو يمتنع',
        approval: 'يسمّي كل ناخب جميع من يوافق عليهم',
        ranked: `يرتب كل ناخب المترشحين، والفرز بطريقة ${method ?? 'معلنة'}`,
      }[ballot]
      const by = voters === 'all' ? 'ويصوت الأعضاء جميعاً معاً' : 'وتصوت كل دائرة وحدها'
      const counted = abstentions === 'counted' ? '، ويُعدّ الامتناع صوتاً صحيحاً' : ''
      return `${kind}، ${by}${counted}.`
    },
    candidates: ({ candidates }) => {
      if (candidates?.from === 'endorsed') {
        const { total, minima = {}, per_member, second = 'first' } = candidates
        const least = Object.entries(minima).map(([id, n]) => `${n} من ${college(id)}`)
        const among = least.length === 0 ? '' : `، منهم على الأقل ${least.join(' و')}`
        const one = second === 'first' ? 'ويُحتسب التوقيع الأول' : 'فإن وقّع لاثنتين لا يُحتسب أي توقيع'
        const each =
          per_member === 'several'
            ? 'للعضو أن يزكي أكثر من قائمة.'
            : `للعضو أن يزكي قائمة واحدة، ${one}.`
        return [`تترشح القائمة متى زكّاها ${total} عضواً${among}.`, each]
      }
      if (candidates?.from === 'top') {
        const tie = {
          'declared-order': 'يُحسم بالترتيب المعلن',
          lot: 'يُحسم بالقرعة',
          'no-decision': 'يبقي المرحلة بلا حسم',
          all: 'يرشح جميع المتعادلين',
        }[candidates.ties ?? 'no-decision']
        return [
          `يترشح الأكثر أصواتاً في «${stageName(candidates.of)}»، وعددهم ${candidates.k}؛ والتعادل على المرتبة الأخيرة ${tie}.`,
        ]
      }
      return []
    },
    requirements: ({ requires = [], quorum, ballot }) => {
      const one = (t: Threshold) => {
        const where = t.in ? ` في ${t.in.map(college).join('، ')}` : ''
        return `\u2066${thresholdText(t)}\u2069 من ${baseInArabic[t.base]}${where}`
      }
      const needs =
        requires.length > 0
          ? `${ballot === 'yes-no' ? 'يُعتمد' : 'يُختار من ينال'} ${ballot === 'yes-no' ? 'بنسبة ' : ''}${requires.map(one).join(' و')}.`
          : 'يُختار الأكثر أصواتاً.'
      const least = [
        ...(quorum?.count === undefined ? [] : [`${quorum.count} عضواً`]),
        ...(quorum?.share === undefined
          ? []
          : [
              `\u2066${thresholdText({ share: quorum.share, comparison: quorum.comparison ?? '>=' })}\u2069 من جميع الأعضاء`,
            ]),
      ]
      return least.length === 0
        ? [needs]
        : [needs, `النصاب: أن يشارك ${least.join(' و')} على الأقل.`]
    },
    ties: ({ ties }) =>
      ties === undefined
        ? []
        : [
            {
              'declared-order': 'يُحسم التعادل بالترتيب المعلن.',
              lot: 'يُحسم التعادل بالقرعة.',
              'no-decision': 'التعادل يبقي المرحلة بلا حسم.',
            }[ties satisfies StageTies],
          ],
    falls: ({ ballot }, next) => {
      if (next) return `إن لم تحسم تليها «${next.name.ar}».`
      return ballot === 'yes-no' ? 'إن لم يُعتمد الاقتراح فهو مرفوض.' : 'إن لم تحسم فلا قرار.'
    },
  }
}

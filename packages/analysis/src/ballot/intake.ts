// Takes the ballots of one stage in: who may vote, in time, once, for whom; what stands aside and
// why. Out come tallies; nothing is decided here.
import type { Aside, Tally } from './decision.ts'
import {
  type Bilingual,
  instant,
  type Ballots,
  type CastBallot,
  type CastStage,
  type Procedure,
  type Stage,
} from './procedure.ts'
import { BallotError } from './profile.ts'

export type Taken = {
  readonly overall: Tally
  readonly colleges: ReadonlyMap<string, Tally>
  /** Counted ballots with their college, for ranked methods. */
  readonly counted: readonly { readonly ballot: CastBallot; readonly college?: string }[]
  readonly aside: readonly Aside[]
}

type Placed = {
  readonly ballot: CastBallot
  readonly position: number
  readonly college?: string
  readonly at: number | undefined
}

/** `standing`: the candidates of the stage, in declared order; `yes` and `no` for a motion. */
export function takeBallots(
  procedure: Procedure,
  stage: Stage,
  cast: CastStage,
  ballots: Ballots,
  standing: readonly string[],
): Taken {
  const placed = cast.ballots.map((ballot, i) => place(procedure, stage, ballots, ballot, i + 1))
  const aside: Aside[] = []
  const [opens, closes] = [instant(stage.opens, stage.id), instant(stage.closes, stage.id)]
  const inTime = placed.filter(({ ballot, at }) => {
    const late = at !== undefined && closes !== undefined && at > closes
    const early = at !== undefined && opens !== undefined && at < opens
    if (late || early) aside.push(asideOf(stage, ballot, late ? 'late' : 'early'))
    return !late && !early
  })
  const once = onceEach(inTime, procedure.second_ballot ?? 'first')
  for (const { ballot } of inTime.filter((p) => !once.has(p))) {
    aside.push(asideOf(stage, ballot, 'second'))
  }
  const counted = inTime.filter((p) => once.has(p))
  for (const { ballot, position, college } of counted) {
    checkChoice(stage, ballot, whereOf(stage, position), standing, ballots, college)
  }
  const { members, colleges = [] } = procedure.electorate
  const overall = tallyOf(counted, members, standing, cast.present)
  bound(overall, members, { en: `stage ${stage.id}`, ar: `المرحلة ${stage.id}` })
  const byCollege = new Map<string, Tally>()
  for (const { id, members: size } of colleges) {
    const own = counted.filter(({ college }) => college === id)
    const tally = tallyOf(own, size, standing)
    bound(tally, size, {
      en: `stage ${stage.id}, college ${id}`,
      ar: `المرحلة ${stage.id}، المجمع ${id}`,
    })
    byCollege.set(id, tally)
  }
  return { overall, colleges: byCollege, counted, aside }
}

function asideOf(stage: Stage, { voter, at }: CastBallot, reason: Aside['reason']): Aside {
  return {
    stage: stage.id,
    what: 'ballot',
    reason,
    ...(voter === undefined ? {} : { voter }),
    ...(at === undefined ? {} : { at }),
  }
}

/** The voter's college, from the ballot or the roll, which must agree (B12). */
export function collegeOf(
  { electorate }: Procedure,
  { roll }: Ballots,
  { voter, college }: { readonly voter?: string; readonly college?: string },
  where: Bilingual,
): string | undefined {
  const member = voter === undefined ? undefined : roll?.find(({ id }) => id === voter)
  if (voter !== undefined && roll !== undefined && member === undefined) {
    throw new BallotError(
      `${where.en}: ${voter} is not on the roll: correct the voter or the roll.`,
      `${where.ar}: ${voter} ليس في السجل: صحّح الناخب أو السجل.`,
    )
  }
  const own = college ?? member?.college
  if (member?.college !== undefined && own !== member.college) {
    throw new BallotError(
      `${where.en}: ${voter} is of college ${member.college}, not ${own}: correct the ballot or the roll.`,
      `${where.ar}: ${voter} من المجمع ${member.college} لا ${own}: صحّح الورقة أو السجل.`,
    )
  }
  if (own !== undefined && !(electorate.colleges ?? []).some(({ id }) => id === own)) {
    throw new BallotError(
      `${where.en}: there is no college ${own}: use one of the procedure.`,
      `${where.ar}: لا وجود للمجمع ${own}: استعمل مجمعًا من الإجراء.`,
    )
  }
  return own
}

const whereOf = ({ id }: Stage, position: number): Bilingual => ({
  en: `Ballot ${position} of stage ${id}`,
  ar: `الورقة ${position} في المرحلة ${id}`,
})

function place(
  procedure: Procedure,
  stage: Stage,
  ballots: Ballots,
  ballot: CastBallot,
  position: number,
): Placed {
  const where = whereOf(stage, position)
  const college = collegeOf(procedure, ballots, ballot, where)
  const byCollege =
    stage.voters === 'each-college' || (stage.requires ?? []).some((t) => t.in !== undefined)
  if (byCollege && college === undefined) {
    throw new BallotError(
      `${where.en} has no college, and the stage counts by college: add it.`,
      `${where.ar} بلا مجمع، والفرز في المرحلة بالمجمعات: أضفه.`,
    )
  }
  if (ballot.voter !== undefined && ballot.count !== undefined && ballot.count !== 1) {
    throw new BallotError(
      `${where.en} counts ${ballot.count} times for one voter: leave one out.`,
      `${where.ar} محسوبة ${ballot.count} مرات لناخب واحد: احذف أحد الأمرين.`,
    )
  }
  const at = instant(ballot.at, where)
  return { ballot, position, at, ...(college === undefined ? {} : { college }) }
}

/** Of each named voter the ballot that counts; ballots without a voter are each their own. */
function onceEach(
  placed: readonly Placed[],
  which: 'first' | 'last' | 'neither',
): ReadonlySet<Placed> {
  const kept = new Set<Placed>(placed.filter(({ ballot }) => ballot.voter === undefined))
  const voters = Map.groupBy(
    placed.filter(({ ballot }) => ballot.voter !== undefined),
    ({ ballot }) => ballot.voter,
  )
  for (const own of voters.values()) {
    const sorted = own.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.position - b.position)
    const chosen = which === 'last' ? sorted.at(-1) : sorted[0]
    if (chosen !== undefined && (sorted.length === 1 || which !== 'neither')) kept.add(chosen)
  }
  return kept
}

const CHOICE_FORMS = {
  'yes-no': { en: '"yes", "no" or "abstain"', ar: '«نعم» أو «لا» أو «امتناع»' },
  'one-of': { en: 'one candidate or "abstain"', ar: 'مرشحًا واحدًا أو «امتناع»' },
  approval: { en: 'a list of candidates', ar: 'قائمة مرشحين' },
  ranked: { en: 'a list of candidates, best first', ar: 'قائمة مرشحين، الأفضل أولًا' },
} as const

function checkChoice(
  stage: Stage,
  { choice, spoilt }: CastBallot,
  where: Bilingual,
  standing: readonly string[],
  { candidates = [] }: Ballots,
  college: string | undefined,
): void {
  if (spoilt === true && choice === undefined) return
  const single = stage.ballot === 'yes-no' || stage.ballot === 'one-of'
  const fits = single
    ? typeof choice === 'string'
    : Array.isArray(choice) &&
      (stage.ballot === 'ranked' || choice.every((part) => typeof part === 'string'))
  if (!fits || choice === undefined || spoilt === true) {
    throw new BallotError(
      `${where.en}: give as choice ${CHOICE_FORMS[stage.ballot].en}, or spoilt alone.`,
      `${where.ar}: اكتب الاختيار ${CHOICE_FORMS[stage.ballot].ar}، أو «تالفة» وحدها.`,
    )
  }
  const named = namedIn(choice).filter((id) => !(single && id === 'abstain'))
  for (const [i, id] of named.entries()) {
    if (!standing.includes(id)) {
      const known = candidates.some((candidate) => candidate.id === id)
      if (known)
        throw new BallotError(
          `${where.en} names ${id}, who does not stand in this stage: correct it or mark it spoilt.`,
          `${where.ar} تذكر ${id} وهو غير مترشح في هذه المرحلة: صحّحها أو عدّها تالفة.`,
        )
      throw new BallotError(
        `${where.en} names ${id}, whom nobody knows: choose of ${standing.join(', ')}, or mark it spoilt.`,
        `${where.ar} تذكر ${id} ولا يعرفه أحد: اختر من ${standing.join('، ')}، أو عدّها تالفة.`,
      )
    }
    if (named.indexOf(id) !== i) {
      throw new BallotError(
        `${where.en} names ${id} twice: name each once, or mark it spoilt.`,
        `${where.ar} تذكر ${id} مرتين: اذكر كلًا مرة واحدة، أو عدّها تالفة.`,
      )
    }
    const own = candidates.find((candidate) => candidate.id === id)?.college
    if (stage.voters === 'each-college' && own !== undefined && own !== college) {
      throw new BallotError(
        `${where.en} of college ${college} names ${id} of college ${own}: correct it.`,
        `${where.ar} من المجمع ${college} تذكر ${id} من المجمع ${own}: صحّحها.`,
      )
    }
  }
}

export function namedIn(choice: NonNullable<CastBallot['choice']>): readonly string[] {
  return typeof choice === 'string' ? [choice] : choice.flat()
}

function tallyOf(
  placed: readonly Placed[],
  members: number,
  standing: readonly string[],
  declared?: number,
): Tally {
  const choices = new Map(standing.map((id) => [id, 0]))
  let [cast, spoilt, abstained] = [0, 0, 0]
  for (const { ballot } of placed) {
    const count = ballot.count ?? 1
    cast += count
    const { choice } = ballot
    if (choice === undefined) spoilt += count
    else if (choice === 'abstain' || choice.length === 0) abstained += count
    else {
      for (const id of namedIn(choice)) choices.set(id, (choices.get(id) ?? 0) + count)
    }
  }
  return { members, present: declared ?? cast, cast, spoilt, abstained, choices }
}

function bound({ cast, present }: Tally, members: number, where: Bilingual): void {
  if (cast > members) {
    throw new BallotError(
      `In ${where.en} there are ${cast} ballots of ${members} members: correct them.`,
      `في ${where.ar} أوراق عددها ${cast} لأعضاء عددهم ${members}: صحّحها.`,
    )
  }
  if (present < cast || present > members) {
    throw new BallotError(
      `In ${where.en}, ${present} are present, with ${cast} ballots and ${members} members: correct the presence.`,
      `في ${where.ar} حضور عدده ${present} مع ${cast} ورقة و${members} عضوًا: صحّح الحضور.`,
    )
  }
}

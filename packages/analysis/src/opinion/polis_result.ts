// The Polis-compatible answer in the shape that the command line prints, with Polis's own names for
// its figures. The mathematics lies in polis.ts.
import { polisAnswer, type PolisAnswer } from './polis.ts'
import type { Representative, Support } from './polis_statements.ts'
import { keyed, printedId, type OpinionResult, type ShownStatement } from './result.ts'
import type { VoteIntake } from './votes_collector.ts'

/** Statements and participants stand in order of arrival, as in Polis. */
export function polisResult(
  intake: VoteIntake,
  moderated_out: ReadonlySet<string> = new Set(),
): OpinionResult {
  const answer = polisAnswer(intake, moderated_out)
  const { votes, pca } = answer
  const { projection } = pca
  const at = (i: number): [number, number] => [
    projection[2 * i] as number,
    projection[2 * i + 1] as number,
  ]
  return {
    participants: votes.participants.length,
    statements: votes.statements.length,
    votes: votes.cells.length,
    tids: votes.statements.map(printedId),
    pca: {
      center: Array.from(pca.center),
      components: pca.components.map((component) => Array.from(component)),
    },
    projection: keyed(votes.participants, at),
    groups: answer.groups.map(({ id, members }) => ({
      id,
      members: keyed(votes.participants, () => 1, members),
    })),
    k: answer.groups.length,
    representative: answer.groups.flatMap((group) =>
      group.representative.map((each) => ({
        group: group.id,
        ...shown(votes.statements, each),
        ...figures(each),
      })),
    ),
    consensus: {
      agree: answer.consensus.agree.map((each) => shown(votes.statements, each)),
      disagree: answer.consensus.disagree.map((each) => shown(votes.statements, each)),
    },
    groupInformedConsensus: keyed(
      votes.statements,
      (j) => answer.group_aware_consensus[j] ?? { value: 0, low: 0, high: 0 },
    ),
    certificate: certificate(answer, intake, moderated_out),
  }
}

function shown(statements: readonly string[], support: Support): ShownStatement {
  const id = printedId(statements[support.statement] as string)
  return {
    statement: id,
    tid: id,
    direction: support.direction,
    'n-success': support.n_success,
    'n-trials': support.n_trials,
    'p-success': support.p_success,
    'p-test': support.p_test,
  }
}

function figures({ direction, repness, repness_test, best_agree }: Representative) {
  return {
    'repful-for': direction,
    repness,
    'repness-test': repness_test,
    ...(best_agree !== undefined && { 'best-agree': true, 'n-agree': best_agree }),
  }
}

function certificate(
  answer: PolisAnswer,
  { replaced }: VoteIntake,
  moderated_out: ReadonlySet<string>,
): OpinionResult['certificate'] {
  const { votes, clusters, pca } = answer
  return {
    method: 'polis',
    source: 'compdemocracy/polis math/src/polismath/math, cold start from a vector of ones',
    sign: '+1 agree',
    replacedVotes: replaced,
    moderatedOut: votes.statements.filter((id) => moderated_out.has(id)).map(printedId),
    inConversation: answer.in_conversation.length,
    residual: pca.residuals,
    baseClusters: clusters.base.length,
    silhouettes: Object.fromEntries(clusters.silhouettes),
    interval: 'groupInformedConsensus: 90 %, Beta posterior of each group',
    priorities: keyed(votes.statements, (j) => answer.priorities[j] as number),
    dependsOnOrder: 'groups depend on the order in which participants first voted, as in Polis',
  }
}

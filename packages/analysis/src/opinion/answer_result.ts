// An answer with the conversation's own names, in the JSON shape of result.ts. Nothing is computed here.
import type { OpinionAnswer } from './answer.ts'
import type { ConsensusPick, GroupConsensus } from './consensus.ts'
import { keyed, printedId, type OpinionResult, type ShownStatement } from './result.ts'

/** What `sulh opinion --json` prints in our own mode. */
export function opinionResult(answer: OpinionAnswer): OpinionResult {
  const { votes, pca, groups } = answer
  const { participants, statements } = votes
  const name = (statement: number) => printedId(statements[statement] as string)
  const listed = (picks: readonly ConsensusPick[]) =>
    picks.map((pick): ShownStatement => ({ ...pick, statement: name(pick.statement) }))
  return {
    participants: participants.length,
    statements: statements.length,
    votes: votes.cells.length,
    tids: statements.map(printedId),
    pca: {
      center: [...pca.mean],
      components: pca.components.map((component) => [...component]),
    },
    projection: keyed(participants, (i) => [
      groups.positions.xy[2 * i] as number,
      groups.positions.xy[2 * i + 1] as number,
    ]),
    groups: memberLists(answer),
    k: groups.k,
    representative: answer.representative.map((pick) => ({
      ...pick,
      statement: name(pick.statement),
    })),
    consensus: {
      agree: listed(answer.consensus.agree),
      disagree: listed(answer.consensus.disagree),
    },
    groupInformedConsensus: keyed(statements, (j) => answer.group_informed[j] as GroupConsensus),
    certificate: certificateOf(answer),
  }
}

/** Each placed participant stands in her most probable group, with the probability of it. */
function memberLists({ votes, groups }: OpinionAnswer): OpinionResult['groups'] {
  const rows: number[][] = Array.from({ length: groups.k }, () => [])
  const probability = new Float64Array(votes.participants.length)
  for (const [a, i] of groups.placed.entries()) {
    const g = groups.group_of[i] as number
    rows[g]?.push(i)
    probability[i] = groups.membership[a * groups.k + g] as number
  }
  return rows.map((members, id) => ({
    id,
    members: keyed(votes.participants, (i) => probability[i] as number, members),
  }))
}

function certificateOf({ pca, groups }: OpinionAnswer): Readonly<Record<string, unknown>> {
  return {
    mode: 'own',
    pca: pca.certificate,
    groups: {
      tried: groups.tried,
      leastCertainty: groups.least_certainty,
      placed: groups.placed.length,
      noise: groups.model.noise,
      spread: groups.model.spread,
      label: 'most probable over resamples',
    },
  }
}

// One door to all ranked methods: a profile and options in, the structured count out.
import { bucklin, plurality } from './bucklin.ts'
import { approval, borda } from './points.ts'
import { withoutVotes } from './outcome.ts'
import { rankedPairs, schulze } from './condorcet.ts'
import type { Count, CountOptions, Method } from './count.ts'
import { irv } from './irv.ts'
import { meek } from './meek.ts'
import { BallotError, standing, type Profile } from './profile.ts'
import { stv } from './stv.ts'

export const defaults: CountOptions = {
  ties: { by: 'order' },
  unranked: 'last',
  strength: 'margins',
}

/**
 * Counts a profile by a method. Deterministic: equal input gives an equal result, and the order of
 * the ballots changes nothing. Throws BallotError where the profile cannot be counted so.
 */
export function countProfile(
  method: Method,
  profile: Profile,
  chosen: Partial<CountOptions> = {},
): Count {
  const options: CountOptions = { ...defaults, ...chosen }
  const stands = standing(profile).length
  if (stands === 0) throw new BallotError('No candidate stands: there is nothing to count.')
  const seats = options.seats ?? profile.seats ?? 1
  if (!Number.isSafeInteger(seats) || seats < 1) {
    throw new BallotError(`There are ${seats} seats: give a whole number from 1.`)
  }
  if (profile.ballots.every(({ ranks }) => ranks.length === 0)) {
    return { method, ...withoutVotes(profile) }
  }
  switch (method) {
    case 'schulze':
      return schulze(profile, options)
    case 'ranked-pairs':
      return rankedPairs(profile, options)
    case 'irv':
      return irv(profile, options)
    case 'stv':
      return stv(profile, options)
    case 'meek':
      return meek(profile, options)
    case 'borda':
      return borda(profile, options)
    case 'approval':
      return approval(profile, options)
    case 'plurality':
      return plurality(profile, options)
    case 'bucklin':
      return bucklin(profile, options)
  }
}

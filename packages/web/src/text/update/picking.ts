// Which acts can be chosen together: one that needs another is not chosen without it. Pure.
type Act = { readonly key: string; readonly needs: readonly string[] }

/** The chosen ones without those whose needs are not chosen. */
export function withNeeded(picked: readonly string[], acts: readonly Act[]): readonly string[] {
  const chosen = new Set(picked)
  const kept = acts.filter(({ key, needs }) => chosen.has(key) && needs.every((n) => chosen.has(n)))
  return kept.length === chosen.size
    ? kept.map(({ key }) => key)
    : withNeeded(
        kept.map(({ key }) => key),
        acts,
      )
}

// The order in which a case is loaded: what a record refers to comes before it. Rings are refused,
// because a disclosed copy is made in one go and all its targets must be public by then.

type Referring = {
  readonly key: string
  readonly facts: readonly {
    readonly references: readonly { readonly path: string; readonly key: string }[]
  }[]
}
/** A slot names the alternative that was chosen, which names its slot: no ring of one moment. */
const later = new Set(['chosen', 'into'])

/** Every record after all that it refers to, otherwise in the order given; and the rings found. */
export function inOrder<R extends Referring>(
  records: readonly R[],
): { readonly ordered: readonly R[]; readonly rings: readonly (readonly string[])[] } {
  const byKey = new Map(records.map((r) => [r.key, r]))
  const done = new Set<string>()
  const ordered: R[] = []
  const rings: string[][] = []
  const visit = (record: R, way: readonly string[]): void => {
    if (done.has(record.key)) return
    const at = way.indexOf(record.key)
    if (at >= 0) {
      rings.push(way.slice(at))
      return
    }
    const further = [...way, record.key]
    for (const { references } of record.facts)
      for (const { path, key } of references) {
        if (later.has(path)) continue
        const target = byKey.get(key)
        if (target) visit(target, further)
      }
    if (done.has(record.key)) return
    done.add(record.key)
    ordered.push(record)
  }
  for (const record of records) visit(record, [])
  return { ordered, rings }
}

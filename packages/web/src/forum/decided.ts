// Decisions that came to a result, for whoever names one: the reason for which a slot of a text closed.
import { courseOf } from '@sulh/analysis/ballot/decision_course'
import type { Bilingual } from '@sulh/contract/wording'
import type { ChoiceOption } from '../design/fields.tsx'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'

/** Those that a record of this compartment may refer to: all its readers read them. */
export function useDecidedOptions(home: string): readonly ChoiceOption[] {
  const { records, session } = useProcess()
  const { pick } = useText()
  const wider = session.compartments.find((c) => c.id === home)?.wider ?? []
  return [...records.values()].flatMap((record) => {
    if (record.kind !== 'decision' || ![home, ...wider].includes(record.compartment_id)) return []
    const { outcome } = courseOf(record.facts)
    const first = record.facts.findLast((f) => f.facet === 'description')?.value
    const title = first?.['title'] as Bilingual | undefined
    if (!title || (outcome !== 'adopted' && outcome !== 'elected')) return []
    return [{ id: record.id, label: pick(title) }]
  })
}

// The server's faults in the viewer's language, where the text has words for them; else the server's
// own. They are told by the place and kind of the fault, which are part of the contract's rules.
import type { ProblemDetails } from '@sulh/contract/problem'
import type { Text } from '../messages/index.ts'

type Fault = NonNullable<ProblemDetails['errors']>[number]

/** Known by its English; what is not known is `said` in the reader's language. */
export function faultSentence(
  { field, expected }: Fault,
  { t, said }: { readonly t: Text['t']; readonly said: Fault },
): string {
  const at = /at position (\d+)/.exec(expected)?.[1]
  if (at && expected.includes('square bracket')) return t('text.fault_bracket', { at })
  if (at && expected.includes('control character')) return t('text.fault_control', { at })
  if (expected === 'English text') return t('text.fault_not_english')
  if (expected === 'Arabic text') return t('text.fault_not_arabic')
  if (field.startsWith('base.')) return t('text.fault_base')
  if (/^(?:each slot once|the slot )/.test(expected)) return t('text.fault_slots')
  if (expected.startsWith('also: ')) return t('text.fault_lost', { words: expected.slice(6) })
  if (field === 'chosen_id') return t('text.fault_chosen')
  if (field === 'agreed_by') return t('text.fault_agreed_by')
  if (/words|text/.test(expected) && /wording|title|note|reason/.test(field))
    return t('text.fault_words')
  return `${t('forms.fault_other', { expected: said.expected })} ${said.action}`
}

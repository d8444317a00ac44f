// The words of a form's fields and choices, found from the contract's names. A field without help of
// its own has none.
import type { Kind } from '@sulh/contract/process'
import { forms } from '../../messages/en/forms.ts'
import { type MessageKey, word } from '../../messages/index.ts'
import type { Field, FieldFault } from './fields.ts'

export function facetLabel(facet: string): MessageKey {
  return `forms.facet_${facet}` as MessageKey
}
export function fieldLabel(name: string): MessageKey {
  return `forms.field_${name}` as MessageKey
}
export function referenceLabel(path: string): MessageKey {
  return `forms.ref_${path}` as MessageKey
}
export function fieldHelp(name: string): MessageKey | undefined {
  return Object.hasOwn(forms, `help_${name}`) ? (`forms.help_${name}` as MessageKey) : undefined
}

const classGroups: Partial<Record<Kind, string>> = {
  meeting: 'meeting_class',
  actor: 'actor_class',
  body: 'body_class',
  document: 'document_class',
}

/** The word of a choice, or undefined where the option is its own name (the letters of the sides). */
export function choiceLabel(kind: Kind, field: string, option: string): MessageKey | undefined {
  switch (field) {
    case 'mode':
      return kind === 'process' ? (`forms.mode_${option}` as MessageKey) : word('mode', option)
    case 'class':
      return word(classGroups[kind] ?? 'actor_class', option)
    case 'relation':
      return word(kind === 'issue_link' ? 'issue_relation' : 'actor_relation', option)
    case 'status':
      return word('issue_status', option)
    case 'state':
      return word('standing', option)
    case 'result':
    case 'answer':
    case 'access':
    case 'quorum':
    case 'pending_acts':
    case 'consent':
    case 'required':
    case 'family':
    case 'precision':
      return word(field, option)
    default:
      return undefined
  }
}

export type FaultWords = {
  readonly key: MessageKey
  readonly values?: Record<string, string | number>
}

/** What to tell at a field that the schema refuses; `language` is the name of the missing one. */
export function faultWords(
  fault: FieldFault,
  fields: readonly Field[],
  language: (lang: 'en' | 'ar') => string,
): FaultWords {
  if (fault.expected === 'reference') return { key: 'forms.fault_reference' }
  const [name = '', part] = fault.field.split('.')
  const field = fields.find((f) => f.name === name)
  switch (fault.expected) {
    case 'too_big':
      if (field && 'max' in field && field.max !== undefined) {
        return field.shape === 'number'
          ? { key: 'forms.fault_range', values: { min: field.min ?? 0, max: field.max } }
          : { key: 'forms.fault_too_long', values: { max: field.max } }
      }
      return { key: 'forms.fault_other', values: { expected: fault.expected } }
    case 'too_small':
      if (field?.shape === 'number') {
        return { key: 'forms.fault_range', values: { min: field.min ?? 0, max: field.max ?? 0 } }
      }
      return part === 'en' || part === 'ar'
        ? { key: 'forms.fault_both_languages', values: { language: language(part) } }
        : { key: 'forms.fault_required' }
    case 'invalid_format':
      return { key: 'forms.fault_day' }
    case 'invalid_type':
      return { key: field?.shape === 'number' ? 'forms.fault_number' : 'forms.fault_required' }
    case 'invalid_value':
      return { key: 'forms.fault_required' }
    default:
      return { key: 'forms.fault_other', values: { expected: fault.expected } }
  }
}

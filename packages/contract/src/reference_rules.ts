// Short words for the reference rules of a facet: exactly one record, at most one, any number.
import type { Kind, ReferenceRule } from './kinds.ts'

export const one = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: false, required: true })
export const maybe = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: false, required: false })
export const many = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: true, required: false })
export const some = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: true, required: true })

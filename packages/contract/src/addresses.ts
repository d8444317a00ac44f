// What the web client needs before any screen stands: where to ask for the session and the history,
// and the first facet of each kind. Apart from the schemas, so that its first script holds no
// validator; addresses.test.ts holds both to the contract.
import type { Method } from './endpoint.ts'
import type { Kind } from './kinds.ts'

export type Address = { readonly method: Method; readonly path: string }

export const addresses = {
  getSession: { method: 'GET', path: '/session' },
  redeemSession: { method: 'POST', path: '/session/redeem' },
  listHistory: { method: 'GET', path: '/process/history' },
} as const satisfies Record<string, Address>

const first_facets: Partial<Record<Kind, string>> = {
  event: 'account',
  statement: 'account',
  observation: 'value',
  position: 'stance',
}

/** The facet that a record of this kind must begin with. */
export function firstFacet(kind: Kind): string {
  return first_facets[kind] ?? 'description'
}

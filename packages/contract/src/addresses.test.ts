// What stands apart from the schemas says the same as the schemas.
import { expect, test } from 'vitest'
import { addresses, firstFacet } from './addresses.ts'
import { kindNames, kinds, processEndpoints } from './process.ts'
import { sessionEndpoints } from './session.ts'

const endpoints = { ...processEndpoints, ...sessionEndpoints }

test.each(Object.keys(addresses) as (keyof typeof addresses)[])('the address of %s', (name) => {
  const { method, path } = endpoints[name]
  expect(addresses[name]).toEqual({ method, path })
})

test.each(kindNames)('the first facet of a %s', (kind) => {
  expect(firstFacet(kind)).toBe(Object.keys(kinds[kind])[0])
})

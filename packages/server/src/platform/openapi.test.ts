// The description says what the contract says: every endpoint, every refusal, both languages.
import { problemStatus } from '@sulh/contract/problem'
import { expect, test } from 'vitest'
import { endpointsByCapability, openapiDocument } from './openapi.ts'
import { openapiHtml } from './openapi_page.ts'

type Operation = {
  operationId: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Record<string, { schema: { properties: object; required: string[] } }> }
  responses: Record<string, unknown>
}
const document = openapiDocument() as unknown as {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}
const all = Object.values(endpointsByCapability).flat()

test('every endpoint of the contract is described, with its problems by status', () => {
  expect(document.openapi).toBe('3.1.0')
  for (const e of all) {
    const operation = document.paths[`/api${e.path}`]?.[e.method.toLowerCase()]
    expect(operation?.operationId).toBe(e.name)
    const statuses = ['200', ...new Set(e.problems.map((code) => `${problemStatus[code]}`))]
    expect(Object.keys(operation?.responses ?? {}).sort()).toEqual(statuses.sort())
    const inPath = [...e.path.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1])
    const named = operation?.parameters.filter((p) => p.in === 'path').map((p) => p.name)
    expect(named).toEqual(inPath)
  }
})

test('a body holds what is not in the address', () => {
  const operation = document.paths['/api/process/records/{id}/facts']?.['post']
  const schema = operation?.requestBody?.content['application/json']?.schema
  expect(Object.keys(schema?.properties ?? {})).toEqual(['facts'])
  expect(schema?.required).toEqual(['facts'])
})

test('the readable page is there in both languages and asks for nothing from elsewhere', () => {
  for (const [language, direction] of [
    ['en', 'ltr'],
    ['ar', 'rtl'],
  ] as const) {
    const html = openapiHtml(language)
    expect(html).toContain(`<html lang="${language}" dir="${direction}">`)
    for (const e of all) expect(html).toContain(`id="${e.name}"`)
    expect(html).not.toMatch(/<script|src=|https?:\/\/(?!json-schema)/)
  }
})

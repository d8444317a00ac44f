// The description of the HTTP interface as OpenAPI 3.1, made from the contract's endpoints and from
// nothing else, so that it cannot disagree with what the server does. The readable page is in
// openapi_page.ts.
import { dealEndpoints } from '@sulh/contract/deal'
import type { Endpoint } from '@sulh/contract/endpoint'
import { citizenEndpoints } from '@sulh/contract/forum_citizen'
import { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { decisionEndpoints } from '@sulh/contract/forum_decision'
import { ledgerEndpoints } from '@sulh/contract/ledger'
import { liveEndpoints } from '@sulh/contract/live'
import { problemSchema, problemStatus } from '@sulh/contract/problem'
import type { ProblemCode } from '@sulh/contract/problem'
import { processEndpoints } from '@sulh/contract/process'
import { roomEndpoints, roomStreamEndpoints } from '@sulh/contract/room'
import { sessionEndpoints } from '@sulh/contract/session'
import { textEndpoints } from '@sulh/contract/text'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { toJSONSchema } from 'zod/v4/core'
import type { $ZodType } from 'zod/v4/core'

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** Every endpoint, by the capability whose contract file it is in. */
export const endpointsByCapability: Readonly<Record<string, readonly Endpoint[]>> = {
  session: Object.values(sessionEndpoints),
  process: Object.values(processEndpoints),
  text: [
    ...Object.values(textEndpoints),
    ...Object.values(textDocumentEndpoints),
    ...Object.values(roomEndpoints),
  ],
  forum: [
    ...Object.values(dialogueEndpoints),
    ...Object.values(citizenEndpoints),
    ...Object.values(decisionEndpoints),
  ],
  deal: Object.values(dealEndpoints),
  ledger: Object.values(ledgerEndpoints),
  live: [...Object.values(liveEndpoints), ...Object.values(roomStreamEndpoints)],
}

function schemaOf(schema: $ZodType, io: 'input' | 'output'): JsonObject {
  // Through text, because the result carries members of the library that are not JSON.
  const { $schema: _, ...rest } = JSON.parse(
    JSON.stringify(toJSONSchema(schema, { io, unrepresentable: 'any' })),
  ) as JsonObject
  return rest
}

function isRecord(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function partsOf(e: Endpoint): { parameters: JsonObject[]; body: JsonObject | undefined } {
  const whole = schemaOf(e.input, 'input')
  const properties = isRecord(whole['properties']) ? whole['properties'] : {}
  const needed = Array.isArray(whole['required']) ? whole['required'] : []
  const inPath = new Set([...e.path.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1] as string))
  const parameters: JsonObject[] = []
  const rest: Record<string, Json> = {}
  for (const [name, schema] of Object.entries(properties)) {
    const required = needed.includes(name)
    if (inPath.has(name)) parameters.push({ name, in: 'path', required: true, schema })
    else if (e.method === 'GET' || e.upload)
      parameters.push({ name, in: 'query', required, schema })
    else rest[name] = schema
  }
  if (e.method === 'GET' || e.upload) return { parameters, body: undefined }
  const required = needed.filter((name) => typeof name === 'string' && name in rest)
  return {
    parameters,
    body: { type: 'object', properties: rest, required, additionalProperties: false },
  }
}

function fileBody(media_type: string): JsonObject {
  const schema = { type: 'string', contentEncoding: 'binary' }
  return { required: true, content: { [media_type]: { schema } } }
}

function problemsOf(codes: readonly ProblemCode[]): JsonObject {
  const byStatus = Map.groupBy(codes, (code) => problemStatus[code])
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, some]) => [
        `${status}`,
        {
          description: some.join(', '),
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      ]),
  )
}

function operationOf(e: Endpoint, capability: string): JsonObject {
  const { parameters, body } = partsOf(e)
  const type = capability === 'live' ? 'text/event-stream' : 'application/json'
  const open = e.name === 'redeemSession' || e.name === 'endSession'
  return {
    operationId: e.name,
    summary: e.summary,
    tags: [capability],
    parameters,
    ...(e.upload ? { requestBody: fileBody(e.upload.media_type) } : {}),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: {
      '200': { description: 'OK', content: { [type]: { schema: schemaOf(e.output, 'output') } } },
      ...problemsOf(e.problems),
    },
    ...(open ? { security: [] } : {}),
  }
}

/** The whole document; the same for every installation and every seat. */
export function openapiDocument(): JsonObject {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [capability, endpoints] of Object.entries(endpointsByCapability)) {
    for (const e of endpoints) {
      const path = (paths[`/api${e.path}`] ??= {})
      path[e.method.toLowerCase()] = operationOf(e, capability)
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sulh',
      version: '0.1.0',
      description:
        'What a seat can read and do. An id that the seat may not read is answered as ' +
        'one that does not exist.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ session: [] }, { seat: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sulh_session' },
        seat: {
          type: 'apiKey',
          in: 'header',
          name: 'Sulh-Seat',
          description: 'The id of a seat. In the example case on loopback alone.',
        },
      },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  }
}

// Checks a JSON value against the part of JSON Schema (draft 2020-12) that our two schema files
// use, so that the files themselves are the rule and no second copy of it exists. Not a general
// validator: a keyword that it does not know is a fault of the schema and is thrown as one.

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

export type SchemaFault = { readonly path: string; readonly expected: string }

const KNOWN = new Set(
  (
    '$schema $defs $ref title type const enum oneOf required items properties ' +
    'additionalProperties minItems minLength minimum'
  ).split(' '),
)

/** The first fault in document order, or undefined where the value fits. */
export function schemaFault(schema: Json, value: Json): SchemaFault | undefined {
  return fault(objectOf(schema), objectOf(schema), value, '')
}

function objectOf(value: Json | undefined): JsonObject {
  if (isObject(value)) return value
  throw new Error('a schema is an object')
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fault(
  root: JsonObject,
  schema: JsonObject,
  value: Json,
  path: string,
): SchemaFault | undefined {
  for (const keyword of Object.keys(schema)) {
    if (!KNOWN.has(keyword)) throw new Error(`schema keyword ${keyword} is not supported`)
  }
  const wrong = (expected: string): SchemaFault => ({ path: path || 'the file', expected })
  const ref = schema['$ref']
  if (typeof ref === 'string') return fault(root, definition(root, ref), value, path)
  const constant = schema['const']
  if (constant !== undefined && value !== constant) return wrong(JSON.stringify(constant))
  const choices = schema['enum']
  if (Array.isArray(choices) && !choices.includes(value)) {
    return wrong(`one of ${choices.map((choice: Json) => JSON.stringify(choice)).join(', ')}`)
  }
  const type = schema['type']
  if (typeof type === 'string' && !isOfType(type, value)) return wrong(articles[type] ?? type)
  const { minimum, minLength, minItems } = schema
  if (typeof minimum === 'number' && typeof value === 'number' && value < minimum) {
    return wrong(`at least ${minimum}`)
  }
  if (typeof minLength === 'number' && typeof value === 'string' && value.length < minLength) {
    return wrong('a text that is not empty')
  }
  if (typeof minItems === 'number' && Array.isArray(value) && value.length < minItems) {
    return wrong(`a list of at least ${minItems}`)
  }
  const alternatives = schema['oneOf']
  if (Array.isArray(alternatives)) return faultOfOne(root, alternatives.map(objectOf), value, path)
  return faultWithin(root, schema, value, path)
}

const articles: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case 'object':
      return isObject(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isSafeInteger(value)
    default:
      return typeof value === type
  }
}

function definition(root: JsonObject, ref: string): JsonObject {
  const name = /^#\/\$defs\/(.+)$/.exec(ref)?.[1]
  return objectOf(objectOf(root['$defs'])[name ?? ''])
}

/** The fault of the alternative that comes nearest: the one whose fault lies deepest. */
function faultOfOne(
  root: JsonObject,
  alternatives: readonly JsonObject[],
  value: Json,
  path: string,
): SchemaFault | undefined {
  const faults = alternatives.map((alternative) => {
    const discriminated = isObject(value) ? constantsFault(alternative, value) : false
    return { discriminated, found: fault(root, alternative, value, path) }
  })
  if (faults.some(({ found }) => found === undefined)) return undefined
  const near = faults.filter(({ discriminated }) => !discriminated).map(({ found }) => found)
  const candidates = near.length > 0 ? near : faults.map(({ found }) => found)
  return candidates.reduce((a, b) => ((b?.path.length ?? 0) > (a?.path.length ?? 0) ? b : a))
}

function constantsFault(alternative: JsonObject, value: JsonObject): boolean {
  const properties = alternative['properties']
  if (!isObject(properties)) return false
  return Object.entries(properties).some(
    ([key, property]) =>
      isObject(property) && property['const'] !== undefined && value[key] !== property['const'],
  )
}

function faultWithin(
  root: JsonObject,
  schema: JsonObject,
  value: Json,
  path: string,
): SchemaFault | undefined {
  const items = schema['items']
  if (Array.isArray(value) && isObject(items)) {
    for (const [i, item] of value.entries()) {
      const found = fault(root, items, item, `${path}[${i}]`)
      if (found !== undefined) return found
    }
  }
  if (!isObject(value)) return undefined
  const required = schema['required']
  if (Array.isArray(required)) {
    const missing = required.map(String).find((key) => !Object.hasOwn(value, key))
    if (missing !== undefined) return { path: join(path, missing), expected: 'given' }
  }
  const properties = schema['properties']
  const additional = schema['additionalProperties']
  for (const [key, property] of Object.entries(value)) {
    const declared =
      isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
    if (declared === undefined && additional === false) {
      const known = isObject(properties) ? Object.keys(properties).join(', ') : ''
      return { path: join(path, key), expected: `one of the fields ${known}` }
    }
    const rule = declared ?? additional
    const found = isObject(rule) ? fault(root, rule, property, join(path, key)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

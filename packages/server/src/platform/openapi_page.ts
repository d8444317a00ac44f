// The readable page of the interface at /api, in English and Arabic, rendered here from the same
// document as /api/openapi.json: no script, no font and no style from elsewhere.
import { createHash } from 'node:crypto'
import type { App } from './context.ts'
import { openapiDocument } from './openapi.ts'
import type { Json, JsonObject } from './openapi.ts'
import { contentPolicy } from './security.ts'

const words = {
  en: {
    title: 'Interface',
    other: 'العربية',
    input: 'Takes',
    output: 'Gives',
    problems: 'Refusals',
    field: 'Field',
    where: 'Where',
    type: 'Type',
    required: 'required',
    body: 'body',
    intro: 'Every endpoint of this server. For programs: ',
    tags: { session: 'Session', process: 'Process', ledger: 'Ledger', live: 'Live stream' },
  },
  ar: {
    title: 'الواجهة البرمجية',
    other: 'English',
    input: 'المدخلات',
    output: 'المخرجات',
    problems: 'حالات الرفض',
    field: 'الحقل',
    where: 'الموضع',
    type: 'النوع',
    required: 'إلزامي',
    body: 'المتن',
    intro: 'جميع نقاط الاتصال بهذا الخادم. للبرامج: ',
    tags: { session: 'الجلسة', process: 'العملية', ledger: 'السجل', live: 'البث الحي' },
  },
} as const
type Language = keyof typeof words
type Tag = keyof (typeof words)['en']['tags']

const style = `body{font:1rem/1.5 "IBM Plex Sans","IBM Plex Sans Arabic",system-ui,sans-serif;
margin:0 auto;max-inline-size:60rem;padding:1.5rem;color:#1c2328;background:#fff}
section{border-block-start:1px solid #c8d0d4;padding-block:1rem}
code{font-family:ui-monospace,monospace;direction:ltr;unicode-bidi:isolate;overflow-wrap:anywhere}
table{border-collapse:collapse;inline-size:100%}
th,td{text-align:start;vertical-align:top;padding:.25rem .5rem;border-block-end:1px solid #e3e8ea}
a{color:#0b5c8a}pre{overflow:auto;background:#f4f6f7;padding:.75rem;direction:ltr;text-align:left}
@media(prefers-color-scheme:dark){body{color:#e6ebee;background:#14191c}a{color:#7cc4ee}
pre{background:#1f262a}section,th,td{border-color:#3a444a}}`
const styleHash = createHash('sha256').update(style).digest('base64')

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
function record(json: Json | undefined): JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as JsonObject)
    : {}
}
function list(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : []
}
function word(json: Json | undefined): string {
  return typeof json === 'string' ? json : ''
}

/** A schema in a few words: `array of object`, `string (uuid)`, `one of a, b`. */
function typeOf(schema: JsonObject): string {
  const values = list(schema['enum'])
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(' | ')
  const options = list(schema['anyOf'])
  if (options.length > 0) return options.map((option) => typeOf(record(option))).join(' | ')
  if (schema['type'] === 'array') return `array of ${typeOf(record(schema['items']))}`
  const format = word(schema['format'])
  return `${word(schema['type']) || 'any'}${format ? ` (${format})` : ''}`
}

type Field = { name: string; where: string; schema: JsonObject; required: boolean }

function fieldsOf(operation: JsonObject, where: { body: string }): Field[] {
  const fields = list(operation['parameters'])
    .map(record)
    .map((parameter) => ({
      name: word(parameter['name']),
      where: word(parameter['in']),
      schema: record(parameter['schema']),
      required: parameter['required'] === true,
    }))
  const json = record(record(record(operation['requestBody'])['content'])['application/json'])
  const body = record(json['schema'])
  for (const [name, schema] of Object.entries(record(body['properties']))) {
    const required = list(body['required']).includes(name)
    fields.push({ name, where: where.body, schema: record(schema), required })
  }
  return fields
}

function operationHtml(path: string, method: string, operation: JsonObject, l: Language): string {
  const w = words[l]
  const rows = fieldsOf(operation, w).map(
    (field) => `<tr><td><code>${escape(field.name)}</code></td>
<td>${escape(field.where)}</td><td><code>${escape(typeOf(field.schema))}</code>
${field.required ? w.required : ''}</td></tr>`,
  )
  const responses = Object.entries(record(operation['responses']))
  const refusals = responses
    .filter(([status]) => status !== '200')
    .map(
      ([status, response]) =>
        `${status} <code>${escape(word(record(response)['description']))}</code>`,
    )
  const contents = Object.entries(record(record(record(operation['responses'])['200'])['content']))
  const output = contents.map(
    ([type, content]) => `<details><summary>${w.output}:
<code>${escape(type)}</code></summary>
<pre>${escape(JSON.stringify(record(content)['schema'], null, 2))}</pre></details>`,
  )
  return `<section id="${escape(word(operation['operationId']))}">
<h3><code>${method.toUpperCase()} ${escape(path)}</code></h3>
<p lang="en" dir="ltr">${escape(word(operation['summary']))}</p>
${
  rows.length === 0
    ? ''
    : `<h4>${w.input}</h4><table><thead><tr><th>${w.field}</th>
<th>${w.where}</th><th>${w.type}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}
${output.join('')}<p>${w.problems}: ${refusals.join(' · ')}</p></section>`
}

export function openapiHtml(l: Language): string {
  const w = words[l]
  const operations = Object.entries(record(openapiDocument()['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => {
      return { path, method, operation: record(operation) }
    }),
  )
  const byTag = Map.groupBy(operations, ({ operation }) => word(list(operation['tags'])[0]) as Tag)
  const parts = [...byTag].map(
    ([tag, some]) => `<h2>${w.tags[tag]}</h2>
${some.map((o) => operationHtml(o.path, o.method, o.operation, l)).join('')}`,
  )
  const other = l === 'en' ? 'ar' : 'en'
  return `<!doctype html><html lang="${l}" dir="${l === 'ar' ? 'rtl' : 'ltr'}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sulh · ${w.title}</title><style>${style}</style></head><body>
<p><a href="/api?language=${other}" lang="${other}">${w.other}</a></p><h1>Sulh · ${w.title}</h1>
<p>${w.intro}<a href="/api/openapi.json">OpenAPI 3.1</a></p><main>${parts.join('')}</main>
</body></html>`
}

export function mountOpenapi(app: App): void {
  const json = JSON.stringify(openapiDocument())
  const pages = { en: openapiHtml('en'), ar: openapiHtml('ar') }
  app.get('/api/openapi.json', (c) => c.body(json, 200, { 'content-type': 'application/json' }))
  app.get('/api', (c) => {
    c.header(
      'content-security-policy',
      contentPolicy().replace("style-src 'self'", `style-src 'sha256-${styleHash}'`),
    )
    return c.html(c.req.query('language') === 'ar' ? pages.ar : pages.en)
  })
}

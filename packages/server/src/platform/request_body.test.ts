// SPEC P18, P19: what a body may be, before any schema sees it.
import { limits } from '@sulh/contract/limits'
import { Problem } from '@sulh/contract/problem'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDepth, readJsonObject } from './request_body.ts'

function post(body: BodyInit, type = 'application/json'): Request {
  const init = { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' }
  return new Request('http://localhost/', init)
}
async function codeOf(request: Request): Promise<string> {
  try {
    await readJsonObject(request)
    return 'read'
  } catch (error) {
    return error instanceof Problem ? error.code : String(error)
  }
}
function nested(levels: number): string {
  return `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
}

test('P18 a body is refused while it streams in, not after all of it', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(0x20))
    },
  })
  expect(await codeOf(post(endless))).toBe('body-too-large')
  expect(sent).toBeLessThan(limits.request_body_bytes + 10 * 65_536)
})

test('P18 a declared length past the limit is refused unread', async () => {
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '10000000' },
  })
  expect(await codeOf(request)).toBe('body-too-large')
})

test('P18 depth is counted outside of strings, up to the limit and no further', async () => {
  expect(await codeOf(post(nested(limits.json_depth_levels)))).toBe('read')
  expect(await codeOf(post(nested(limits.json_depth_levels + 1)))).toBe('malformed-request')
  expect(await codeOf(post(JSON.stringify({ a: '['.repeat(1000) + '"\\' })))).toBe('read')
  expect(await codeOf(post('['.repeat(500_000)))).toBe('malformed-request')
})

test('P18 what is not one JSON object in UTF-8 is malformed', async () => {
  for (const body of ['', '{}']) expect(await codeOf(post(body))).toBe('read')
  for (const body of ['[]', 'null', '1', '"x"', '{', '{"a":1,}', 'undefined'])
    expect(await codeOf(post(body))).toBe('malformed-request')
  expect(await codeOf(post(Uint8Array.of(0x22, 0xff, 0x22)))).toBe('malformed-request')
  expect(await codeOf(post('{}', 'text/plain'))).toBe('malformed-request')
})

test('P19 bidi controls, NUL and half characters are refused with field and position', async () => {
  for (const bad of ['\u202E', '\u2066', '\u0000', '\u0007', '\uD800']) {
    const body = JSON.stringify({ facts: [{ value: { title: `ab${bad}` } }] })
    const problem = await readJsonObject(post(body)).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(Problem)
    const [first] = (problem as Problem).errors ?? []
    expect(first?.field).toBe('facts.0.value.title')
    if (bad !== '\uD800') expect(first?.action).toContain('position 3')
    expect(await codeOf(post(JSON.stringify({ [`k${bad}`]: 1 })))).toBe('malformed-request')
  }
  expect(await codeOf(post(JSON.stringify({ a: 'سطر\nثان\tآخر' })))).toBe('read')
})

test('P18 depth agrees with a walk of the parsed value', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
      : 0
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      expect(jsonDepth(JSON.stringify(value))).toBe(depthOf(value))
    }),
  )
})

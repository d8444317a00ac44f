// Reads the JSON of a request within the limits: counted while it streams in, so that a body that is
// too large is refused after limits.request_body_bytes and not after all of it; depth and refused
// characters are checked before any schema sees it.
import type { Endpoint } from '@sulh/contract/endpoint'
import { limits } from '@sulh/contract/limits'
import { Problem } from '@sulh/contract/problem'
import { REFUSED } from '@sulh/contract/wording'

function tooLarge(most_bytes: number): Problem {
  return new Problem('body-too-large', {
    en: `The request is larger than ${most_bytes} bytes: send less at once.`,
    ar: `الطلب أكبر من ${most_bytes} بايت: أرسل أقل في المرة الواحدة.`,
  })
}

async function readBytes(
  request: Request,
  bytes_max: number,
  refused: () => Problem,
): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > bytes_max) throw refused()
  if (!request.body) return new Uint8Array()
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.length
    if (bytes > bytes_max) {
      // Not awaited: a client that keeps sending must not hold the answer back.
      reader.cancel().catch(() => undefined)
      throw refused()
    }
    chunks.push(value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** The file that is the whole body, of the one kind that the endpoint takes. */
export async function readFileBody(
  request: Request,
  upload: Endpoint['upload'],
): Promise<Uint8Array> {
  if (upload === undefined) throw new Error('This endpoint takes no file.')
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== upload.media_type)
    throw new Problem(
      'invalid-input',
      { en: 'Send the file with its own content type.', ar: 'أرسل الملف بنوع محتواه.' },
      [
        {
          field: 'file',
          expected: { en: upload.media_type, ar: upload.media_type },
          action: { en: 'Choose a DOCX file.', ar: 'اختر ملف DOCX.' },
        },
      ],
    )
  const megabytes = upload.bytes_max / 1_048_576
  return readBytes(request, upload.bytes_max, () => {
    const sentence = {
      en: `The file is larger than ${megabytes} MB: take pictures out and try again.`,
      ar: `حجم الملف أكبر من ${megabytes} ميغابايت: احذف الصور وأعد المحاولة.`,
    }
    const expected = { en: `at most ${megabytes} MB`, ar: `${megabytes} ميغابايت على الأكثر` }
    const error = { field: 'file.too_large', expected, action: sentence }
    return new Problem('body-too-large', sentence, [error])
  })
}

async function readText(request: Request, most_bytes: number): Promise<string> {
  const bytes = await readBytes(request, most_bytes, () => tooLarge(most_bytes))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('malformed-request', {
      en: 'The request is not UTF-8 text.',
      ar: 'الطلب ليس نصًا بترميز UTF-8.',
    })
  }
}

/** Depth of nesting of a JSON text, found without parsing it. */
export function jsonDepth(json: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let i = 0; i < json.length; i += 1) {
    const c = json[i]
    if (quoted) {
      if (c === '\\') i += 1
      else if (c === '"') quoted = false
    } else if (c === '"') quoted = true
    else if (c === '{' || c === '[') deepest = Math.max(deepest, (depth += 1))
    else if (c === '}' || c === ']') depth -= 1
  }
  return deepest
}

/** Throws at the first text, key or value, with a control character or half a character. */
export function refuseCharacters(value: unknown, path: string): void {
  if (typeof value === 'string') {
    const at = value.search(REFUSED)
    if (at < 0 && value.isWellFormed()) return
    throw new Problem(
      'malformed-request',
      { en: 'The request holds a character that is refused.', ar: 'في الطلب حرف مرفوض.' },
      [
        {
          field: path,
          expected: {
            en: 'text without control characters, bidi controls or halves of characters',
            ar: 'نص خالٍ من أحرف التحكم ومن علامات الاتجاه ومن أنصاف الأحرف',
          },
          action:
            at < 0
              ? { en: 'type the text again', ar: 'اكتب النص من جديد' }
              : {
                  en: `remove the character at position ${at + 1}`,
                  ar: `احذف الحرف الذي في الموضع ${at + 1}`,
                },
        },
      ],
    )
  }
  if (Array.isArray(value)) {
    value.forEach((item, i) => refuseCharacters(item, path === '' ? `${i}` : `${path}.${i}`))
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      refuseCharacters(key, path)
      refuseCharacters(item, path === '' ? key : `${path}.${key}`)
    }
  }
}

/** The object that a POST carries. An empty body is an empty object. */
export async function readJsonObject(
  request: Request,
  most_bytes: number = limits.request_body_bytes,
): Promise<Record<string, unknown>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new Problem('malformed-request', {
      en: 'Send JSON, with the content type application/json.',
      ar: 'أرسل JSON بنوع المحتوى application/json.',
    })
  }
  const text = await readText(request, most_bytes)
  if (text === '') return {}
  if (jsonDepth(text) > limits.json_depth_levels) {
    throw new Problem('malformed-request', {
      en: `The JSON is nested deeper than ${limits.json_depth_levels} levels.`,
      ar: `تتداخل بنية JSON أعمق من ${limits.json_depth_levels} مستوى.`,
    })
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Problem('malformed-request', {
      en: 'The request is not JSON.',
      ar: 'الطلب ليس JSON.',
    })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Problem('malformed-request', {
      en: 'The request must be one JSON object.',
      ar: 'يجب أن يكون الطلب كائن JSON واحدًا.',
    })
  }
  refuseCharacters(parsed, '')
  return Object.fromEntries(Object.entries(parsed))
}

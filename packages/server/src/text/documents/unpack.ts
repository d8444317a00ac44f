// Opens a DOCX without trusting it: counts what comes out while it inflates, whatever the archive
// claims, and refuses what a text does not need. It reads the parts of words alone.
import { Unzip, UnzipInflate } from 'fflate'
import { DocumentError } from './errors.ts'
import { attribute, parseXml, type XmlElement } from './xml.ts'

const limits = {
  file: 50 * 1024 * 1024,
  parts: 2000,
  inflated: 200 * 1024 * 1024,
  /** A part may be this many times its packed size, once it is beyond `small`. */
  ratio: 100,
  small: 1024 * 1024,
  /** Bytes given to the inflater at once: what one step can swell to stays bounded. */
  step: 16 * 1024,
} as const

const read =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/custom\.xml|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/u

export type Parts = ReadonlyMap<string, XmlElement>

/** The XML parts by path. Throws DocumentError; nothing is written anywhere. */
export function unpackDocx(bytes: Uint8Array): Parts {
  if (bytes.length > limits.file)
    throw new DocumentError('too_large', `${Math.ceil(bytes.length / 1024 / 1024)} MB`)
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new DocumentError('not_a_docx', {
      en: 'the file does not begin as a ZIP archive',
      ar: 'لا يبدأ الملف كأرشيف ZIP',
    })
  const files = inflate(bytes)
  const parts = new Map<string, XmlElement>()
  for (const [path, content] of files) parts.set(path, parseXml(decode(content, path), path))
  if (!parts.has('word/document.xml') || !parts.has('[Content_Types].xml'))
    throw new DocumentError('not_a_docx', {
      en: 'word/document.xml is missing',
      ar: 'الجزء word/document.xml غير موجود',
    })
  for (const [path, part] of parts) if (path.endsWith('.rels')) refuseLinks(part, path)
  refuseTypes(parts.get('[Content_Types].xml'))
  return parts
}

function inflate(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let total = 0
  let count = 0
  const archive = new Unzip((file) => {
    if (++count > limits.parts)
      throw new DocumentError('too_many_parts', {
        en: `more than ${limits.parts}`,
        ar: `أكثر من ${limits.parts}`,
      })
    refuseName(file.name)
    if (!read.test(file.name)) return
    if (files.has(file.name))
      throw new DocumentError('not_a_docx', {
        en: `${file.name} stands twice`,
        ar: `الجزء ${file.name} مكرر`,
      })
    const chunks: Uint8Array[] = []
    let size = 0
    file.ondata = (error, chunk, final) => {
      // What this handler itself threw comes back as the inflater's error.
      if (error)
        throw error instanceof DocumentError ? error : new DocumentError('not_a_docx', file.name)
      size += chunk.length
      total += chunk.length
      const packed = Math.max(1, file.size ?? bytes.length)
      if (total > limits.inflated || (size > limits.small && size > packed * limits.ratio))
        throw new DocumentError('inflates_too_much', file.name)
      chunks.push(chunk)
      if (final) files.set(file.name, joined(chunks, size))
    }
    file.start()
  })
  archive.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += limits.step)
      archive.push(bytes.subarray(at, at + limits.step), at + limits.step >= bytes.length)
  } catch (error) {
    if (error instanceof DocumentError) throw error
    throw new DocumentError('not_a_docx', { en: 'the archive is torn', ar: 'أرشيف الملف مقطوع' })
  }
  return files
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

function refuseName(name: string): void {
  if (/vbaProject|vbaData|\.bin$/iu.test(name)) throw new DocumentError('macros', name)
  if (/(?:^|\/)(?:embeddings|activeX)\//iu.test(name))
    throw new DocumentError('embedded_object', name)
}

function decode(content: Uint8Array, path: string): string {
  const utf16 = content[0] === 0xff || content[0] === 0xfe
  try {
    return new TextDecoder(utf16 ? 'utf-16' : 'utf-8', { fatal: true }).decode(content)
  } catch {
    throw new DocumentError('broken_xml', path)
  }
}

function refuseLinks(part: XmlElement, path: string): void {
  for (const link of part.children) {
    if (typeof link === 'string') continue
    const target = attribute(link, 'Target') ?? ''
    if (attribute(link, 'TargetMode') === 'External')
      throw new DocumentError('outside_link', `${path}: ${target}`)
    if (/vbaProject/iu.test(attribute(link, 'Type') ?? '')) throw new DocumentError('macros', path)
  }
}

function refuseTypes(types: XmlElement | undefined): void {
  for (const type of types?.children ?? []) {
    if (typeof type === 'string') continue
    if (/macroEnabled|vbaProject/iu.test(attribute(type, 'ContentType') ?? ''))
      throw new DocumentError('macros', '[Content_Types].xml')
  }
}

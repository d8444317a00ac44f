// A DOCX as somebody edits it: its body as XML, words typed over, parts put in others' place.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

export function run(text: string): string {
  return `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
}
export function documentOf(file: Uint8Array): string {
  return strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
}
export function withDocument(file: Uint8Array, xml: string): Uint8Array {
  return zipSync({ ...unzipSync(file), 'word/document.xml': strToU8(xml) })
}
export function withPart(file: Uint8Array, xml: string): Uint8Array {
  return zipSync({ ...unzipSync(file), 'docProps/custom.xml': strToU8(xml) })
}
export function sectionOf(xml: string): string {
  return xml.slice(xml.indexOf('<w:sectPr'), xml.indexOf('</w:body>'))
}
/** As somebody types over the words of the page. */
export function edited(
  file: Uint8Array,
  changes: readonly (readonly [string, string])[],
): Uint8Array {
  let xml = documentOf(file)
  for (const [old, made] of changes) {
    if (!xml.includes(old)) throw new Error(`The file does not say ${old}.`)
    xml = xml.replace(old, made)
  }
  return withDocument(file, xml)
}

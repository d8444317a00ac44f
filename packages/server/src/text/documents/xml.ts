// XML as a small tree, read strictly: no document type, no entities but the five of XML, bounded depth.
// It knows no schema.
import { SaxesParser } from 'saxes'
import { DocumentError } from './errors.ts'

export type XmlElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

const deepest = 200

/** The root element of a part. Throws DocumentError with the part and the line. */
export function parseXml(text: string, part: string): XmlElement {
  type Open = {
    name: string
    attributes: Record<string, string>
    children: (XmlElement | string)[]
  }
  const root: Open = { name: '', attributes: {}, children: [] }
  const open: Open[] = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new DocumentError('broken_xml', {
      en: `${part}: ${error.message}`,
      ar: `${part}، السطر ${parser.line}`,
    })
  })
  parser.on('doctype', () => {
    throw new DocumentError('document_type', part)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name, attributes, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
    if (open.length > deepest) throw new DocumentError('nested_too_deep', part)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const keep = (words: string): void => {
    open.at(-1)?.children.push(words)
  }
  parser.on('text', keep)
  parser.on('cdata', keep)
  parser.write(text).close()
  const found = root.children.find((child) => typeof child !== 'string')
  if (found === undefined) throw new DocumentError('broken_xml', part)
  return found
}

export function attribute(element: XmlElement, name: string): string | undefined {
  return Object.hasOwn(element.attributes, name) ? element.attributes[name] : undefined
}

export function elements(element: XmlElement | undefined): readonly XmlElement[] {
  return (element?.children ?? []).filter((child) => typeof child !== 'string')
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return elements(element).find((one) => one.name === name)
}

/** The value of `<child w:val="…"/>`; an empty string where the child has none. */
export function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  const found = child(element, name)
  return found === undefined ? undefined : (attribute(found, 'w:val') ?? '')
}

/** All words below an element. */
export function wordsOf(element: XmlElement): string {
  return element.children.map((one) => (typeof one === 'string' ? one : wordsOf(one))).join('')
}

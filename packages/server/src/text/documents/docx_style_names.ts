// The styles of a DOCX by what they mean to the reader: ours by id or, where a word processor renamed
// ids, by name; and the outline level and list that a style brings along.
import { documentStyles } from './docx_styles.ts'
import { attribute, child, elements, valueOf, type XmlElement } from './xml.ts'

const ours = new Map(
  [...(documentStyles.paragraphStyles ?? []), ...(documentStyles.characterStyles ?? [])].flatMap(
    ({ id, name }): [string, string][] => [
      [id.toLowerCase(), id],
      [(name ?? id).toLowerCase(), id],
    ],
  ),
)

export class StyleNames {
  private readonly byId = new Map<string, XmlElement>()
  private readonly standard: string | undefined

  constructor(part: XmlElement | undefined) {
    for (const style of elements(part)) {
      const id = attribute(style, 'w:styleId')
      if (style.name !== 'w:style' || id === undefined) continue
      this.byId.set(id, style)
    }
    this.standard = [...this.byId].find(
      ([, style]) =>
        attribute(style, 'w:default') === '1' && attribute(style, 'w:type') === 'paragraph',
    )?.[0]
  }

  /** Our id, else the name in the file, else an empty string. */
  paragraph(id: string | undefined): string {
    const name = this.name(id ?? this.standard)
    return (
      (id === undefined ? undefined : ours.get(id.toLowerCase())) ??
      ours.get(name.toLowerCase()) ??
      name
    )
  }

  character(id: string | undefined): string | undefined {
    if (id === undefined) return undefined
    return ours.get(id.toLowerCase()) ?? ours.get(this.name(id).toLowerCase())
  }

  outline(id: string | undefined): number | undefined {
    for (const style of this.chain(id)) {
      const level = valueOf(child(style, 'w:pPr'), 'w:outlineLvl')
      if (level !== undefined) return Number(level)
      const heading = /^heading (\d)/iu.exec(valueOf(style, 'w:name') ?? '')
      if (heading !== null) return Number(heading[1]) - 1
    }
    return undefined
  }

  numbering(id: string | undefined): XmlElement | undefined {
    for (const style of this.chain(id)) {
      const numbered = child(child(style, 'w:pPr'), 'w:numPr')
      if (numbered !== undefined) return numbered
    }
    return undefined
  }

  private name(id: string | undefined): string {
    return (id === undefined ? undefined : valueOf(this.byId.get(id), 'w:name')) ?? id ?? ''
  }

  /** A style and those that it is based on; a circle ends it. */
  private chain(id: string | undefined): readonly XmlElement[] {
    const chain: XmlElement[] = []
    let style = this.byId.get(id ?? this.standard ?? '')
    while (style !== undefined && !chain.includes(style)) {
      chain.push(style)
      style = this.byId.get(valueOf(style, 'w:basedOn') ?? '')
    }
    return chain
  }
}

// A case with a fault is refused with the file and the line of every fault (SPEC R18). The cases
// here are three records long; that the shipped case is right is asserted in case_libya.test.ts.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { CaseError, readCase } from './case.ts'

const files = {
  'case.yaml': `name: small
records:
  - key: talks
    kind: process
    facts:
      - facet: description
        known_from: 2020-01-01
        sources: [S1]
        value:
          title: { en: Talks, ar: محادثات }
          summary: { en: Talks, ar: محادثات }
`,
  'compartments.yaml': `- key: public
  kind: public
  name: { en: Public, ar: للعموم }
  readers: { mission: write, side: read, public: read }
- key: process
  kind: process
  name: { en: Process, ar: العملية }
  readers: { mission: write, side: read }
- key: room
  kind: room
  name: { en: Room, ar: غرفة }
  readers: { side: write }
- key: cell
  kind: cell
  name: { en: Cell, ar: خلية }
  readers: { mission: write }
`,
  'seats.yaml': `- key: mission
  kind: mission
  title: { en: Mission, ar: البعثة }
  compartment: process
- key: side
  kind: delegation
  title: { en: Side, ar: طرف }
  compartment: process
- key: public
  kind: public
  title: { en: Public, ar: الجمهور }
  compartment: public
`,
  'records.yaml': `- key: S1
  kind: source
  facts:
    - facet: description
      known_from: 2011-01-01
      value: { code: S1, title: A source }
- key: security
  kind: track
  facts:
    - facet: description
      known_from: 2020-01-01
      sources: [S1]
      value:
        title: { en: Security, ar: الأمن }
        summary: { en: Security, ar: الأمن }
        purpose: { en: Peace, ar: السلم }
        family: security
        order: 1
- key: meeting-day
  kind: event
  facts:
    - facet: account
      label: a
      known_from: 2020-10-19
      sources: [S1]
      references: { tracks: [security] }
      value:
        title: { en: They met, ar: اجتمعوا }
        text: { en: They met, ar: اجتمعوا }
        when: { from: 2020-10-19 }
        precision: day
`,
}

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

/** Writes the small case with one file changed; each change must be found in the text. */
async function caseWith(
  name: keyof typeof files,
  ...changes: readonly (readonly [string, string])[]
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'case-'))
  folders.push(folder)
  for (const [file, text] of Object.entries(files)) {
    let content: string = text
    for (const [from, to] of file === name ? changes : []) {
      expect(content).toContain(from)
      content = content.replace(from, to)
    }
    await writeFile(join(folder, file), content)
  }
  return folder
}

async function faultsOf(...args: Parameters<typeof caseWith>): Promise<readonly string[]> {
  const folder = await caseWith(...args)
  const error: unknown = await readCase(folder).then(
    () => undefined,
    (e: unknown) => e,
  )
  return error instanceof CaseError ? error.faults : []
}

describe('R18 a case is read whole before anything is written', () => {
  it('reads a sound case, targets first, with ids that are the same each time', async () => {
    const [one, two] = [
      await readCase(await caseWith('case.yaml')),
      await readCase(await caseWith('case.yaml')),
    ]
    expect(one.records.map((r) => r.key)).toEqual(['S1', 'talks', 'security', 'meeting-day'])
    expect(two.records.map((r) => r.id)).toEqual(one.records.map((r) => r.id))
    for (const { id } of one.records)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(one.records.at(-1)?.facts[0]).toMatchObject({
      known_from: '2020-10-19T00:00:00.000Z',
      held_from: '2020-10-19',
      channel: 'public_source',
    })
  })

  const faulty: readonly [string, Parameters<typeof caseWith>, RegExp][] = [
    [
      'an unknown reference',
      ['records.yaml', ['[security]', '[secrity]']],
      /^records\.yaml:26: there is no record secrity: correct/,
    ],
    [
      'a reference of the wrong kind',
      ['records.yaml', ['[security]', '[S1]']],
      /^records\.yaml:26: S1 is a source: name a record of kind track/,
    ],
    [
      'an unknown source',
      [
        'records.yaml',
        ['      sources: [S1]\n      references', '      sources: [S9]\n      references'],
      ],
      /^records\.yaml:25: there is no record S9/,
    ],
    [
      'no source',
      ['records.yaml', ['      sources: [S1]\n      references', '      references']],
      /^records\.yaml:22: a fact needs its sources/,
    ],
    [
      'a day that is not in the calendar',
      ['records.yaml', ['from: 2020-10-19 }', 'from: 2020-02-30 }']],
      /^records\.yaml:30: when\.from: .*correct the value/,
    ],
    [
      'a day that is no day',
      ['records.yaml', ['known_from: 2020-10-19', 'known_from: October']],
      /^records\.yaml:24: .*known_from is not a day or an instant/,
    ],
    [
      'an account known before the event',
      ['records.yaml', ['known_from: 2020-10-19', 'known_from: 2020-10-18']],
      /^records\.yaml:24: tells of 2020-10-19 but is known from 2020-10-18/,
    ],
    [
      'a target that is known later',
      ['records.yaml', ['known_from: 2020-01-01', 'known_from: 2020-10-20']],
      /^records\.yaml:26: security is known only from 2020-10-20/,
    ],
    [
      'a key twice',
      ['records.yaml', ['key: meeting-day', 'key: security']],
      /^records\.yaml:19: the key security is there already in records\.yaml:7/,
    ],
    [
      'a field twice',
      ['records.yaml', ['      label: a', '      label: a\n      label: b']],
      /^records\.yaml:24: Map keys must be unique: correct the YAML/,
    ],
    [
      'no Arabic',
      ['records.yaml', ['{ en: They met, ar: اجتمعوا }', '{ en: They met }']],
      /^records\.yaml:28: title\.ar: the Arabic text is missing: write it/,
    ],
    [
      'empty Arabic',
      ['records.yaml', ['{ en: They met, ar: اجتمعوا }', "{ en: They met, ar: '' }"]],
      /^records\.yaml:28: title\.ar: the Arabic text is missing: write it/,
    ],
    [
      'English where Arabic should be',
      ['records.yaml', ['{ en: They met, ar: اجتمعوا }', '{ en: They met, ar: They met }']],
      /^records\.yaml:28: the Arabic text has no Arabic letter/,
    ],
    [
      'an unknown field of a record',
      ['records.yaml', ['  kind: event', '  kind: event\n  colour: red']],
      /^records\.yaml:21: this has an unknown field colour/,
    ],
    [
      'an unknown field of a value',
      ['records.yaml', ['precision: day', 'precision: day\n        colour: red']],
      /^records\.yaml:32: unknown field colour/,
    ],
    [
      'an unknown kind',
      ['records.yaml', ['kind: event', 'kind: happening']],
      /^records\.yaml:20: kind: /,
    ],
    [
      'an unknown facet',
      ['records.yaml', ['facet: account', 'facet: tale']],
      /^records\.yaml:22: a record of kind event has no facet tale: use account/,
    ],
    [
      'a label that is not there',
      ['records.yaml', ['label: a', 'act: correct\n      of: b']],
      /^records\.yaml:24: there is no earlier fact with the label b/,
    ],
    [
      'an unknown compartment',
      ['records.yaml', ['  kind: event', '  kind: event\n  compartment: attic']],
      /^records\.yaml:21: there is no compartment attic/,
    ],
    [
      'a reference to a narrower compartment',
      ['records.yaml', ['  kind: track', '  kind: track\n  compartment: room']],
      /^records\.yaml:27: security lies in room, which some readers of process may not read/,
    ],
    [
      'a public record that refers to one that is not',
      ['records.yaml', ['  kind: track', '  kind: track\n  public: false']],
      /^records\.yaml:27: security is not public, but this record is/,
    ],
    [
      'a circle with an unknown seat',
      ['compartments.yaml', ['{ side: write }', '{ siede: write }']],
      /^compartments\.yaml:12: there is no seat siede/,
    ],
    [
      'a compartment in which nobody writes',
      ['compartments.yaml', ['{ side: write }', '{ side: read }']],
      /^compartments\.yaml:12: nobody may write in room/,
    ],
  ]
  it.each(faulty)('names file and line of %s', async (_, given, sentence) => {
    const faults = await faultsOf(...given)
    expect(faults.join('\n')).toMatch(sentence)
  })

  it('tells all faults at once, by line', async () => {
    const faults = await faultsOf(
      'records.yaml',
      ['[security]', '[secrity]'],
      ['kind: track', 'kind: trak'],
    )
    expect(faults.map((f) => f.split(': ')[0])).toEqual(['records.yaml:8', 'records.yaml:26'])
  })

  it('refuses a folder that is not there', async () => {
    await expect(readCase('cases/nowhere')).rejects.toThrow(
      /there is no such folder: give the folder/,
    )
  })
})

// Files chosen for the import: read by their encoding, and left unread where they are too large.
import { expect, test } from 'vitest'
import { readChosen } from './genius_files.ts'

test('DR8 what is larger than a request may be is not read', async () => {
  let reads = 0
  class Watched extends File {
    override arrayBuffer(): Promise<ArrayBuffer> {
      reads += 1
      return super.arrayBuffer()
    }
  }
  const part = new Uint8Array(600_000).fill(32)
  const one = new Watched([part], 'one.xml')
  const other = new Watched([part], 'other.xml')
  // A request has 1,048,576 bytes; 8,192 of them are kept for the title and the parties.
  const most = 1_048_576 - 8192
  expect(await readChosen([one, other])).toEqual({ too_large: { bytes: 1_200_000, most } })
  expect(reads).toBe(0)
  expect(await readChosen([one])).toHaveProperty('files')
  expect(reads).toBe(1)
})

test('DR8 what grows too large on its way is refused as well', async () => {
  // Each quotation mark is two bytes in JSON.
  const marks = new File(['"'.repeat(600_000)], 'marks.xml')
  const chosen = await readChosen([marks])
  expect(chosen).toMatchObject({ too_large: { most: 1_048_576 - 8192 } })
  expect('too_large' in chosen && chosen.too_large.bytes).toBeGreaterThan(1_200_000)
})

test('DR8 a file is read by its byte order mark or the encoding it declares', async () => {
  const utf16 = new Uint8Array([255, 254, 60, 0, 0x28, 0x06, 62, 0])
  const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><é/>', 'latin1')
  const chosen = await readChosen([new File([utf16], 'a.xml'), new File([latin], 'b.xml')])
  expect(chosen).toEqual({
    files: [
      { name: 'a.xml', text: '<ب>' },
      { name: 'b.xml', text: '<?xml version="1.0" encoding="ISO-8859-1"?><é/>' },
    ],
  })
})

// How the text that a database sends becomes the values that schema.ts states, the same on both
// engines. Keyed by the type's number in PostgreSQL; what is not listed keeps the engine's default.

/** The connection must run in UTC with ISO dates; both engines are opened so. */
function instantOf(text: string): string {
  if (text.endsWith('infinity')) return text
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text)
  if (!parts) return new Date(text).toISOString()
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

/** `{"\\xab","\\xcd"}`; bytea needs no more of the array syntax than this. */
function bytesListOf(text: string): Uint8Array[] {
  return Array.from(text.matchAll(/\\\\x([0-9a-f]*)/g), (m) => bytesOf(`\\x${m[1]}`))
}

export const wireTypes: Readonly<Record<number, (text: string) => unknown>> = {
  17: bytesOf,
  20: Number,
  114: JSON.parse,
  1001: bytesListOf,
  1082: (day) => day,
  1184: instantOf,
  1700: Number,
  3802: JSON.parse,
}

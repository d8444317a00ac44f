// Stands until the screen does.
export function Text(_: { readonly id?: string }) {
  return null
}

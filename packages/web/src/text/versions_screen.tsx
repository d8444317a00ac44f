// Stands until the screen does.
export function Versions(_: { readonly id?: string }) {
  return null
}

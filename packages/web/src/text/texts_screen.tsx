// Stands until the screen does.
export function Texts(_: { readonly id?: string }) {
  return null
}

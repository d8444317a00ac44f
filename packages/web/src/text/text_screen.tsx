// Stands until the screen does.
export function Text({ id }: { readonly id: string }) {
  return <p hidden>{id}</p>
}

// Stands until the screen does.
export function Versions({ id }: { readonly id: string }) {
  return <p hidden>{id}</p>
}

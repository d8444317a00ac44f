// Stands until the screen does.
export function Texts() {
  return null
}

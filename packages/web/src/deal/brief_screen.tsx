export function DealBrief(): null {
  return null
}

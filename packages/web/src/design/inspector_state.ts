// Which record is in hand. Held apart from the inspector itself, so that every link can open it
// without bringing its code.
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let current: string | undefined
let opener: HTMLElement | undefined

function set(id: string | undefined): void {
  if (id !== undefined && current === undefined && document.activeElement instanceof HTMLElement) {
    opener = document.activeElement
  }
  current = id
  for (const listener of listeners) listener()
  if (id === undefined) {
    opener?.focus()
    opener = undefined
  }
}
const inspector = { open: (id: string) => set(id), close: () => set(undefined) }

/** Opens and closes the inspector; closing gives the focus back to where it was opened. */
export function useInspector(): { open(id: string): void; close(): void } {
  return inspector
}

export function useInspected(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

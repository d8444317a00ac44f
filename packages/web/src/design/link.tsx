// Links inside the client. They carry the cursor, the seat and the language along, so that a copied
// address shows the same page to whoever holds the same seat.
import type { MouseEvent, ReactNode } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { settingsQuery } from '../session/settings.ts'

export function go(path: string): void {
  navigate(`${path}${settingsQuery()}`)
  document.getElementById('page')?.scrollTo(0, 0)
  scrollTo(0, 0)
}

export function Link(props: {
  to: string
  children: ReactNode
  className?: string | undefined
  title?: string
  'aria-current'?: 'page' | undefined
}): ReactNode {
  const { to, children, ...rest } = props
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={`${to}${settingsQuery()}`} onClick={follow} {...rest}>
      {children}
    </a>
  )
}

// Links within the client. They carry the date cursor, the basis, the seat and the language, so
// that an address copied from anywhere shows the same page.
import type { ReactNode } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { settingsQuery, useSettings } from '../session/settings.ts'

/** The full address of a path; a fragment stays behind the settings. */
export function addressOf(path: string): string {
  const [place = '/', fragment] = path.split('#')
  return `${place}${settingsQuery()}${fragment === undefined ? '' : `#${fragment}`}`
}

export function go(path: string): void {
  navigate(addressOf(path))
  if (!path.includes('#')) scrollTo(0, 0)
}

/** Another state of the page in hand, with a way back to this one; the place on it is kept. */
export function goWithin(path: string): void {
  navigate(addressOf(path))
}

export function Link(props: {
  readonly to: string
  readonly children: ReactNode
  readonly className?: string | undefined
  readonly current?: boolean
  readonly title?: string
  readonly 'data-more'?: boolean
}): ReactNode {
  // The settings are read here so that links follow them when they change.
  useSettings()
  return (
    <a
      href={addressOf(props.to)}
      className={props.className}
      title={props.title}
      data-more={props['data-more']}
      aria-current={props.current ? 'page' : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        go(props.to)
      }}
    >
      {props.children}
    </a>
  )
}

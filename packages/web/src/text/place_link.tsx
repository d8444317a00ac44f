// A way to a clause or slot of the text, from any of its pages.
import type { ReactNode } from 'react'
import { Link } from '../design/index.ts'
import { paths } from '../paths.ts'
import { useOpenText } from './open_text.ts'

export function PlaceLink(props: { readonly id: string; readonly children: ReactNode }): ReactNode {
  const { instrument } = useOpenText()
  return <Link to={`${paths.text(instrument.id)}#at-${props.id}`}>{props.children}</Link>
}

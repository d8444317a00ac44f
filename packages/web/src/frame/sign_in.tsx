// Opens a session with the one-time token of a sign-in link, then shows the process. The token
// stands behind the `#`, so that it is in no log, and is taken out of the address at once.
import { addresses } from '@sulh/contract/addresses'
import type { sessionEndpoints } from '@sulh/contract/session'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Failure, Skeleton } from '../design/states.tsx'
import { callAt } from '../session/api.ts'
import { setSettings } from '../session/settings.ts'
import css from './frame.module.css'

/** The token of a sign-in link in the address, if it is one. */
export function signInToken(): string | undefined {
  const [place, query] = location.hash.split('?')
  return place === '#/sign-in' ? (new URLSearchParams(query).get('token') ?? undefined) : undefined
}

export function SignIn(props: { readonly token: string; readonly onDone: () => void }): ReactNode {
  const { token, onDone } = props
  const client = useQueryClient()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    history.replaceState(null, '', location.pathname + location.search)
    callAt<typeof sessionEndpoints.redeemSession>(addresses.redeemSession, { token }).then(
      () => {
        setSettings({ seat: undefined })
        client.clear()
        onDone()
      },
      (refusal: unknown) => setError(refusal),
    )
  }, [client, token, onDone])
  return (
    <div className={css['waiting']}>
      {error ? <Failure error={error} /> : <Skeleton lines={4} />}
    </div>
  )
}

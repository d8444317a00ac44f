// The seat's session: who am I, what may I read, which seats may I switch to.
import { addresses } from '@sulh/contract/addresses'
import type { sessionEndpoints } from '@sulh/contract/session'
import type { OutputOf } from '@sulh/contract/endpoint'
import { useQuery } from '@tanstack/react-query'
import { callAt } from './api.ts'
import { useSettings } from './settings.ts'

export type Session = OutputOf<typeof sessionEndpoints.getSession>

export function useSession() {
  const { seat } = useSettings()
  return useQuery({
    queryKey: ['session', seat],
    queryFn: () => callAt<typeof sessionEndpoints.getSession>(addresses.getSession, {}, seat),
  })
}

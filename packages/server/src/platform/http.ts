// The application as a function from requests to answers: every route, one form of refusal, one set
// of headers. It opens no socket and no database; main.ts does, and tests call `app.request`.
import { Problem } from '@sulh/contract/problem'
import { Hono } from 'hono'
import { mountCitizens } from '../forum/citizen_routes.ts'
import { mountDialogue } from '../forum/dialogue_routes.ts'
import { mountDecisions } from '../forum/decision_routes.ts'
import { mountLedger } from '../ledger/routes.ts'
import { mountProcess } from '../process/routes.ts'
import { mountDeal } from '../deal/routes.ts'
import type { LiveRooms } from '../text/room/live_rooms.ts'
import { mountText } from '../text/routes.ts'
import type { App, AppEnv, Services } from './context.ts'
import { LiveStreams, mountLive } from './live.ts'
import { mountOpenapi } from './openapi_page.ts'
import { problemOf, problemResponse } from './problem_response.ts'
import { checkHost, checkOrigin, securityHeaders } from './security.ts'
import { mountSession } from './session_routes.ts'
import { mountStatic } from './static.ts'

function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/')
}

/** The application, and its open streams, which whoever stops the server ends. */
export function createApp(services: Services): {
  app: App
  streams: LiveStreams
  rooms: LiveRooms
} {
  const app: App = new Hono<AppEnv>()
  const streams = new LiveStreams(services.dispatcher)

  // First, and so around the refusals too. A stream over a socket has sent its headers already.
  app.use(async (c, next) => {
    await next()
    if (c.env?.outgoing?.headersSent) return
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    if (isApi(c.req.path)) c.res.headers.set('cache-control', 'no-store')
  })
  app.use(async (c, next) => {
    const began = performance.now()
    checkHost(c, services)
    if (isApi(c.req.path)) checkOrigin(c)
    await next()
    services.log.debug(
      {
        place: c.get('place'),
        method: c.req.method,
        status: c.res.status,
        duration_ms: Math.round(performance.now() - began),
      },
      'request',
    )
  })

  mountSession(app, services)
  mountProcess(app, services)
  const rooms = mountText(app, services)
  mountDialogue(app, services)
  mountCitizens(app, services)
  mountDeal(app, services)
  mountDecisions(app, services)
  mountLedger(app, services)
  mountLive(app, services, streams)
  mountOpenapi(app)
  mountStatic(app, services.web_folder)

  app.notFound(() =>
    problemResponse(
      new Problem('no-endpoint', {
        en: 'There is nothing at this address and method.',
        ar: 'لا شيء في هذا العنوان بهذه الطريقة.',
      }),
    ),
  )
  app.onError((error, c) =>
    problemResponse(problemOf(error, services.log, c.get('place') ?? 'http')),
  )

  return { app, streams, rooms }
}

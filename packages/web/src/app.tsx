// The application: the frame around the screens, each screen loaded when it is first opened.
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Route, Switch } from 'wouter'
import { Empty, Failure, Page, Skeleton } from './design/index.ts'
import { Frame } from './frame/frame.tsx'
import { useText } from './messages/index.ts'
import { ProcessProvider } from './process/data.ts'
import { setSettings, useSettings } from './session/settings.ts'
import { useQueryClient } from '@tanstack/react-query'

const Overview = lazy(() => import('./process/overview/overview_screen.tsx'))
const Tracks = lazy(async () => ({ default: (await import('./process/track/track_screens.tsx')).Tracks }))
const Track = lazy(async () => ({ default: (await import('./process/track/track_screens.tsx')).Track }))
const Rounds = lazy(async () => ({ default: (await import('./process/round/round_screens.tsx')).Rounds }))
const Round = lazy(async () => ({ default: (await import('./process/round/round_screens.tsx')).Round }))
const Issues = lazy(async () => ({ default: (await import('./process/issue/issue_screens.tsx')).Issues }))
const Issue = lazy(async () => ({ default: (await import('./process/issue/issue_screens.tsx')).Issue }))
const Actors = lazy(async () => ({ default: (await import('./process/actors/actor_screens.tsx')).Actors }))
const Actor = lazy(async () => ({ default: (await import('./process/actors/actor_screens.tsx')).Actor }))
const Chronology = lazy(async () => ({
  default: (await import('./process/chronology/chronology_screen.tsx')).Chronology,
}))
const People = lazy(async () => ({ default: (await import('./process/people/people_screen.tsx')).People }))
const Records = lazy(async () => ({
  default: (await import('./process/records/records_screen.tsx')).Records,
}))
const Ledger = lazy(async () => ({ default: (await import('./ledger/ledger_screen.tsx')).Ledger }))
const CreateRecord = lazy(async () => ({
  default: (await import('./process/forms/form_screen.tsx')).CreateRecord,
}))
const Gallery = lazy(() => import('./design/gallery.tsx'))

function Screens(): ReactNode {
  const { t } = useText()
  return (
    <Suspense fallback={<Skeleton />}>
      <Switch>
        <Route path="/"><Overview /></Route>
        <Route path="/tracks"><Tracks /></Route>
        <Route path="/tracks/:id">{(p) => <Track id={p.id} />}</Route>
        <Route path="/rounds"><Rounds /></Route>
        <Route path="/rounds/:id">{(p) => <Round id={p.id} />}</Route>
        <Route path="/issues"><Issues /></Route>
        <Route path="/issues/:id">{(p) => <Issue id={p.id} />}</Route>
        <Route path="/actors"><Actors /></Route>
        <Route path="/actors/:id">{(p) => <Actor id={p.id} />}</Route>
        <Route path="/chronology"><Chronology /></Route>
        <Route path="/people"><People /></Route>
        <Route path="/records"><Records /></Route>
        <Route path="/ledger"><Ledger /></Route>
        <Route path="/new"><CreateRecord /></Route>
        <Route path="/new/:kind">{(p) => <CreateRecord kind={p.kind} />}</Route>
        <Route path="/gallery"><Gallery /></Route>
        <Route>
          <Page title={t('frame.no_page')}>
            <Empty title={t('frame.no_page_help')} />
          </Page>
        </Route>
      </Switch>
    </Suspense>
  )
}

export function App(): ReactNode {
  const { lang, theme } = useSettings()
  const { dir, t } = useText()
  const client = useQueryClient()
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches
    const root = document.documentElement
    root.lang = lang
    root.dir = dir
    root.dataset['theme'] = theme === 'system' ? (dark ? 'dark' : 'light') : theme
    document.title = t('frame.title')
    setSettings({})
  }, [lang, dir, theme, t])
  return (
    <I18nProvider locale={lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB'}>
        <ProcessProvider
          otherwise={(loading) =>
            loading.state === 'loading' ? (
              <Skeleton lines={12} />
            ) : (
              <Failure error={loading.error} />
            )
          }
        >
          <Frame>
            <Screens />
          </Frame>
        </ProcessProvider>
    </I18nProvider>
  )
}

// The application: language and theme of the document, the seat's process, the frame, and which
// screen stands at which address.
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useState, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Route, Switch } from 'wouter'
import { Page } from './design/page.tsx'
import { Empty, Failure, Skeleton } from './design/states.tsx'
import { useCitizenToken } from './forum/citizen_link.ts'
import css from './frame/frame.module.css'
import { Frame } from './frame/frame.tsx'
import { SignIn, signInToken } from './frame/sign_in.tsx'
import { useText } from './messages/index.ts'
import { ProcessProvider, type Loading } from './process/data.ts'
import * as screens from './screens.ts'
import { useSettings } from './session/settings.ts'

function Screens(): ReactNode {
  const { t } = useText()
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/" component={screens.Overview} />
        <Route path="/tracks" component={screens.Tracks} />
        <Route path="/tracks/:id">{({ id }) => <screens.Track key={id} id={id} />}</Route>
        <Route path="/rounds" component={screens.Rounds} />
        <Route path="/rounds/:id">{({ id }) => <screens.Round key={id} id={id} />}</Route>
        <Route path="/issues" component={screens.Issues} />
        <Route path="/issues/:id">{({ id }) => <screens.Issue key={id} id={id} />}</Route>
        <Route path="/texts" component={screens.Texts} />
        <Route path="/texts/new" component={screens.NewText} />
        <Route path="/texts/:id">{({ id }) => <screens.Text key={id} id={id} />}</Route>
        <Route<screens.PairOf> path="/texts/:id/versions/:from?/:to?">
          {({ id, from, to }) => <screens.Versions key={id} id={id} from={from} to={to} />}
        </Route>
        <Route path="/texts/:id/import">
          {({ id }) => <screens.ImportText key={id} id={id} />}
        </Route>
        <Route path="/texts/:id/update">
          {({ id }) => <screens.UpdateText key={id} id={id} />}
        </Route>
        <Route path="/texts/:id/convergence">
          {({ id }) => <screens.TextConvergence key={id} id={id} />}
        </Route>
        <Route path="/dialogues" component={screens.Dialogues} />
        <Route path="/dialogues/:id">{({ id }) => <screens.Dialogue key={id} id={id} />}</Route>
        <Route path="/deal" component={screens.Deal} />
        <Route path="/deal/model" component={screens.DealModel} />
        <Route path="/deal/estimates" component={screens.DealEstimates} />
        <Route path="/deal/brief" component={screens.DealBrief} />
        <Route path="/texts/:id/room/:compartment/:subject">
          {({ id, compartment, subject }) => (
            <screens.DraftingRoom
              key={`${compartment} ${subject}`}
              id={id}
              compartment={compartment}
              subject={subject}
            />
          )}
        </Route>
        <Route path="/decisions" component={screens.Decisions} />
        <Route path="/decisions/new" component={screens.NewDecision} />
        <Route path="/decisions/:id">{({ id }) => <screens.Decision key={id} id={id} />}</Route>
        <Route path="/decisions/:id/protocol">
          {({ id }) => <screens.DecisionProtocol key={id} id={id} />}
        </Route>
        <Route path="/actors" component={screens.Actors} />
        <Route path="/actors/:id">{({ id }) => <screens.Actor key={id} id={id} />}</Route>
        <Route path="/chronology" component={screens.Chronology} />
        <Route path="/people" component={screens.People} />
        <Route path="/records" component={screens.Records} />
        <Route path="/ledger" component={screens.Ledger} />
        <Route path="/new">
          <screens.CreateRecord />
        </Route>
        <Route path="/new/:kind">
          {({ kind }) => <screens.CreateRecord key={kind} kind={kind} />}
        </Route>
        <Route path="/gallery" component={screens.Gallery} />
        <Route>
          <Page title={t('frame.no_page')}>
            <Empty title={t('frame.no_page_help')} />
          </Page>
        </Route>
      </Switch>
    </Suspense>
  )
}

function Waiting(): ReactNode {
  return (
    <div className={css['waiting']}>
      <Skeleton lines={9} />
    </div>
  )
}

function Otherwise({ loading }: { readonly loading: Loading }): ReactNode {
  const client = useQueryClient()
  const { t } = useText()
  if (loading.state === 'loading') return <Waiting />
  return (
    <main className={css['waiting']}>
      <h1>{t('frame.title')}</h1>
      <Failure error={loading.error} retry={() => void client.invalidateQueries()} />
    </main>
  )
}

/** The document's own language, direction and theme follow the viewer's. */
function useDocument(): void {
  const { lang, theme } = useSettings()
  const { dir } = useText()
  useEffect(() => {
    const root = document.documentElement
    root.lang = lang
    root.dir = dir
    if (theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme
  }, [lang, dir, theme])
}

export function App(): ReactNode {
  useDocument()
  const { lang } = useSettings()
  const [token, setToken] = useState(signInToken)
  const citizen = useCitizenToken()
  const [signedIn] = useState(() => () => setToken(undefined))
  return (
    <I18nProvider locale={lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB'}>
      {token ? (
        <SignIn token={token} onDone={signedIn} />
      ) : citizen !== undefined ? (
        <Suspense fallback={<Waiting />}>
          <screens.Citizen key={citizen} token={citizen} />
        </Suspense>
      ) : (
        <ProcessProvider otherwise={(loading) => <Otherwise loading={loading} />}>
          <Frame>
            <Screens />
          </Frame>
        </ProcessProvider>
      )}
    </I18nProvider>
  )
}

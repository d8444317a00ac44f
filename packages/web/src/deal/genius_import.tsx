// Reads GENIUS files in: a domain and one profile a party. The server reads and refuses; here files
// are chosen and profiles are given to parties.
import { dealEndpoints } from '@sulh/contract/deal'
import { useState, type ReactNode } from 'react'
import { Button, Choice, FileChooser, Link, Note, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import { valueOf } from '../process/view.ts'
import { call } from '../session/api.ts'
import { partyOf, type DealParty } from './case.ts'
import css from './deal.module.css'
import { readChosen, type Chosen, type NamedText } from './genius_files.ts'
import { useHome } from './home.ts'
import { knownFrom } from './send.ts'

export function GeniusImport(): ReactNode {
  const { t } = useText()
  if (!useHome()) return null
  return (
    <details>
      <summary className={css['summary']}>{t('deal.import')}</summary>
      <Form />
    </details>
  )
}

function Form(): ReactNode {
  const { t, number, list } = useText()
  const process = useProcess()
  const home = useHome()
  const { busy, refusal, send } = useSending()
  const [chosen, setChosen] = useState<Chosen>({ files: [] })
  const [title, setTitle] = useState('')
  const [profiles, setProfiles] = useState<readonly Profile[]>([])
  const [done, setDone] = useState<string>()
  const files = 'files' in chosen ? chosen.files : []
  const choose = async (picked: readonly File[]) => {
    setProfiles([])
    setDone(undefined)
    setChosen(await readChosen(picked))
  }
  const read = async () => {
    const model_id = crypto.randomUUID()
    setDone(undefined)
    const sent = await send(() =>
      call(dealEndpoints.importGenius, {
        compartment_id: home?.id,
        model_id,
        title: title.trim(),
        known_from: knownFrom(process),
        files,
        profiles,
      }),
    )
    if (sent) setDone(model_id)
  }
  const lacks = [
    ...(title.trim() === '' ? [t('deal.import_lack_title')] : []),
    ...(profiles.length < 2 ? [t('deal.import_lack_profiles')] : []),
  ]
  const kilobytes = (bytes: number) => number(Math.ceil(bytes / 1024))
  return (
    <div className={css['form']}>
      <p className={css['soft']}>{t('deal.import_help')}</p>
      <FileChooser
        label={t('deal.import_files')}
        accept=".xml"
        many
        chosen={<bdi>{list(files.map(({ name }) => name))}</bdi>}
        onChoose={(picked) => void choose(picked)}
      />
      {'too_large' in chosen ? (
        <Note tone="warning">
          <span role="alert">
            {t('deal.import_too_large', {
              size: kilobytes(chosen.too_large.bytes),
              most: kilobytes(chosen.too_large.most),
            })}
          </span>
        </Note>
      ) : null}
      <TextInput label={t('deal.import_title')} value={title} onChange={setTitle} />
      <Profiles files={files} given={profiles} onGive={setProfiles} />
      {refusal ? (
        <Note tone="warning">
          <span role="alert">{refusal}</span>
        </Note>
      ) : null}
      {done ? (
        <Note>
          <span role="status">{t('deal.imported')}</span>{' '}
          <Link to={paths.dealModel(done)}>{t('deal.import_open')}</Link>
        </Note>
      ) : null}
      {files.length > 0 && lacks.length > 0 ? (
        <p className={css['soft']}>{t('deal.import_lacks', { lacks: list(lacks) })}</p>
      ) : null}
      <Button isDisabled={busy || lacks.length > 0} onPress={() => void read()}>
        {t('deal.import_do')}
      </Button>
    </div>
  )
}

type Profile = {
  readonly name: string
  readonly party: { readonly compartment_id: string; readonly id: string }
}

/** Which file speaks for whom: the sides of the talks, and any other party that is asked for. */
function Profiles(props: {
  readonly files: readonly NamedText[]
  readonly given: readonly Profile[]
  readonly onGive: (given: readonly Profile[]) => void
}): ReactNode {
  const { files, given, onGive } = props
  const { t, pick } = useText()
  const { view } = useProcess()
  const [more, setMore] = useState<ReadonlySet<string>>(new Set())
  const actors = view.of('actor')
  const sided = new Set(
    actors.filter((s) => valueOf(s, 'actor', 'description')?.side !== undefined).map((s) => s.id),
  )
  const all = actors.map(partyOf)
  const shown = all
    .filter(({ id }) => sided.has(id) || more.has(id))
    .toSorted((a, b) => Number(sided.has(b.id)) - Number(sided.has(a.id)))
  const give = ({ id, compartment_id }: DealParty, name: string) => {
    const others = given.filter(({ party }) => party.id !== id)
    onGive(name === '' ? others : [...others, { name, party: { compartment_id, id } }])
  }
  return (
    <div className={css['two']}>
      {shown.map((party) => (
        <Choice
          key={party.id}
          label={t('deal.import_profile', { party: pick(party.short) })}
          value={given.find((p) => p.party.id === party.id)?.name ?? ''}
          onChange={(name) => give(party, name)}
          options={files.map(({ name }) => ({ id: name, label: name }))}
        />
      ))}
      <Choice
        label={t('deal.import_other')}
        value=""
        onChange={(id) => setMore((old) => new Set([...old, id]))}
        options={all
          .filter(({ id }) => !sided.has(id) && !more.has(id))
          .map(({ id, name }) => ({ id, label: pick(name) }))}
      />
    </div>
  )
}

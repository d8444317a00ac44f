// Reads GENIUS files in: a domain and one profile a party. The server reads and refuses; here files
// are chosen and profiles are given to parties.
import { dealEndpoints } from '@sulh/contract/deal'
import { useState, type ReactNode } from 'react'
import { Button, Choice, Note, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import { valueOf } from '../process/view.ts'
import { call } from '../session/api.ts'
import { partyOf } from './case.ts'
import css from './deal.module.css'
import { useHome } from './home.ts'

type File = { readonly name: string; readonly text: string }

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
  const { t, pick } = useText()
  const { view } = useProcess()
  const home = useHome()
  const { busy, refusal, send } = useSending()
  const [files, setFiles] = useState<readonly File[]>([])
  const [title, setTitle] = useState('')
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const [done, setDone] = useState(false)
  const parties = view
    .of('actor')
    .filter((state) => valueOf(state, 'actor', 'description')?.side !== undefined)
    .map(partyOf)
  const profiles = parties.flatMap((party) => {
    const name = given[party.id]
    return name ? [{ name, party: { compartment_id: party.compartment_id, id: party.id } }] : []
  })
  const read = async () => {
    setDone(
      await send(() =>
        call(dealEndpoints.importGenius, {
          compartment_id: home?.id,
          model_id: crypto.randomUUID(),
          title,
          files,
          profiles,
        }),
      ),
    )
  }
  const choose = async (list: FileList | null) => {
    const chosen = await Promise.all(
      [...(list ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
    )
    setFiles(chosen)
  }
  return (
    <div className={css['form']}>
      <p className={css['soft']}>{t('deal.import_help')}</p>
      <label>
        {t('deal.import_files')}{' '}
        <input type="file" multiple accept=".xml" onChange={(e) => void choose(e.target.files)} />
      </label>
      <TextInput label={t('deal.import_title')} value={title} onChange={setTitle} />
      <div className={css['two']}>
        {parties.map((party) => (
          <Choice
            key={party.id}
            label={t('deal.import_profile', { party: pick(party.short) })}
            value={given[party.id] ?? ''}
            onChange={(name) => setGiven((old) => ({ ...old, [party.id]: name }))}
            options={files.map(({ name }) => ({ id: name, label: name }))}
          />
        ))}
      </div>
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      {done ? <Note>{t('deal.imported')}</Note> : null}
      <Button isDisabled={busy || title === '' || profiles.length < 2} onPress={() => void read()}>
        {t('deal.import_do')}
      </Button>
    </div>
  )
}

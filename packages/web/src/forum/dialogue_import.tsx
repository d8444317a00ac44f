// Bringing in an export of Polis: its files together or as an archive. Sending shows its progress; a
// fault names file and line, and then nothing was loaded.
import { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { limits } from '@sulh/contract/limits'
import type { OutputOf } from '@sulh/contract/endpoint'
import { useState, type ReactNode } from 'react'
import { Button, Choice, Failure, FileChooser, Link, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { isDetails, ProblemError, refusedHere, unreachable } from '../session/api.ts'
import { getSettings } from '../session/settings.ts'
import css from './dialogue.module.css'
import { useForumRefresh } from './dialogue_data.ts'
import { optionsOf, placesFor, usualPlace, votesPlace } from './dialogue_places.ts'

type Imported = OutputOf<typeof dialogueEndpoints.importPolis>

/** Sends with its progress, which `fetch` does not tell; `onSent` is a share from 0 to 1. */
function send(body: string, onSent: (share: number) => void): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api${dialogueEndpoints.importPolis.path}`)
    request.setRequestHeader('Content-Type', 'application/json')
    const { seat } = getSettings()
    if (seat) request.setRequestHeader('Sulh-Seat', seat)
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 1 : loaded / total)
    request.onload = () => {
      try {
        const answer: unknown = JSON.parse(request.responseText)
        if (request.status < 300) resolve(answer as Imported)
        else reject(isDetails(answer) ? new ProblemError(answer) : unreachable())
      } catch {
        reject(unreachable())
      }
    }
    request.onerror = () => reject(unreachable())
    request.send(body)
  })
}

const unreadable = (name: string): ProblemError =>
  refusedHere('invalid-input', {
    en: `The file ${name} cannot be read: choose it again.`,
    ar: `تعذرت قراءة الملف ${name}: اختره من جديد.`,
  })

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(unreadable(file.name))
    reader.readAsDataURL(file)
  })
  return url.slice(url.indexOf(',') + 1)
}

export function ImportDialogue(): ReactNode {
  const text = useText()
  const { t, number } = text
  const { session } = useProcess()
  const refresh = useForumRefresh()
  const [id] = useState(() => crypto.randomUUID() as string)
  const [title, setTitle] = useState({ en: '', ar: '' })
  const [place, setPlace] = useState(usualPlace(session.compartments)?.id ?? '')
  const [files, setFiles] = useState<readonly File[]>([])
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState<unknown>()
  const [done, setDone] = useState<Imported>()
  const votes = votesPlace(session.compartments, place)
  const bytes = files.reduce((sum, f) => sum + f.size, 0)
  const tooLarge = bytes * 1.37 > limits.import_body_bytes
  const begin = async () => {
    setError(undefined)
    setSent(0)
    try {
      const given = await Promise.all(
        files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })),
      )
      const body = {
        dialogue_id: id,
        compartment_id: place,
        votes_compartment_id: votes?.id,
        title,
        question: title,
        files: given,
      }
      setDone(await send(JSON.stringify(body), setSent))
      await refresh()
    } catch (caught) {
      setError(caught)
    } finally {
      setSent(undefined)
    }
  }
  if (done)
    return (
      <div className={css['form']} role="status">
        <p>
          {t('dialogue.imported', {
            participants: done.participants,
            statements: done.statements,
            votes: done.votes,
          })}
        </p>
        <p className={css['soft']}>
          {t('dialogue.imported_more', {
            replaced: done.replaced,
            out: done.moderated_out,
            without: done.without_words,
          })}
        </p>
        <Link to={paths.dialogue(done.id)}>{t('dialogue.to_dialogue')}</Link>
      </div>
    )
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <p className={css['soft']}>{t('dialogue.import_help')}</p>
      <div className={css['file']}>
        <p>{t('dialogue.files')}</p>
        <FileChooser
          label={t('dialogue.choose_files')}
          name={t('dialogue.files')}
          accept=".csv,.gz,.zip"
          many
          chosen={
            <span className={css['soft']}>
              {files.length === 0
                ? t('dialogue.files_help')
                : files
                    .map((f) => `${f.name} (${number(Math.ceil(f.size / 1024))} kB)`)
                    .join(' · ')}
            </span>
          }
          onChoose={setFiles}
        />
        {tooLarge ? <p role="alert">{t('dialogue.files_large')}</p> : null}
      </div>
      <div className={css['pair']}>
        <TextInput
          label={t('dialogue.title_en')}
          lang="en"
          value={title.en}
          isRequired
          onChange={(en) => setTitle((w) => ({ ...w, en }))}
        />
        <TextInput
          label={t('dialogue.title_ar')}
          lang="ar"
          value={title.ar}
          isRequired
          onChange={(ar) => setTitle((w) => ({ ...w, ar }))}
        />
      </div>
      <Choice
        label={t('dialogue.place')}
        help={t('dialogue.place_help')}
        value={place}
        onChange={setPlace}
        options={optionsOf(placesFor(session.compartments), text)}
      />
      {votes ? (
        <p className={css['soft']}>{t('dialogue.votes_lie', { place: text.pick(votes.name) })}</p>
      ) : null}
      {sent === undefined ? null : (
        <div className={css['progress']} role="status">
          <span>
            {sent < 1
              ? t('dialogue.import_sending', { percent: Math.round(sent * 100) })
              : t('dialogue.import_writing')}
          </span>
          {sent < 1 ? (
            <progress aria-label={t('dialogue.import')} value={sent} max={1} />
          ) : (
            <progress aria-label={t('dialogue.import')} />
          )}
        </div>
      )}
      {error ? <Failure error={error} /> : null}
      <div>
        <Button
          type="submit"
          variant="primary"
          isDisabled={files.length === 0 || tooLarge || sent !== undefined || !votes}
        >
          {t('dialogue.import_act')}
        </Button>
      </div>
    </form>
  )
}

// Takes an edited file back into the text that it was exported from: a preview of the acts that it amounts
// to, each planned as its own command would (D26), and the picked ones done as one act (D28).
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import { Problem, problemDetails } from '@sulh/contract/problem'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { PartyName } from '@sulh/analysis/text/tree'
import type { CommandContext, Written } from '../../../platform/append.ts'
import type { Database, SeatRole, Tx } from '../../../platform/database.ts'
import { requireWritable, retried } from '../../../process/commands.ts'
import { actIn, type Act, type Plan } from '../../act.ts'
import { readScene, type Scene } from '../../scene.ts'
import { refusedUpdate } from '../refusals.ts'
import type { ReadText } from '../read_docx.ts'
import { Already } from './already.ts'
import { changesSince } from './changes_since.ts'
import { Composition, type Common } from './compose.ts'
import { makersOf } from './edit_acts.ts'
import { editsOf, type Compared, type Edit } from './edits.ts'
import { baseOfFile, type Base } from './exported.ts'
import { shownEdit } from './shown_edit.ts'

type Preview = OutputOf<typeof textDocumentEndpoints.previewUpdate>
type Input = InputOf<typeof textDocumentEndpoints.updateText>
export type Given = { readonly text: ReadText; readonly parties: readonly PartyName[] }
type Keyed = { readonly key: string; readonly edit: Edit; readonly needs: readonly string[] }
type Found = Pick<Compared, 'told'> & {
  readonly base: Base
  readonly edits: readonly Keyed[]
  readonly already: number
}

export async function previewUpdate(
  db: Database,
  role: SeatRole,
  of: { readonly instrument_id: string; readonly context: CommandContext; readonly given: Given },
): Promise<Preview> {
  return db.asSeat(role, (tx) => previewUpdateIn(tx, of))
}

async function previewUpdateIn(
  tx: Tx,
  of: { readonly instrument_id: string; readonly context: CommandContext; readonly given: Given },
): Promise<Preview> {
  const { instrument_id, context, given } = of
  const scene = await readScene(tx, {
    instrument_id,
    ids: [],
    seat_id: context.seat_id,
    now: context.now,
    own: new Map(),
    whole: true,
  })
  const { base, edits, already, told } = found(scene, given)
  const common: Common = { instrument_id, act_id: unused, channel: 'in_writing' }
  const acts: Preview['acts'] = []
  for (const { key, edit, needs } of edits) {
    const needed = edits.filter((one) => needs.includes(one.key))
    const refusal = await refusalOf(tx, { scene, base, common, context, edit, needed })
    acts.push({ key, needs: [...needs], ...shownEdit(edit, base), ...refusal })
  }
  return {
    ...(base.as_of === undefined ? {} : { as_of: base.as_of }),
    languages: [...base.languages],
    acts,
    already,
    since: changesSince(base),
    not_understood: [...given.text.not_understood, ...tracked(given.text), ...told],
  }
}

/** D29: those of a draft from elsewhere are told by its reader. */
function tracked({ tracked_by, not_understood }: ReadText): ReadText['not_understood'] {
  const known = not_understood.some(({ what }) => what === 'tracked_changes')
  if (known || tracked_by.length === 0) return []
  return [{ what: 'tracked_changes', where: 'word/document.xml', text: tracked_by.join(', ') }]
}

/** An id that no act bears: nothing is written under it. */
const unused = '00000000-0000-4000-8000-000000000000'

/** Why this seat cannot do it, in the words of the command that refuses it. */
async function refusalOf(
  tx: Tx,
  of: {
    readonly scene: Scene
    readonly base: Base
    readonly common: Common
    readonly context: CommandContext
    readonly edit: Edit
    readonly needed: readonly Keyed[]
  },
): Promise<Pick<Preview['acts'][number], 'refused'>> {
  const { scene, base, common, context, edit, needed } = of
  try {
    const whole = new Composition(scene, common, context)
    const on = standpoint(whole, base, common.act_id)
    for (const one of needed) await whole.add(makersOf(one.edit, on))
    await whole.add(makersOf(edit, on))
    const places = new Set(whole.plan().map(({ compartment_id }) => compartment_id))
    for (const place of places) await requireWritable(tx, place, false)
    return {}
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, detail, arabic, errors } = problemDetails(error)
    const fault = errors?.[0]
    const inArabic = arabic.errors?.[0]
    return {
      refused: {
        code,
        detail: { en: detail, ar: arabic.detail },
        ...(fault === undefined
          ? {}
          : {
              fault: {
                en: `${fault.expected}. ${fault.action}`,
                ar: `${inArabic?.expected ?? fault.expected}. ${inArabic?.action ?? fault.action}`,
              },
            }),
      },
    }
  }
}

function standpoint(whole: Composition, base: Base, act_id: string) {
  return {
    act_id,
    fact: base.fact,
    isOurs: (id: string) => whole.isOurs(id),
    languages: base.languages,
  }
}

function found(scene: Scene, { text, parties }: Given): Found {
  const base = baseOfFile(scene, { draft: text.draft, origin: text.origin, parties })
  const { edits, told, places } = editsOf(base, text.draft)
  const done = new Already(base.now, base, places)
  const left = edits.filter((edit) => !done.has(edit, base.now))
  return { base, told, edits: keyed(left), already: edits.length - left.length }
}

/** Keys follow from what an edit says, so that what was looked at is what is done (D28). */
function keyed(edits: readonly Edit[]): readonly Keyed[] {
  const used = new Set<string>()
  const keys = edits.map((edit) => {
    for (let nth = 0; ; nth++) {
      const key = createHash('sha256')
        .update(canonicalize({ edit, nth }) ?? '')
        .digest('hex')
        .slice(0, 12)
      if (used.has(key)) continue
      used.add(key)
      return key
    }
  })
  const keyOf = (fits: (edit: Edit) => boolean): string[] =>
    edits.flatMap((edit, i) => (fits(edit) ? [keys[i] ?? ''] : []))
  return edits.map((edit, i) => ({
    key: keys[i] ?? '',
    edit,
    needs:
      edit.what === 'clause_moved' && edit.needs !== undefined
        ? keyOf((one) => one.what === 'clause_inserted' && one.ref === edit.needs)
        : edit.what === 'clause_withdrawn'
          ? keyOf((one) => one.what === 'clause_moved' && edit.without.includes(one.ref))
          : [],
  }))
}

type ActInput = Omit<Input, 'picked'> & { readonly picked: string; readonly sha256: string }

export async function updateText(
  db: Database,
  context: CommandContext,
  of: { readonly input: Input; readonly given: Given; readonly bytes: Uint8Array },
): Promise<{
  readonly record: OutputOf<typeof textDocumentEndpoints.updateText>
  readonly wrote: readonly Written[]
}> {
  const { given, bytes } = of
  const picked = of.input.picked.split(',')
  const input: ActInput = {
    ...of.input,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  const act: Act<ActInput> = {
    name: 'updateText',
    near: () => [],
    whole: true,
    plan: (scene, common, seat) => planOf(scene, { given, picked, common, context: seat }),
  }
  const { wrote } = await retried(db, context, (tx) => actIn(tx, context, { act, input }))
  return { record: { acts: picked.length }, wrote }
}

async function planOf(
  scene: Scene,
  of: {
    readonly given: Given
    readonly picked: readonly string[]
    readonly common: ActInput
    readonly context: CommandContext
  },
): Promise<Plan> {
  const { given, picked, common, context } = of
  const { base, edits } = found(scene, given)
  const wanted = new Set(picked)
  const chosen = edits.filter(({ key }) => wanted.has(key))
  if (chosen.length !== wanted.size) throw new Problem('conflict', refusedUpdate.not_as_seen)
  if (chosen.some(({ needs }) => needs.some((key) => !wanted.has(key))))
    throw new Problem('wrong-state', refusedUpdate.needs_other)
  const whole = new Composition(scene, common, context)
  const on = standpoint(whole, base, common.act_id)
  for (const { edit } of chosen) await whole.add(makersOf(edit, on))
  return whole.plan()
}

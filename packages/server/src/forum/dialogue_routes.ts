// Dialogues over HTTP. Nothing is decided here but when a publication that was asked for is dated:
// so far back that no vote of that time is still being written.
import { dialogueEndpoints as ends } from '@sulh/contract/forum_dialogue'
import type { App, Services } from '../platform/context.ts'
import { mount, mountCommand } from '../platform/mount.ts'
import { publishContext, SETTLING_MS } from './dialogue_clock.ts'
import { openDialogue, requireModerator, setDialogueStatus } from './dialogue_commands.ts'
import { castVotes } from './dialogue_votes.ts'
import { moderateStatement, submitStatement } from './dialogue_statements.ts'
import { importPolis } from './dialogue_import.ts'
import { publishOpinion } from './dialogue_publish.ts'
import { listDialogues, readDialogue, readOpinion } from './dialogue_queries.ts'
import { readDialogueIn } from './dialogue_scene.ts'

export function mountDialogue(app: App, services: Services): void {
  const { db, commandContext } = services
  mount(app, services, ends.listDialogues, ({ seat }) => listDialogues(db, seat))
  mount(app, services, ends.readDialogue, ({ input, seat }) => readDialogue(db, seat, input))
  mount(app, services, ends.readOpinion, ({ input, seat }) => readOpinion(db, seat, input))
  mountCommand(app, services, ends.openDialogue, ({ input, seat }) =>
    openDialogue(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, ends.importPolis, async ({ input, seat }) => {
    const done = await importPolis(db, commandContext(seat.id), input)
    const of = { dialogue_id: input.dialogue_id, at: services.clock().toISOString() }
    const published = done.wrote.length > 0 ? await publishOpinion(db, publishContext(), of) : []
    return { record: done.record, wrote: [...done.wrote, ...published] }
  })
  mountCommand(app, services, ends.setDialogueStatus, ({ input, seat }) =>
    setDialogueStatus(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, ends.castVotes, ({ input, seat }) =>
    castVotes(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, ends.submitStatement, ({ input, seat }) =>
    submitStatement(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, ends.moderateStatement, ({ input, seat }) =>
    moderateStatement(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, ends.publishOpinion, async ({ input, seat, now }) => {
    const dialogue = await db.asSeat(seat.role, (tx) => readDialogueIn(tx, input.dialogue_id))
    requireModerator(dialogue, seat.id)
    const at = new Date(now.getTime() - SETTLING_MS).toISOString()
    const wrote = await publishOpinion(db, publishContext(), { dialogue_id: dialogue.id, at })
    return { record: { published: wrote.length > 0 }, wrote }
  })
}

// Procedures that have been used, as data: what an editor begins from.
import mechanism from './examples/forum-mechanism.procedure.json' with { type: 'json' }
import selection from './examples/forum-selection.procedure.json' with { type: 'json' }
import { readProcedure, type Procedure } from './procedure.ts'

/** The vote of January 2021 on the mechanism: 63 per cent of those for and against. */
export const forumMechanism: Procedure = readProcedure(mechanism)
/** That mechanism itself: colleges, endorsed lists, a run-off of two. */
export const forumSelection: Procedure = readProcedure(selection)

// HiGHS as the solver from outside: a WebAssembly library that runs in this process and asks nobody.
// Loaded only by whoever calls this; the bytes come from the caller, who knows where they lie.
import type { Milp, MilpAnswer, MilpSolver } from './milp.ts'
import { tolerance } from './milp.ts'

export type HighsOptions = {
  /** Seconds that one call may take. Default 20. */
  readonly seconds?: number
}

/** `binary`: the file `highs/runtime` of the package. Source: Huangfu and Hall 2018. */
export async function highsSolver(
  binary: ArrayBuffer | ArrayBufferView,
  { seconds = 20 }: HighsOptions = {},
): Promise<MilpSolver> {
  const loaded = await import('highs')
  // The package's types are those of its CommonJS form, whose default lies one deeper.
  const load = loaded.default as unknown as typeof loaded.default.default
  const highs = await load({ wasmBinary: binary })
  const { callbackType, modelStatus, objectiveSense } = highs.constants
  const solve = (problem: Milp, cancelled: () => boolean): MilpAnswer | undefined =>
    highs.withModel((model) => {
      model.options.set('time_limit', seconds)
      // The default ends a search within one in ten thousand of the best.
      model.options.set('mip_rel_gap', 0)
      model.options.set('mip_abs_gap', 0)
      model.options.set('mip_feasibility_tolerance', tolerance)
      model.passModel({
        numCols: problem.cost.length,
        numRows: problem.row_lower.length,
        sense: objectiveSense.maximize,
        colCost: problem.cost,
        colLower: problem.column_lower,
        colUpper: problem.column_upper,
        rowLower: problem.row_lower,
        rowUpper: problem.row_upper,
        matrix: {
          format: 'csr',
          numRows: problem.row_lower.length,
          numCols: problem.cost.length,
          starts: problem.row_start,
          indices: problem.index,
          values: problem.value,
        },
        integrality: Int32Array.from(problem.is_integer),
      })
      model.run({
        [callbackType.mipInterrupt](event) {
          if (cancelled()) event.interrupt()
          return undefined
        },
      })
      const status = model.getModelStatus()
      if (status === modelStatus.infeasible) return undefined
      const bound = Number(model.info.get('mip_dual_bound'))
      // 2: a feasible point.
      if (Number(model.info.get('primal_solution_status')) !== 2) return { bound }
      const columns = model.getSolution().colValue
      return { bound, found: { columns, objective: model.getObjectiveValue() } }
    })
  return { name: 'HiGHS', solve }
}

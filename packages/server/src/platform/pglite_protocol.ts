// What passes between the server and the thread of the embedded database: batches of statements in,
// rows or one fault out. The messages are copied, never shared.

export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] }
export type Batch = { readonly id: number; readonly statements: readonly Statement[] }
export type Rows = { readonly rows: readonly Record<string, unknown>[]; readonly affected: number }
export type Fault = {
  readonly message: string
  /** SQLSTATE, or empty. */
  readonly code: string
  readonly table: string
  readonly constraint: string
}
/** The first answer has id 0: the database is open, or says why not. */
export type Answer = {
  readonly id: number
  /** Of the statements that ran. */
  readonly results: readonly Rows[]
  readonly fault?: Fault
}

/** An error of the database, with the fields that `pg` gives too. */
export class DatabaseFault extends Error {
  readonly code: string
  readonly table: string
  readonly constraint: string
  constructor(fault: Fault) {
    super(fault.message)
    this.name = 'DatabaseFault'
    this.code = fault.code
    this.table = fault.table
    this.constraint = fault.constraint
  }
}

// Every address of the client in one place. Cursor, seat and language travel in the query and are
// added by design/link.tsx, so that a copied address shows the same page.
export const paths = {
  overview: () => '/',
  tracks: () => '/tracks',
  track: (id: string) => `/tracks/${id}`,
  rounds: () => '/rounds',
  round: (id: string) => `/rounds/${id}`,
  issues: () => '/issues',
  issue: (id: string) => `/issues/${id}`,
  texts: () => '/texts',
  newText: () => '/texts/new',
  text: (id: string) => `/texts/${id}`,
  room: (id: string, compartment: string, subject: string) =>
    `/texts/${id}/room/${compartment}/${subject}`,
  /** The versions of a text; with two of them, or one and `now`, their redline. */
  redline: (id: string, pair?: { readonly from: string; readonly to: string }) =>
    pair ? `/texts/${id}/versions/${pair.from}/${pair.to}` : `/texts/${id}/versions`,
  convergence: (id: string) => `/texts/${id}/convergence`,
  importText: (id: string) => `/texts/${id}/import`,
  updateText: (id: string) => `/texts/${id}/update`,
  dialogues: () => '/dialogues',
  dialogue: (id: string) => `/dialogues/${id}`,
  deal: (model?: string) => `/deal${ofModel(model)}`,
  dealModel: (model?: string) => `/deal/model${ofModel(model)}`,
  dealEstimates: (model?: string) => `/deal/estimates${ofModel(model)}`,
  dealBrief: (model?: string) => `/deal/brief${ofModel(model)}`,
  decisions: () => '/decisions',
  newDecision: () => '/decisions/new',
  decision: (id: string) => `/decisions/${id}`,
  decisionProtocol: (id: string) => `/decisions/${id}/protocol`,
  actors: () => '/actors',
  actor: (id: string) => `/actors/${id}`,
  chronology: () => '/chronology',
  people: () => '/people',
  records: () => '/records',
  ledger: () => '/ledger',
  create: (kind?: string) => (kind ? `/new/${kind}` : '/new'),
  gallery: () => '/gallery',
} as const

/** Which negotiation model a screen of the deal room shows stands behind the `#`. */
function ofModel(id: string | undefined): string {
  return id === undefined ? '' : `#${id}`
}

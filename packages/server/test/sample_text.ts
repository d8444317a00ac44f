// A small text in two versions for tests of documents: every part that a document shows is in it. The
// words are made up; the parties are letters.
import type { Alternative, Slot, TextNode, TextTree, Wording } from '@sulh/analysis/text/tree'

function node(id: string, over: Partial<TextNode>): TextNode {
  return {
    id,
    kind: 'paragraph',
    number: '',
    heading: {},
    wording: {},
    stale: [],
    slots: [],
    stage: 'open',
    agreed_by: [],
    reservations: [],
    mark: 'none',
    weight: 1,
    children: [],
    ...over,
  }
}
const words = (en: string, ar: string): Wording => ({ en: [{ text: en }], ar: [{ text: ar }] })

function alternative(id: string, label: string, over: Partial<Alternative>): Alternative {
  return {
    id,
    label,
    origin: 'party',
    no_text: false,
    wording: {},
    stale: [],
    proponents: [],
    status: 'tabled',
    compartment_id: 'plenary',
    ...over,
  }
}
function slot(id: string, over: Partial<Slot>): Slot {
  return {
    id,
    scope: 'inline',
    class: 'alternatives',
    title: {},
    concerned: ['a', 'b'],
    status: 'open',
    reopened: 0,
    opened_at: '2020-10-19T09:00:00Z',
    alternatives: [],
    positions: [],
    reservations: [],
    ...over,
  }
}

const deadline = slot('0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e01', {
  alternatives: [
    alternative('t1', 'a', { proponents: ['a'], wording: words('within 90 days', 'خلال ٩٠ يومًا') }),
    alternative('t2', 'b', {
      proponents: ['b', 'm'],
      wording: words('within three months of signature', 'خلال ثلاثة أشهر من التوقيع'),
    }),
    alternative('t3', 'c', { proponents: ['a', 'b'], no_text: true }),
  ],
})
const guard = slot('0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e02', {
  scope: 'whole_node',
  alternatives: [
    alternative('g1', 'a', {
      proponents: ['a'],
      wording: words(
        'The guard of the oil facilities shall be reorganised by a joint committee.',
        'يعاد تنظيم حرس المنشآت النفطية عبر لجنة مشتركة.',
      ),
    }),
    alternative('g2', 'b', { proponents: ['b'], no_text: true }),
  ],
})
const nested = slot('0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e03', {
  alternatives: [
    alternative('n1', 'a', { proponents: ['a'], wording: words('on land', 'برًا') }),
    alternative('n2', 'b', {
      proponents: ['b'],
      wording: words('on land and at sea', 'برًا وبحرًا'),
    }),
  ],
})
const outer = slot('0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e04', {
  alternatives: [
    alternative('o1', 'a', {
      wording: {
        en: [{ text: 'all armed units ' }, { slot: nested.id }],
        ar: [{ text: 'جميع الوحدات المسلحة ' }, { slot: nested.id }],
      },
    }),
    alternative('o2', 'b', {
      proponents: ['b'],
      wording: words('foreign fighters only', 'المقاتلين الأجانب فقط'),
    }),
  ],
})
const monitoring = slot('0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e05', { class: 'placeholder' })

const parties = [
  {
    id: 'a',
    name: { en: 'Side A', ar: 'الطرف أ' },
    short: { en: 'Side A', ar: 'الطرف أ' },
    side: 'A' as const,
  },
  {
    id: 'b',
    name: { en: 'Side B', ar: 'الطرف ب' },
    short: { en: 'Side B', ar: 'الطرف ب' },
    side: 'B' as const,
  },
  { id: 'm', name: { en: 'Mediator', ar: 'الوسيط' }, short: { en: 'Mediator', ar: 'الوسيط' } },
]

const withdrawal = node('f0000000-0000-4000-8000-000000000003', {
  number: '1',
  wording: {
    en: [
      { text: 'All forces withdraw from the lines of contact to their camps ' },
      { slot: deadline.id },
      { text: '.' },
    ],
    ar: [
      { text: 'تنسحب جميع القوات من خطوط التماس إلى معسكراتها ' },
      { slot: deadline.id },
      { text: '.' },
    ],
  },
  slots: [deadline],
  reservations: [
    {
      id: 'r1',
      party: 'b',
      class: 'scrutiny',
      text: { en: 'The map is awaited.', ar: 'الخريطة منتظرة.' },
    },
  ],
})
const departure = node('f0000000-0000-4000-8000-000000000004', {
  number: '2',
  heading: { en: 'Departure.', ar: 'المغادرة.' },
  wording: {
    en: [
      { text: 'The duty to leave covers ' },
      { slot: outer.id },
      { text: ', under UNSCR 2510 (2020).' },
    ],
    ar: [
      { text: 'يشمل واجب المغادرة ' },
      { slot: outer.id },
      { text: ' وفق القرار UNSCR 2510 (2020).' },
    ],
  },
  slots: [nested, outer],
})
const guards = node('f0000000-0000-4000-8000-000000000005', {
  number: '3',
  slots: [guard],
  mark: 'reconstruction',
})
const roads = node('f0000000-0000-4000-8000-000000000006', {
  number: '4',
  stage: 'agreed_in_commission',
  wording: words('The coastal road opens to civilians.', 'يُفتح الطريق الساحلي أمام المدنيين.'),
  children: [
    node('f0000000-0000-4000-8000-000000000007', {
      kind: 'subparagraph',
      number: '(a)',
      stage: 'agreed',
      wording: words('Mines are cleared first;', 'تُزال الألغام أولًا؛'),
    }),
    node('f0000000-0000-4000-8000-000000000008', {
      kind: 'subparagraph',
      number: '(b)',
      wording: {
        en: [{ text: 'monitoring: ' }, { slot: monitoring.id }],
        ar: [{ text: 'المراقبة: ' }, { slot: monitoring.id }],
      },
      slots: [monitoring],
    }),
  ],
})

function text(nodes: readonly TextNode[]): TextTree {
  return {
    id: 'sample',
    title: { en: 'Draft ceasefire text', ar: 'مشروع نص وقف إطلاق النار' },
    mode: 'bracketed_text',
    authentic: ['en', 'ar'],
    show_proponents: true,
    parties,
    nodes,
  }
}
const preamble = node('f0000000-0000-4000-8000-000000000001', {
  kind: 'preamble',
  stage: 'agreed_ad_referendum',
  wording: words('The two sides, meeting in good faith,', 'إن الطرفين، وقد اجتمعا بحسن نية،'),
})
const article = node('f0000000-0000-4000-8000-000000000002', {
  kind: 'article',
  number: '1',
  heading: { en: 'Ceasefire', ar: 'وقف إطلاق النار' },
  wording: words('The parties agree as follows:', 'اتفق الطرفان على ما يلي:'),
})

export const sampleBefore: TextTree = text([
  preamble,
  { ...article, children: [withdrawal, departure, guards, roads] },
])

export const sampleAfter: TextTree = text([
  { ...preamble, stage: 'agreed' },
  {
    ...article,
    wording: words('The parties have agreed as follows:', 'اتفق الطرفان على ما يأتي:'),
    children: [
      { ...roads, number: '1', stage: 'agreed' },
      {
        ...withdrawal,
        number: '2',
        stage: 'clean',
        slots: [
          {
            ...deadline,
            status: 'closed',
            chosen: 't2',
            reason: 'consensus',
            closed_at: '2020-10-21T09:00:00Z',
          },
        ],
        reservations: [],
      },
      {
        ...departure,
        slots: [
          { ...nested, alternatives: nested.alternatives.slice(0, 1) },
          {
            ...outer,
            alternatives: [
              ...outer.alternatives.map((one) => ({ ...one, proponents: ['a', 'b'] })),
              alternative('o3', 'c', {
                proponents: ['m'],
                wording: words('all foreign fighters', 'جميع المقاتلين الأجانب'),
              }),
            ],
          },
        ],
      },
      node('f0000000-0000-4000-8000-000000000009', {
        number: '3 bis',
        wording: words('A joint operations room is set up.', 'تُنشأ غرفة عمليات مشتركة.'),
      }),
    ],
  },
])

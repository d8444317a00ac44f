// The readers of formats by small files of each variant, written here; what each must give is read
// off the file by eye.
import { describe, expect, test } from 'vitest'
import { countProfile } from '../count_profile.ts'
import { countReport } from '../count_report.ts'
import type { Profile } from '../profile.ts'
import { realText, testWith } from '../real_input.ts'
import { readProfile, type Format } from './read.ts'

/** Ballots as text: `A>B=C` with their weights. */
function shown({ candidates, ballots, unit }: Profile): Record<string, number> {
  return Object.fromEntries(
    ballots.map(({ ranks, weight }) => [
      ranks.map((group) => group.map((c) => candidates[c]).join('=')).join('>'),
      Number(weight) / Number(unit),
    ]),
  )
}

function read(format: Format, ...lines: string[]): Profile {
  return readProfile(format, lines.join('\n'))
}

describe('Debian tally sheets', () => {
  test('B30 legend, equal ranks, gaps, unranked, letters beyond nine', () => {
    const profile = read(
      'debian',
      '  Option 1----->: Ann',
      '/ Option 2---->: Bob',
      '|/  Option 3-->: Cy',
      '|||/',
      'V: 1-1  9f',
      'V: 8A2\tabc',
      'V: --- x',
    )
    expect(profile.candidates).toEqual(['Ann', 'Bob', 'Cy'])
    expect(shown(profile)).toEqual({ 'Ann=Cy': 1, 'Cy>Ann>Bob': 1, '': 1 })
  })
  test('B32 a ballot of another width is refused with its line', () => {
    expect(() => read('debian', 'Option 1->: A', 'Option 2->: B', 'V: 12', 'V: 123')).toThrow(
      'Line 4: the ballot 123 has 3 marks for 2 options',
    )
    expect(() => read('debian', 'Option 1->: A')).toThrow('no ballot in the tally sheet')
  })
  test('B30 without a legend options get their numbers; line ends of any system', () => {
    expect(readProfile('debian', '\uFEFFV: 21\r\nV: 12\r\n').candidates).toEqual([
      'Option 1',
      'Option 2',
    ])
  })
})

describe('PrefLib', () => {
  const head = [
    '# DATA TYPE: toi',
    '# TITLE: T',
    '# NUMBER ALTERNATIVES: 3',
    '# ALTERNATIVE NAME 1: A',
    '# ALTERNATIVE NAME 2: B: the second',
    '# ALTERNATIVE NAME 3: C',
  ]
  test('B30 the header in use, with equal candidates', () => {
    const profile = read('preflib', ...head, '4: 3,{1,2}', '1: {2}', '2: 1, 3')
    expect(profile).toMatchObject({ title: 'T', papers: 7 })
    expect(shown(profile)).toEqual({ 'C>A=B: the second': 4, 'B: the second': 1, 'A>C': 2 })
  })
  test('B30 the older header', () => {
    expect(shown(read('preflib', '3', '1,A', '2,B', '3,C', '5,5,2', '3,1,{2,3}', '2,2,1'))).toEqual(
      { 'A>B=C': 3, 'B>A': 2 },
    )
  })
  test('B32 unknown and repeated candidates are refused with their line', () => {
    expect(() => read('preflib', ...head, '1: 4')).toThrow('Line 7: there is no candidate 4')
    expect(() => read('preflib', ...head, '1: 2,{2}')).toThrow('Line 7: candidate 2 stands twice')
    expect(() => read('preflib', ...head, 'x')).toThrow('Line 7: this is no order')
    expect(() => read('preflib', 'hello')).toThrow('no PrefLib header')
    expect(() => read('preflib', ...head)).toThrow('no ballot in the file')
  })
})

describe('blt', () => {
  test('B30 withdrawn candidates, weights, equal and skipped ranks, comments', () => {
    const profile = read(
      'blt',
      '4 2 # four for two',
      '-2 -4',
      '3 1 2 3 0',
      '1/2 3=1 2 0',
      '1.5 - 3 0',
      '(id7) 2 4 0 # note',
      '0',
      '"Ann" "Bo ""B"" C"',
      '"Cy #3"',
      '"D"',
      '"Title"',
    )
    expect(profile.candidates).toEqual(['Ann', 'Bo "B" C', 'Cy #3', 'D'])
    expect(profile).toMatchObject({ seats: 2, title: 'Title', withdrawn: [1, 3] })
    expect(shown(profile)).toEqual({ 'Ann>Cy #3': 3, 'Ann=Cy #3': 0.5, 'Cy #3': 1.5, '': 2 })
  })
  test('B30 bracketed options: withdrawn, order of ties, short names', () => {
    const profile = read(
      'blt',
      '3 1',
      '[nick a b c]',
      '[tie c b a]',
      '[withdrawn a]',
      '1 b c 0',
      '1 c b 0',
      '0',
      '"A" "B" "C"',
    )
    expect(profile).toMatchObject({ tieOrder: [2, 1, 0], withdrawn: [0] })
    expect(countReport(countProfile('irv', profile)).winner).toBe('C')
  })
  test('B32 what is cut off or unknown is refused with its line', () => {
    expect(() => read('blt', '2 1', '1 1 2')).toThrow('Line 2: the file ends before the 0')
    expect(() => read('blt', '2 1', '1 3 0', '0')).toThrow('Line 2: there is no candidate 3')
    expect(() => read('blt', '2 1', 'x 1 0', '0')).toThrow('x is no weight')
    expect(() => read('blt', '')).toThrow('the number of candidates')
    expect(() => read('blt', '2 1', '0', '"A"', '"B"')).toThrow('no ballot in the file')
  })
  testWith(
    ['rational.blt', 'maemo.blt', 'atwood_so.blt'],
    'B28 B30 real files, a withdrawn candidate among them',
    () => {
      expect(readProfile('blt', realText('rational.blt'))).toMatchObject({ seats: 4, papers: 22 })
      expect(readProfile('blt', realText('maemo.blt'))).toMatchObject({ seats: 3, papers: 51 })
      const club = readProfile('blt', realText('atwood_so.blt'))
      expect(club).toMatchObject({ seats: 2, withdrawn: [1], title: 'Gardening Club Election' })
      expect(countReport(countProfile('stv', club)).winners).not.toContain('Bob')
    },
  )
})

describe('csv', () => {
  test('B31 undervote, overvote and repeats are passed over, the next rank is used', () => {
    const profile = read(
      'csv',
      'precinct,rank1,Rank2,rank3',
      'P1,undervote,"Smith, Ann",Bo',
      'P2,overvote,Bo,Bo',
      'P3,Bo,Bo,"Smith, Ann"',
      'P4,,,',
    )
    expect(shown(profile)).toEqual({ 'Smith, Ann>Bo': 1, Bo: 1, 'Bo>Smith, Ann': 1, '': 1 })
    expect(profile.notes).toEqual(
      expect.arrayContaining([
        { note: 'overvotes', count: 1 },
        { note: 'duplicates', count: 2 },
      ]),
    )
  })
  test('B30 headers of choices in words, ordinals and numbers, in any order of columns', () => {
    for (const header of [
      '2nd Choice,1st Choice',
      'second choice,first choice',
      'Choice_2,Choice_1',
      '2,1',
    ]) {
      expect(shown(read('csv', header, 'Bo,Ann'))).toEqual({ 'Ann>Bo': 1 })
    }
  })
  test('B30 a weight, by its header or as a first column of numbers', () => {
    expect(shown(read('csv', 'rank1;rank2;count', 'Ann;Bo;3', 'Bo;;1/2'))).toEqual({
      'Ann>Bo': 3,
      Bo: 0.5,
    })
    expect(shown(read('csv', '42,M,N', '17,K,N'))).toEqual({ 'M>N': 42, 'K>N': 17 })
  })
  test('B30 a column a candidate, with ranks, equal ranks or approvals', () => {
    expect(shown(read('csv', 'id,Ann,Bo,Cy', '7,1,2,', '8,2,1,2', '9,0,1,1'))).toEqual({
      'Ann>Bo': 1,
      'Bo>Ann=Cy': 1,
      'Bo=Cy': 1,
    })
  })
  test('B30 candidates whose names resemble other columns stay candidates', () => {
    expect(shown(read('csv', 'N,Idris,Ward Lee', '1,2,3'))).toEqual({ 'N>Idris>Ward Lee': 1 })
  })
  test('B30 one order a ballot, with or without header', () => {
    expect(shown(read('csv', 'Ann > Bo = Cy,4', 'Bo,1'))).toEqual({ 'Ann>Bo=Cy': 4, Bo: 1 })
    expect(shown(read('csv', 'count,ballot', '4,Ann>Bo'))).toEqual({ 'Ann>Bo': 4 })
  })
  test('B30 choices without a header, quoted names, empty columns', () => {
    expect(shown(read('csv', '"An ""A"" B",Bo', 'Bo,"An ""A"" B"', 'Bo,'))).toEqual({
      'An "A" B>Bo': 1,
      'Bo>An "A" B': 1,
      Bo: 1,
    })
  })
  test('B30 a Scottish ward', () => {
    const profile = read(
      'csv',
      '3,2,',
      '5,1,2,',
      '4,3,',
      '"Candidate 1","Ann","Red (R)",',
      '"Candidate 2","Bo","Blue (B)",',
      '"Candidate 3","Cy","Green (G)",',
      '"Ward, North",',
    )
    expect(profile).toMatchObject({ seats: 2, title: 'Ward, North', papers: 9 })
    expect(shown(profile)).toEqual({ 'Ann>Bo': 5, Cy: 4 })
  })
  test('B30 a rank profile with sets and weights', () => {
    const profile = read(
      'csv',
      'VoteKit RankProfile',
      'Candidates',
      '(ANN LEE:ANN),(BO:BO)',
      'Ranking_1,Ranking_2,&,Weight,&',
      "{'ANN'},{'BO'},&,2.0,&",
      "{'ANN', 'BO'},,&,0.5,&",
      '{~},{BO},&,1.0,&',
    )
    expect(shown(profile)).toEqual({ 'ANN LEE>BO': 2, 'ANN LEE=BO': 0.5, BO: 1 })
  })
  test('B32 an empty file, a header alone and a wrong weight are refused', () => {
    expect(() => read('csv', '')).toThrow('The file is empty')
    expect(() => read('csv', 'rank1,rank2')).toThrow('no ballot')
    expect(() => read('csv', 'rank1,count', 'Ann,few')).toThrow('Line 2: few is no weight')
    expect(() => read('csv', 'rank1,rank2', '"Ann"x,Bo')).toThrow(
      'Line 2: text follows a closing quote',
    )
  })
  testWith(['albany_profile.csv.gz', 'scot_wardy_mc_ward.csv'], 'B30 real files', () => {
    const albany = readProfile('csv', realText('albany_profile.csv.gz'))
    expect(albany.papers).toBe(7168 - 9)
    expect(albany.candidates).toHaveLength(5)
    const ward = readProfile('csv', realText('scot_wardy_mc_ward.csv'))
    expect(ward).toMatchObject({ papers: 146, seats: 1, title: 'Wardy McWard Ward' })
    expect(countReport(countProfile('stv', ward)).winner).toBe('Paul')
  })
})

// The catalogue gates hold on the real schema (P7), and each of them sees a seeded violation: a gate
// that cannot fail proves nothing. Every seed is rolled back.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { makeWorld } from '../../test/factories.ts'
import { catalogueFaults } from './gates.ts'

/** What each gate must find; `{p}` is the prefix. */
const seeds: readonly (readonly [statement: string, fault: string])[] = [
  ['alter table sulh.fact disable row level security', 'fact: row security'],
  ['alter table sulh.fact no force row level security', 'fact: row security'],
  ['create table sulh.loose (compartment_id uuid)', 'loose: row security'],
  [
    `create table sulh.bare (compartment_id uuid);
     alter table sulh.bare enable row level security, force row level security`,
    'bare: every table has a policy',
  ],
  ['create policy any_one on sulh.fact using (true)', 'any_one on sulh.fact: every policy names'],
  [
    `create policy by_setting on sulh.fact to {p}_seats
     using (compartment_id = current_setting('app.compartment')::uuid)`,
    'by_setting on sulh.fact: no policy reads a settable variable',
  ],
  [
    'create policy all_rows on sulh.fact for select to {p}_seats using (true)',
    'all_rows on sulh.fact: a policy of the seats asks who reads',
  ],
  [
    `create function sulh.peek() returns bigint language sql security definer
     set search_path = pg_catalog as 'select count(*) from sulh.fact';
     revoke all on function sulh.peek() from public`,
    'sulh.peek(): definer functions',
  ],
  [
    'alter function sulh.standing_refresh(uuid, uuid) reset search_path',
    'sulh.standing_refresh(uuid,uuid): definer',
  ],
  ['alter function sulh.entry_append() reset search_path', 'sulh.entry_append(): definer'],
  ['create view sulh.facts as select * from sulh.fact', 'facts: a view'],
  ['create materialized view sulh.kept as select * from sulh.fact', 'kept: a view'],
  ['create unique index fact_id on sulh.fact (id)', 'sulh.fact_id: a unique key'],
  [
    `create unique index fact_id on sulh.fact (id);
     create table sulh.child (fact_id uuid references sulh.fact (id))`,
    'child_fact_id_fkey on sulh.child: a foreign key',
  ],
  ['create sequence sulh.serial', 'serial: no sequence'],
  ['grant select on sulh.fact to public', 'fact: nothing of ours is granted to everyone'],
  ['grant select (id) on sulh.fact to public', 'sulh.fact.id: nothing of ours'],
  ['grant execute on function sulh.entry_append() to public', 'entry_append: nothing of ours'],
  ['grant create on schema public to public', 'public: nothing of ours'],
  ['grant update on sulh.head to {p}_seats', 'head: UPDATE: a seat appends'],
  ['grant delete on sulh.fact to {p}_seats', 'fact: DELETE: a seat appends'],
  ['create role {p}_s_extra; grant {p}_backup to {p}_s_extra', '{p}_s_extra: seats have no more'],
  ['create role {p}_s_extra; grant select on sulh.fact to {p}_s_extra', '{p}_s_extra: seats'],
  ['alter role {p}_backup bypassrls', '{p}_backup: no role of the installation'],
  ['alter role {p}_provisioner createrole', '{p}_provisioner: no role of the installation'],
  [
    `create trigger c_more before insert on sulh.fact
     for each row execute function sulh.entry_may_write()`,
    'c_more on sulh.fact: triggers',
  ],
]

class Undo extends Error {}

onEngines('P7 the gates of the catalogue', (use) => {
  test('P7 the schema passes, with seats and compartments in it', async () => {
    await makeWorld(use.db)
    const faults = await use.db.asService('owner', (tx) => catalogueFaults(tx, use.db.prefix))
    expect(faults).toEqual([])
  })

  test.each(seeds)('P7 is caught: %s', async (statement, fault) => {
    const named = (text: string) => text.replaceAll('{p}', use.db.prefix)
    let faults: string[] = []
    const work = use.db.asService('owner', async (tx) => {
      await sql.raw(named(statement)).execute(tx)
      faults = await catalogueFaults(tx, use.db.prefix)
      throw new Undo()
    })
    await expect(work).rejects.toThrow(Undo)
    expect(faults.join('\n')).toContain(named(fault))
  })
})

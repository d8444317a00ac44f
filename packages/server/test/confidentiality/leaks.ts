// Leaks seeded on purpose, one a trap of the design: each is put into a throw-away copy of the
// schema, and the two-run test has to catch every one. `up` plants it, `down` takes it out again.
export type Leak = { readonly name: string; readonly up: string; readonly down: string }

/** `prefix` is the installation's prefix of roles. */
export function leaks(prefix: string): readonly Leak[] {
  const seats = `${prefix}_seats`
  const loosen = (table: string): Leak => ({
    name: `a policy of ${table} that lets every seat read`,
    up: `create policy leak on sulh.${table} for select to ${seats} using (true)`,
    down: `drop policy leak on sulh.${table}`,
  })
  const off = (table: string): Leak => ({
    name: `row security of ${table} turned off`,
    up: `alter table sulh.${table} disable row level security`,
    down: `alter table sulh.${table} enable row level security`,
  })
  return [
    ...[
      'record',
      'fact',
      'reference',
      'entry',
      'head',
      'checkpoint',
      'drafting',
      'drafting_step',
    ].map(loosen),
    ...['record', 'fact', 'entry', 'head', 'drafting_step'].map(off),
    {
      name: 'a ballot box that every seat may open',
      up: `grant select on sulh.ballot to ${seats};
        create policy leak on sulh.ballot for select to ${seats} using (true)`,
      down: `drop policy leak on sulh.ballot; revoke select on sulh.ballot from ${seats}`,
    },
    {
      name: 'participation that is shown before the close',
      up: `create policy leak on sulh.ballot_voter for select to ${seats} using (true);
        grant select on sulh.ballot_voter to ${seats}`,
      down: `drop policy leak on sulh.ballot_voter;
        revoke select on sulh.ballot_voter from ${seats};
        grant select (compartment_id, decision_id, stage, seat_id, role, shown)
          on sulh.ballot_voter to ${seats}`,
    },
    {
      name: 'a unique key without the compartment',
      up: 'create unique index leak on sulh.record (id)',
      down: 'drop index sulh.leak',
    },
    {
      name: "a view with its owner's rights",
      up: `create view sulh.leak as select count(*) from sulh.fact;
        grant select on sulh.leak to ${seats}`,
      down: 'drop view sulh.leak',
    },
    {
      name: 'a definer function that counts',
      up: `create function sulh.leak() returns bigint language sql security definer
          set search_path = pg_catalog as 'select count(*) from sulh.entry';
        grant execute on function sulh.leak() to ${seats}`,
      down: 'drop function sulh.leak()',
    },
    {
      name: 'a sequence that all compartments share',
      up: `create sequence sulh.leak;
        create function sulh.leak_step() returns trigger language plpgsql security definer
          set search_path = pg_catalog as
          $$ begin perform nextval('sulh.leak'); return new; end $$;
        create trigger leak before insert on sulh.record
          for each row execute function sulh.leak_step();
        grant select on sequence sulh.leak to ${seats}`,
      down: `drop trigger leak on sulh.record; drop function sulh.leak_step();
        drop sequence sulh.leak`,
    },
    {
      name: 'references that are not held to the order of compartments',
      up: `alter policy seat_write on sulh.reference with check (compartment_id in
          (select compartment_id from sulh.reader where role = current_user and may_write));
        alter table sulh.reference drop constraint
          reference_compartment_id_ref_compartment_id_fkey`,
      down: `alter table sulh.reference add foreign key (compartment_id, ref_compartment_id)
          references sulh.compartment_order (narrow, wide);
        alter policy seat_write on sulh.reference with check (compartment_id in
          (select compartment_id from sulh.reader where role = current_user and may_write)
          and ref_compartment_id in
          (select compartment_id from sulh.reader where role = current_user))`,
    },
    {
      name: 'one log for all compartments in the event counter',
      up: `create table sulh.leak (n bigint);
        insert into sulh.leak values (0);
        grant select on sulh.leak to ${seats};
        create function sulh.leak_count() returns trigger language plpgsql security definer
          set search_path = pg_catalog as
          $$ begin update sulh.leak set n = n + 1; return new; end $$;
        create trigger leak before insert on sulh.entry
          for each row execute function sulh.leak_count()`,
      down: `drop trigger leak on sulh.entry; drop function sulh.leak_count();
        drop table sulh.leak`,
    },
  ]
}

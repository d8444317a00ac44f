-- Drafting rooms: words in the making, of one alternative, slot or node, within one compartment. They
-- are working paper and stand beside the ledger (ADR 0006): what is taken over becomes a fact with
-- its entry. Nothing here is updated or deleted either.

-- A room begins from the wording that stood when it was opened.
create table sulh.drafting (
  compartment_id uuid not null references sulh.compartment (id),
  subject_id uuid not null,
  subject_compartment_id uuid not null,
  instrument_id uuid not null,
  subject text not null check (subject in ('alternative', 'slot', 'node')),
  base_en uuid,
  base_ar uuid,
  english jsonb not null,
  arabic jsonb not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  primary key (compartment_id, subject_id),
  -- The order first, as for references: a guess at a hidden record has one answer.
  foreign key (compartment_id, subject_compartment_id)
    references sulh.compartment_order (narrow, wide),
  foreign key (subject_compartment_id, subject_id) references sulh.record (compartment_id, id)
);

-- One order for each language. `previous` makes it gapless and without forks: a step stands on the
-- one before it. `content` is the whole sheet after the step, with every so many-th one.
create table sulh.drafting_step (
  compartment_id uuid not null,
  subject_id uuid not null,
  language text not null check (language in ('en', 'ar')),
  version integer not null check (version > 0),
  previous integer generated always as (nullif(version - 1, 0)) stored,
  client uuid not null,
  seat_id uuid not null,
  at timestamptz not null,
  step jsonb not null,
  content jsonb,
  primary key (compartment_id, subject_id, language, version),
  foreign key (compartment_id, subject_id) references sulh.drafting (compartment_id, subject_id),
  foreign key (compartment_id, subject_id, language, previous)
    references sulh.drafting_step (compartment_id, subject_id, language, version)
);
create index drafting_sheet on sulh.drafting_step (compartment_id, subject_id, language, version)
  where content is not null;

do $$
declare t text;
begin
  foreach t in array array['drafting', 'drafting_step'] loop
    execute format('alter table sulh.%I enable row level security', t);
    execute format('alter table sulh.%I force row level security', t);
    execute format('create policy seat_read on sulh.%I for select to {{prefix}}_seats
      using (compartment_id in
        (select compartment_id from sulh.reader where role = current_user))', t);
    execute format('create policy backup_read on sulh.%I for select to {{prefix}}_backup
      using (true)', t);
    execute format('create policy provisioner_all on sulh.%I to {{prefix}}_provisioner
      using (true) with check (true)', t);
    execute format('grant select on sulh.%I to {{prefix}}_seats, {{prefix}}_backup', t);
    execute format('grant select, insert on sulh.%I to {{prefix}}_provisioner', t);
  end loop;
end $$;
grant insert on sulh.drafting to {{prefix}}_seats;
grant insert (compartment_id, subject_id, language, version, client, seat_id, at, step, content)
  on sulh.drafting_step to {{prefix}}_seats;

-- Who writes is who says so: the seat in the row is that of the role.
create policy seat_write on sulh.drafting for insert to {{prefix}}_seats with check (
  compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write)
  and subject_compartment_id in (select compartment_id from sulh.reader where role = current_user)
  and opened_by in (select id from sulh.seat where role = current_user));
create policy seat_write on sulh.drafting_step for insert to {{prefix}}_seats with check (
  compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write)
  and seat_id in (select id from sulh.seat where role = current_user));

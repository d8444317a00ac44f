-- The process as records and facts. A record is a thing with an identity; a fact is one append-only
-- assertion about it (decisions 9); a reference ties a fact to a record of the same or a wider
-- compartment (decisions 6). Nothing here is ever updated or deleted.

create table sulh.record (
  compartment_id uuid not null references sulh.compartment (id),
  id uuid not null,
  kind text not null,
  n integer not null,
  primary key (compartment_id, id),
  foreign key (compartment_id, n) references sulh.entry (compartment_id, n)
);
create index record_by_kind on sulh.record (compartment_id, kind, id);

create table sulh.fact (
  compartment_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  n integer not null,
  ordinal integer not null,
  facet text not null,
  act text not null check (act in ('state', 'correct', 'differ', 'withdraw', 'confirm')),
  of_fact_id uuid,
  value jsonb not null,
  known_from timestamptz not null,
  held_from date,
  held_to date,
  certainty text not null check (certainty in ('confirmed', 'reported', 'disputed', 'unconfirmed')),
  mark text not null check (mark in ('none', 'derived', 'reconstruction', 'illustration')),
  channel text not null check (channel in ('public_source', 'in_room', 'in_writing', 'telephone',
    'through_liaison', 'system')),
  confirmation text not null check (confirmation in ('unconfirmed', 'read_back', 'confirmed',
    'signed', 'disowned')),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (compartment_id, id),
  foreign key (compartment_id, record_id) references sulh.record (compartment_id, id),
  foreign key (compartment_id, of_fact_id) references sulh.fact (compartment_id, id),
  foreign key (compartment_id, n) references sulh.entry (compartment_id, n),
  check ((act = 'state') = (of_fact_id is null)),
  check (held_to >= held_from)
);
create index fact_of_record on sulh.fact (compartment_id, record_id, n, ordinal);

-- The order key is made first, so that it is checked first; the policy below is checked before
-- either. So a guess at a hidden record has one answer, whether the record exists or not.
create table sulh.reference (
  compartment_id uuid not null,
  fact_id uuid not null,
  path text not null,
  ordinal integer not null,
  ref_compartment_id uuid not null,
  ref_id uuid not null,
  n integer not null,
  primary key (compartment_id, fact_id, path, ordinal),
  foreign key (compartment_id, ref_compartment_id)
    references sulh.compartment_order (narrow, wide),
  foreign key (ref_compartment_id, ref_id) references sulh.record (compartment_id, id),
  foreign key (compartment_id, fact_id) references sulh.fact (compartment_id, id),
  foreign key (compartment_id, n) references sulh.entry (compartment_id, n)
);
create index reference_to on sulh.reference (compartment_id, ref_compartment_id, ref_id);

do $$
declare t text;
begin
  foreach t in array array['record', 'fact', 'reference'] loop
    execute format('alter table sulh.%I enable row level security', t);
    execute format('alter table sulh.%I force row level security', t);
    execute format('create policy seat_read on sulh.%I for select to {{prefix}}_seats
      using (compartment_id in
        (select compartment_id from sulh.reader where role = current_user))', t);
    execute format('create policy backup_read on sulh.%I for select to {{prefix}}_backup
      using (true)', t);
    execute format('create policy provisioner_all on sulh.%I to {{prefix}}_provisioner
      using (true) with check (true)', t);
    execute format('grant select, insert on sulh.%I to {{prefix}}_seats', t);
    execute format('grant select, insert on sulh.%I to {{prefix}}_provisioner', t);
    execute format('grant select on sulh.%I to {{prefix}}_backup', t);
  end loop;
end $$;

create policy seat_write on sulh.record for insert to {{prefix}}_seats with check (
  compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write));
create policy seat_write on sulh.fact for insert to {{prefix}}_seats with check (
  compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write));
create policy seat_write on sulh.reference for insert to {{prefix}}_seats with check (
  compartment_id in (select compartment_id from sulh.reader where role = current_user and may_write)
  and ref_compartment_id in (select compartment_id from sulh.reader where role = current_user));

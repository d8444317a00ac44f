-- The standing of a delegation turns into access by itself (process SPEC R21-R24). A seat of a
-- delegation names its record when it is made; a fact of standing rewrites the seat's rows of
-- `reader`, each with the time in which it holds, in the transaction of the fact.

create role {{prefix}}_standing nologin;
grant {{prefix}}_standing to current_user;
grant usage on schema sulh to {{prefix}}_standing;

-- Deferred: a seat is made before the records of its process are.
alter table sulh.seat add column delegation_id uuid;
alter table sulh.seat add foreign key (compartment_id, delegation_id)
  references sulh.record (compartment_id, id) deferrable initially deferred;
create index seat_of_delegation on sulh.seat (compartment_id, delegation_id)
  where delegation_id is not null;

-- The one policy that every other rests on: what a role sees of `reader` is what holds now.
alter table sulh.reader
  add column begins timestamptz not null default '-infinity',
  add column ends timestamptz not null default 'infinity',
  drop constraint reader_pkey,
  add primary key (role, compartment_id, begins),
  add check (begins < ends);
alter policy seat_read on sulh.reader
  using (role = current_user and begins <= now() and now() < ends);
alter policy dispatcher_read on sulh.reader using (begins <= now() and now() < ends);

create policy standing_read on sulh.fact for select to {{prefix}}_standing
  using (facet = 'standing');
create policy standing_read on sulh.seat for select to {{prefix}}_standing
  using (delegation_id is not null);
create policy standing_read on sulh.circle for select to {{prefix}}_standing using (true);
create policy standing_read on sulh.compartment for select to {{prefix}}_standing using (true);
create policy standing_write on sulh.reader to {{prefix}}_standing using (true) with check (true);
grant select (compartment_id, id, record_id, n, ordinal, facet, act, of_fact_id, value, known_from)
  on sulh.fact to {{prefix}}_standing;
grant select (compartment_id, id, role, delegation_id) on sulh.seat to {{prefix}}_standing;
grant select (compartment_id, seat_id, may_write) on sulh.circle to {{prefix}}_standing;
grant select (id, kind) on sulh.compartment to {{prefix}}_standing;
grant select, insert, delete on sulh.reader to {{prefix}}_standing;

-- Rewrites the readers of one delegation's seats. The same rules are in contract/src/standing.ts;
-- the tests hold one against the other, and `sulh verify` does so on what stands in the table.
create function sulh.standing_refresh(of_compartment uuid, of_delegation uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from sulh.reader r using sulh.seat s, sulh.circle c
  where s.compartment_id = of_compartment and s.delegation_id = of_delegation
    and c.seat_id = s.id and r.role = s.role and r.compartment_id = c.compartment_id;
  insert into sulh.reader (role, compartment_id, may_write, begins, ends)
  with recursive chain as (
    select f.id as root, f.id, 0 as depth, f.known_from, f.n, f.ordinal
    from sulh.fact f
    where f.compartment_id = of_compartment and f.record_id = of_delegation
      and f.facet = 'standing' and f.act = 'state'
    union all
    select c.root, f.id, c.depth + 1, c.known_from, c.n, c.ordinal
    from chain c cross join lateral (select f.id from sulh.fact f
      where f.compartment_id = of_compartment and f.record_id = of_delegation
        and f.facet = 'standing' and f.act = 'correct' and f.of_fact_id = c.id
      order by f.n desc, f.ordinal desc limit 1) f
  ), stated as (
    select distinct on (c.root) f.value, c.known_from, c.n, c.ordinal
    from chain c join sulh.fact f on f.compartment_id = of_compartment and f.id = c.id
    where not exists (select from sulh.fact w
      where w.compartment_id = of_compartment and w.record_id = of_delegation
        and w.act = 'withdraw' and w.of_fact_id = c.id)
    order by c.root, c.depth desc
  ), placed as (
    select
      coalesce(value ->> 'access', case value ->> 'state'
        when 'credentialed' then 'full'
        when 'returned' then 'full'
        when 'walked_out' then 'read_only'
        when 'invited' then 'own_only'
        when 'suspended' then 'own_only'
        else 'closed' end) as access,
      greatest((value ->> 'from')::date::timestamp at time zone 'UTC', known_from) as begins,
      case when value ->> 'state' in ('credentialed', 'returned')
        then ((value ->> 'until')::date + 1)::timestamp at time zone 'UTC' end as lapses,
      row_number() over (order by known_from, n, ordinal) as place
    from stated
  ), bounded as (
    select p.access, p.begins, p.lapses, coalesce((select min(q.begins) from placed q
      where q.place > p.place), 'infinity'::timestamptz) as ends
    from placed p
  ), period as (
    select access, begins, least(ends, lapses) as ends from bounded
    union all select 'own_only', greatest(begins, lapses), ends from bounded
      where lapses is not null
    union all select 'own_only', '-infinity'::timestamptz, min(begins) from placed
      having count(*) > 0
    union all select 'full', '-infinity'::timestamptz, 'infinity'::timestamptz
      where not exists (select from placed)
  )
  select s.role, c.compartment_id,
    c.may_write and (p.access = 'full' or p.access in ('read_only', 'own_only') and k.own),
    p.begins, p.ends
  from sulh.seat s
  join sulh.circle c on c.seat_id = s.id
  join (select id, kind in ('room', 'caucus', 'monitors', 'member') as own,
    kind in ('process', 'public') as reference from sulh.compartment) k on k.id = c.compartment_id
  cross join period p
  where s.compartment_id = of_compartment and s.delegation_id = of_delegation
    and p.begins < p.ends and (p.access in ('full', 'read_only') or k.own or k.reference);
end $$;

create function sulh.standing_apply() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  perform sulh.standing_refresh(new.compartment_id, new.record_id);
  return null;
end $$;

-- Runs as the seat: a standing that has effects is the mission's to state.
create function sulh.standing_may_state() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if current_user <> '{{prefix}}_provisioner'
    and exists (select from sulh.seat
      where compartment_id = new.compartment_id and delegation_id = new.record_id)
    and not exists (select from sulh.seat where role = current_user and kind = 'mission')
  then
    raise insufficient_privilege using message = 'standing not open to this seat';
  end if;
  return new;
end $$;

grant create on schema sulh to {{prefix}}_standing;
alter function sulh.standing_refresh(uuid, uuid) owner to {{prefix}}_standing;
alter function sulh.standing_apply() owner to {{prefix}}_standing;
revoke create on schema sulh from {{prefix}}_standing;
revoke all on function sulh.standing_refresh(uuid, uuid), sulh.standing_apply(),
  sulh.standing_may_state() from public;
grant execute on function sulh.standing_refresh(uuid, uuid) to {{prefix}}_provisioner;

create trigger a_standing_by_mission before insert on sulh.fact
  for each row when (new.facet = 'standing') execute function sulh.standing_may_state();
create trigger b_standing_applies after insert on sulh.fact
  for each row when (new.facet = 'standing') execute function sulh.standing_apply();

-- Who moderates a dialogue, holds the acts of a decision's secretariat, or endorses in it, is a rule of
-- the record itself (forum/dialogue_SPEC.md D15, D50; forum/decision_SPEC.md D4, D21). The commands say
-- so in words; here it holds whatever a seat writes. Services and the provisioner have policies of
-- their own.

-- The rules of the dialogue that a fact's record is about, as far as the seat reads them.
create function sulh.may_moderate(of_compartment uuid, of_dialogue uuid) returns boolean
  language sql stable set search_path = pg_catalog as $$
  select coalesce((select exists (select from jsonb_array_elements_text(value -> 'moderators') m
      where '{{prefix}}_s_' || replace(m, '-', '') = current_user)
    from sulh.fact where compartment_id = of_compartment and record_id = of_dialogue
      and facet = 'rules' order by n desc, ordinal desc limit 1), false)
$$;

create function sulh.forum_holds() returns trigger language plpgsql
  set search_path = pg_catalog as $$
declare
  own record;
  terms jsonb;
  steward boolean;
  voter boolean;
begin
  if not starts_with(current_user, '{{prefix}}_s_') then
    return new;
  end if;
  select kind, n into own from sulh.record
    where compartment_id = new.compartment_id and id = new.record_id;
  if not found or own.n = new.n then
    return new; -- what is made here and now; see reference_holds
  end if;
  if own.kind = 'dialogue' then
    if new.facet = 'rules' then
      raise check_violation using message = 'the rules of a dialogue are fixed';
    end if;
    if new.facet in ('status', 'intake')
      and not sulh.may_moderate(new.compartment_id, new.record_id) then
      raise insufficient_privilege using message = 'this act is a moderator''s';
    end if;
  elsif own.kind in ('opinion_statement', 'citizen_invitation') then
    if new.facet in ('moderation', 'links', 'revocation') and not exists (
      select from sulh.fact f join sulh.reference x on x.compartment_id = f.compartment_id
        and x.fact_id = f.id and x.path = 'dialogue'
      where f.compartment_id = new.compartment_id and f.record_id = new.record_id
        and sulh.may_moderate(x.ref_compartment_id, x.ref_id)) then
      raise insufficient_privilege using message = 'this act is a moderator''s';
    end if;
  elsif own.kind = 'decision' then
    select value into terms from sulh.fact where compartment_id = new.compartment_id
      and record_id = new.record_id and facet = 'terms' order by n desc, ordinal desc limit 1;
    steward := exists (select from jsonb_array_elements_text(terms -> 'stewards') s
      where '{{prefix}}_s_' || replace(s, '-', '') = current_user);
    voter := exists (select from jsonb_array_elements(terms -> 'voters') v
      where '{{prefix}}_s_' || replace(v ->> 'seat', '-', '') = current_user);
    if new.facet = 'endorsement' then
      -- Her own signature, or the withdrawal of her own.
      if not voter or '{{prefix}}_s_' || replace(new.recorded_by::text, '-', '') <> current_user
        or new.value ? 'count' or (new.act <> 'state' and not exists (select from sulh.fact f
          where f.compartment_id = new.compartment_id and f.id = new.of_fact_id
            and f.record_id = new.record_id and f.facet = 'endorsement'
            and f.recorded_by = new.recorded_by)) then
        raise insufficient_privilege using message = 'an endorsement is a member''s own';
      end if;
    elsif new.facet = 'nomination' then
      if not (steward or voter) then
        raise insufficient_privilege using message = 'this act is not open to this seat';
      end if;
    elsif not steward then
      raise insufficient_privilege using message = 'this act is the secretariat''s';
    end if;
  end if;
  return new;
end $$;

-- A statement that is open to votes from the start, and a batch of links, are a moderator's; but who
-- opens a dialogue gives it its first statements. Facts are written before their references.
create function sulh.reference_holds() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  if not starts_with(current_user, '{{prefix}}_s_') then
    return null;
  end if;
  if exists (select from sulh.fact d
      join sulh.record r on r.compartment_id = d.compartment_id and r.id = d.record_id
      where d.compartment_id = new.compartment_id and d.id = new.fact_id
        and (r.kind = 'citizen_invitation' or r.kind = 'opinion_statement' and exists (
          select from sulh.fact m where m.compartment_id = r.compartment_id
            and m.record_id = r.id and m.facet = 'moderation')))
    and not sulh.may_moderate(new.ref_compartment_id, new.ref_id)
    and not exists (select from sulh.record where compartment_id = new.ref_compartment_id
      and id = new.ref_id and compartment_id = new.compartment_id and n = new.n) then
    raise insufficient_privilege using message = 'this act is a moderator''s';
  end if;
  return null;
end $$;
revoke all on function sulh.may_moderate(uuid, uuid), sulh.forum_holds(), sulh.reference_holds()
  from public;
grant execute on function sulh.may_moderate(uuid, uuid) to {{prefix}}_seats;

create trigger e_forum_holds before insert on sulh.fact for each row
  when (new.facet in ('rules', 'status', 'intake', 'moderation', 'links', 'revocation', 'terms',
    'acceptance', 'frozen', 'opening', 'closing', 'count', 'certification', 'adoption',
    'nomination', 'endorsement'))
  execute function sulh.forum_holds();
create trigger e_reference_holds after insert on sulh.reference for each row
  when (new.path = 'dialogue') execute function sulh.reference_holds();

-- A row stands in its entry's content, whoever writes it: else somebody with the right to write could
-- keep rows beside the ledger, which no checkpoint covers and no export holds (platform SPEC P11).
-- One comparison a statement, with the rights of who writes; the missing rows of an entry are found
-- by `sulh verify`.

do $$
declare t text;
begin
  foreach t in array array['record', 'fact', 'reference'] loop
    execute format($f$
      create function sulh.%1$s_named() returns trigger language plpgsql
        set search_path = pg_catalog as $t$
      begin
        if exists (
          select to_jsonb(a) from added a
          except
          select to_jsonb(r) || jsonb_build_object('compartment_id', e.compartment_id, 'n', e.n)
          from (select distinct compartment_id, n from added) a
          join sulh.entry e on e.compartment_id = a.compartment_id and e.n = a.n
          cross join lateral jsonb_populate_recordset(null::sulh.%1$s,
            e.content::jsonb -> 'rows' -> '%1$s') r
        ) then
          raise check_violation using message = 'a row that its entry does not name';
        end if;
        return null;
      end $t$;
      revoke all on function sulh.%1$s_named() from public;
      create trigger c_named after insert on sulh.%1$s referencing new table as added
        for each statement execute function sulh.%1$s_named()$f$, t);
  end loop;
end $$;
